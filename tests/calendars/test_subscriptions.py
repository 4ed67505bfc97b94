"""The pages of one's own subscriptions."""

import re
from html import unescape

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind, Reminder
from tests import builders
from tests.calendars.subscribers import TOKEN, feed_of
from tests.calendars.test_views import text_of

NEW = {"name": "Telefon", "reminder": "one_day", "has_agenda": "y", "shows_holds": "y"}


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def stag(app):
    return builders.committee()


@pytest.fixture
def user(stag):
    kim = builders.person()
    builders.member(stag, kim)
    return builders.account(person=kim)


@pytest.fixture
def member(client, login, user):
    return login(client, user)


def only_feed():
    db.session.expire_all()
    return db.session.query(CalendarFeed).order_by(CalendarFeed.id.desc()).first()


def address_in(page):
    return re.search(r'value="(http://127\.0\.0\.1:8000/kalender/abo/[\w-]{43}\.ics)"', page)[1]


@pytest.mark.parametrize("page", ["", "/neu", "/1", "/1/beenden", "/1/neue-adresse", "/adresse"])
def test_strangers_are_asked_to_sign_in(client, app, page):
    response = client.get(f"/kalender/abos{page}")

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/anmelden")


def test_a_new_subscription_shows_its_address_once(member, stag):
    builders.sitting(stag)

    made = member.post("/kalender/abos/neu", data=NEW)
    shown = member.get(made.headers["Location"])
    page = shown.get_data(as_text=True)
    address = address_in(page)

    assert made.headers["Location"] == "/kalender/abos/adresse"
    assert "Diese Adresse sehen Sie nur jetzt" in page
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert shown.headers["Cache-Control"] == "no-store"
    path = address.removeprefix("http://127.0.0.1:8000")
    assert member.get(path).data.count(b"BEGIN:VEVENT") == 1
    again = member.get("/kalender/abos/adresse")
    assert (again.status_code, again.headers["Location"]) == (302, "/kalender/abos")
    assert address not in member.get("/kalender/abos").get_data(as_text=True)


def test_it_keeps_what_was_chosen(member):
    member.post("/kalender/abos/neu", data=NEW)

    feed = only_feed()
    assert (feed.name, feed.kind, feed.reminder) == (
        "Telefon",
        FeedKind.SITTINGS,
        Reminder.ONE_DAY,
    )
    assert (feed.has_agenda, feed.shows_holds) == (True, True)
    assert (feed.shows_cancelled, feed.has_neutral_title) == (False, False)
    assert (feed.has_dial_in, feed.shows_signing, feed.shows_motions) == (False, False, False)


def test_closing_days_and_what_is_to_be_signed_are_a_choice(member):
    page = html.fromstring(member.get("/kalender/abos/neu").data)
    assert {"has_dial_in", "shows_signing"} <= set(page.xpath("//input[@checked]/@name"))
    assert "shows_motions" not in page.xpath("//input[@checked]/@name")

    member.post("/kalender/abos/neu", data=NEW | {"shows_motions": "y", "has_dial_in": "y"})

    feed = only_feed()
    assert (feed.has_dial_in, feed.shows_signing, feed.shows_motions) == (True, False, True)


def test_the_new_address_comes_with_a_code_for_the_telephone_and_all_ways(member):
    page = member.post("/kalender/abos/neu", data=NEW, follow_redirects=True).get_data(as_text=True)
    token = address_in(page).split("/")[-1].removesuffix(".ics")

    hrefs = [unescape(href) for href in re.findall(r'href="([^"]+)"', page)]
    assert f"webcal://127.0.0.1:8000/kalender/abo/{token}.ics" in hrefs
    assert '<svg width="' in page
    assert "Abonnieren ist nicht importieren." in page


def test_the_telephones_page_shows_the_ways_without_sign_in(new_client, user):
    feed_of(user, name="Mein Telefon")

    response = new_client().get(f"/kalender/abo/{TOKEN}")
    page = response.get_data(as_text=True)

    assert f'value="http://127.0.0.1:8000/kalender/abo/{TOKEN}.ics"' in page
    assert "Kalender-Abo „Mein Telefon“ einrichten" in page
    assert user.name not in page
    assert "Set-Cookie" not in response.headers
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_telephones_page_ends_with_the_subscription(new_client, user):
    feed = feed_of(user)
    assert new_client().get(f"/kalender/abo/{TOKEN}x").status_code == 404

    feed.revoked_at = builders.NOW

    assert new_client().get(f"/kalender/abo/{TOKEN}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": " "}, "Bitte geben Sie dem Abo einen Namen."),
        ({"name": "x" * 81}, "Bitte kürzen Sie den Text: höchstens 80 Zeichen, es sind 81."),
        ({"reminder": "weekly"}, "Fehler"),
        ({"reminder": ""}, "Fehler"),
        ({"kind": "deadlines"}, None),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(member, wrong, message):
    response = member.post("/kalender/abos/neu", data={**NEW, **wrong})

    if message is None:  # a member has no such choice: the calendar is one of sittings
        assert only_feed().kind is FeedKind.SITTINGS
    else:
        assert message in response.get_data(as_text=True)
        assert only_feed() is None


def test_the_secretariat_can_choose_a_calendar_of_deadlines(client, login, stag):
    staff = login(client, builders.account(secretariat_of=[stag]))
    assert "Fristen: was bis wann zu tun ist" in text_of(staff.get("/kalender/abos/neu"))

    staff.post("/kalender/abos/neu", data={**NEW, "kind": "deadlines"})

    assert only_feed().kind is FeedKind.DEADLINES


def test_a_member_is_not_asked_for_the_kind(member):
    assert "Fristen" not in text_of(member.get("/kalender/abos/neu"))


def test_the_list_tells_of_each_subscription(member, user):
    feed_of(user, name="Rechner", has_neutral_title=True)
    feed_of(user, token="b", name="Telefon", last_used_on=builders.NOW.date())
    feed_of(user, token="c", name="Alt", revoked_at=builders.NOW)

    text = text_of(member.get("/kalender/abos"))

    assert "Rechner Sitzungen, neutraler Titel noch nie läuft" in text
    assert "Telefon Sitzungen 22.11.2026 läuft" in text
    assert "Alt Sitzungen noch nie beendet am 22.11.2026" in text


def test_without_subscriptions_the_page_offers_the_first(member):
    text = text_of(member.get("/kalender/abos"))

    assert "Sie haben noch kein Abo." in text


def test_options_can_be_changed_under_the_same_address(member, user):
    feed = feed_of(user)
    hash_before = feed.token_hash

    response = member.post(
        f"/kalender/abos/{feed.id}",
        data={"name": "Küche", "reminder": "none", "has_neutral_title": "y", "version": 1},
    )

    assert response.status_code == 302
    changed = only_feed()
    assert (changed.name, changed.has_neutral_title, changed.has_agenda) == ("Küche", True, False)
    assert changed.token_hash == hash_before


def test_a_stale_form_keeps_both_names(member, user):
    feed = feed_of(user)
    feed.name = "Von woanders"
    db.session.commit()

    response = member.post(
        f"/kalender/abos/{feed.id}", data={**NEW, "name": "Meiner", "version": 1}
    )

    text = text_of(response)
    assert "Der Eintrag wurde inzwischen geändert" in text
    assert "Von woanders" in text
    assert only_feed().name == "Von woanders"


def test_a_new_address_makes_the_old_one_end(member, user):
    feed = feed_of(user)
    page = text_of(member.get(f"/kalender/abos/{feed.id}/neue-adresse"))
    assert "Die alte Adresse gilt ab sofort nicht mehr." in page

    shown = member.post(f"/kalender/abos/{feed.id}/neue-adresse", follow_redirects=True)

    new = address_in(shown.get_data(as_text=True)).removeprefix("http://127.0.0.1:8000")
    assert b"Kalender-Abo beendet" in member.get(f"/kalender/abo/{TOKEN}.ics").data
    assert b"Kalender-Abo beendet" not in member.get(new).data


def test_ending_a_subscription_says_what_happens_and_does_it(member, user):
    feed = feed_of(user)
    member.get(f"/kalender/abo/{TOKEN}.ics")
    assert "Nach 90 Tagen" in text_of(member.get(f"/kalender/abos/{feed.id}/beenden"))

    done = member.post(f"/kalender/abos/{feed.id}/beenden", follow_redirects=True)

    assert "beendet am 22.11.2026" in text_of(done)
    assert b"Kalender-Abo beendet" in member.get(f"/kalender/abo/{TOKEN}.ics").data


@pytest.mark.parametrize("page", ["", "/beenden", "/neue-adresse"])
def test_other_peoples_subscriptions_are_not_found(member, page):
    foreign = feed_of(builders.account(), token="foreign")

    for id_ in (foreign.id, 999_999):
        assert member.get(f"/kalender/abos/{id_}{page}").status_code == 404
        assert member.post(f"/kalender/abos/{id_}{page}").status_code == 404
    db.session.refresh(foreign)
    assert foreign.revoked_at is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_at_any_length(member, user, query_count, number):
    for one in range(number):
        feed_of(user, token=f"t{one}", name=f"Abo {one}")

    with query_count() as counted:
        member.get("/kalender/abos")

    assert counted.count == 3


def test_a_neutral_event_leads_to_its_sitting_after_signing_in(client, login, user, stag):
    sitting = builders.sitting(stag)
    page = f"/kalender/meine-termine/{sitting.date.isoformat()}"

    as_stranger = client.get(page)
    as_member = login(client, user).get(page)

    assert as_stranger.headers["Location"].startswith("/anmelden")
    assert as_member.headers["Location"] == f"/sitzungen/{sitting.id}"


def test_a_day_without_own_sittings_says_so(member, stag):
    elsewhere = builders.sitting(builders.committee(slug="stag-q", short="StAG Q"))

    page = member.get(f"/kalender/meine-termine/{elsewhere.date.isoformat()}")

    assert page.status_code == 200
    assert "An diesem Tag haben Sie keinen Termin." in text_of(page)
    assert "StAG Q" not in text_of(page)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-1", "heute", "٢٠٢٦-12-10", "0000-01-01"])
def test_what_is_no_day_is_no_address(member, day):
    assert member.get(f"/kalender/meine-termine/{day}").status_code == 404
