"""F: feeds and secret addresses."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from gremien_app.channels.calendars.models import CalendarFeed
from tests.abuse.browser import Browser

SECRET = re.compile(r"/kalender/abo/([A-Za-z0-9_-]{20,})")


@pytest.fixture(scope="module")
def feed(server):
    """A member's own feed: the token, as told once, and a browser that is signed in."""
    browser = Browser(server.port)
    assert browser.sign_in(server.emails.member, "gremien-demo").status == 302
    page = "/kalender/abos/neu"
    data = {"name": "Telefon", "kind": "sittings", "reminder": "none"}
    made = browser.post(page, data, token=browser.token(page))
    assert made.status == 302, made.text
    found = SECRET.search(browser.get(made.location).text)
    assert found
    return found[1], browser


def test_f1_a_token_that_is_nearly_right_opens_nothing(feed, anonymous, server):
    token, _ = feed
    assert anonymous.get(f"/kalender/abo/{token}.ics").status == 200
    never = anonymous.get("/kalender/abo/unbekannt.ics")

    swapped = token[:-1] + ("a" if token[-1] != "a" else "b")
    for wrong in (swapped, token.swapcase(), token[:20], token + "x", "..%2f" + token, "%00"):
        answer = anonymous.get(f"/kalender/abo/{wrong}.ics")
        assert answer.status == 404, wrong
        assert answer.body == never.body or "/" in wrong.replace("%2f", "/"), wrong


def test_f1_a_token_is_long_and_stored_as_a_hash_only(feed, stored):
    token, _ = feed
    assert len(token) >= 22  # 128 bits

    with stored() as session:
        hashes = [one.token_hash for one in session.query(CalendarFeed)]
    assert token not in hashes


def test_f3_a_token_opens_this_one_calendar_only(feed, anonymous, server):
    token, _ = feed
    for path in (
        f"/konto?token={token}",
        f"/sitzungen/{server.sitting}/anwesenheit?token={token}",
        f"/kalender/abos?abo={token}",
    ):
        answer = anonymous.get(path, Authorization=f"Bearer {token}", Cookie=f"gremien={token}")
        assert answer.status == 302, path
    assert "Set-Cookie" not in anonymous.get(f"/kalender/abo/{token}.ics").headers


def test_f8_fifty_calendars_at_once_do_not_hinder_the_office(server, as_role):
    staff = as_role("staff")

    def fetch(_number: int) -> int:
        return Browser(server.port).get("/kalender/alle.ics").status

    with ThreadPoolExecutor(16) as pool:
        running = pool.map(fetch, range(50))
        token = staff.token("/konto")
        saved = [
            staff.post("/darstellung", {"theme": theme}, token=token) for theme in ("dark", "auto")
        ]
        statuses = set(running)

    assert statuses == {200}
    assert [one.status for one in saved] == [302, 302]


def test_f2_a_revoked_token_is_dead_at_the_next_fetch(feed, stored, anonymous):
    token, browser = feed
    with stored() as session:
        number = session.query(CalendarFeed).order_by(CalendarFeed.id.desc()).first().id
    page = f"/kalender/abos/{number}/beenden"

    ended = browser.post(page, token=browser.token(page))

    assert ended.status == 302, ended.text
    told = anonymous.get(f"/kalender/abo/{token}.ics").text
    assert told.count("BEGIN:VEVENT") == 1  # only the notice that it has ended
    assert "beendet" in told
