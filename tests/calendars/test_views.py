import re
from datetime import date, timedelta
from html import unescape

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members.models import MemberRole
from tests import builders

FEED = "/kalender/stag-behindertenpolitik.ics"
NOW = "2026-11-22 10:00"


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    with freeze(NOW):
        yield


@pytest.fixture
def stag(app):
    return builders.committee()


@pytest.fixture
def table(app):
    return builders.committee(
        "runder-tisch", name="Runder Tisch für Flüchtlingsfragen", is_public=False
    )


def text_of(response):
    """The page's main part as it reads, white space collapsed."""
    page = response.get_data(as_text=True)
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


# Feeds


@pytest.mark.parametrize("address", [FEED, "/kalender/alle.ics"])
def test_a_feed_is_sent_as_a_calendar_that_is_asked_for_again(client, stag, address):
    builders.sitting(stag)

    response = client.get(address)

    assert response.status_code == 200
    assert response.data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("inline; filename=")


def test_a_feed_knows_no_cookies(client, login, stag):
    login(client, builders.account())

    response = client.get(FEED)

    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers


def test_a_feed_is_the_same_for_a_signed_in_member(client, new_client, login, table):
    sitting = builders.sitting(table, state=SittingState.INVITED, room=builders.room())
    builders.item(sitting, "Nur für Mitglieder")
    member = builders.person()
    builders.member(table, member, role=MemberRole.VOTING)

    of_member = login(client, builders.account(person=member)).get("/kalender/runder-tisch.ics")
    of_stranger = new_client().get("/kalender/runder-tisch.ics")

    assert of_member.data == of_stranger.data
    assert b"Nur f" not in of_stranger.data


def test_an_unchanged_feed_is_answered_without_a_body(client, stag):
    builders.sitting(stag)
    etag = client.get(FEED).headers["ETag"]

    tag = etag.strip('"')
    compressed = (f'"{tag}-gzip"', f'W/"{tag};br"', f'"other-gzip", "{tag}-br"')
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*", *compressed):
        response = client.get(FEED, headers={"If-None-Match": known})
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"] == etag


def test_a_tag_of_something_else_is_answered_with_the_whole(client, stag):
    builders.sitting(stag)
    tag = client.get(FEED).headers["ETag"].strip('"')

    for known in (f'"{tag}-other"', f'"{tag[:-1]}-gzip"', f'"{tag}-gzip', "W/", ""):
        response = client.get(FEED, headers={"If-None-Match": known})
        assert (response.status_code, response.data[:15]) == (200, b"BEGIN:VCALENDAR")


def test_a_changed_feed_has_another_etag(client, stag):
    sitting = builders.sitting(stag)
    etag = client.get(FEED).headers["ETag"]
    sitting.changed_at += timedelta(seconds=1)

    response = client.get(FEED, headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert response.headers["ETag"] != etag
    assert not etag.startswith("W/")


def test_the_head_of_a_feed_can_be_asked_alone(client, stag):
    builders.sitting(stag)

    head, whole = client.head(FEED), client.get(FEED)

    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Content-Length"):
        assert head.headers[name] == whole.headers[name]


def test_a_feed_leads_to_the_configured_address(client, stag):
    sitting = builders.sitting(stag)

    response = client.get(FEED)

    assert f"URL:http://127.0.0.1:8000/sitzungen/{sitting.id}\r\n".encode() in response.data


@pytest.mark.parametrize(
    "address",
    [
        "/kalender/gibt-es-nicht.ics",
        "/kalender/uag-1.ics",
        "/kalender/.ics",
        "/kalender/STAG-Behindertenpolitik.ics",
        "/kalender/%27%20or%201=1--.ics",
        "/sitzungen/1.ics",
        "/sitzungen/01.ics",
        "/sitzungen/99999999999.ics",
        "/kalender/abonnieren/gibt-es-nicht",
        "/kalender/abonnieren/uag-1",
    ],
)
def test_an_unknown_calendar_is_not_found(client, stag, address):
    builders.committee("uag-1", kind=CommitteeKind.WORKING_GROUP)

    response = client.get(address)

    assert response.status_code == 404
    assert b"VCALENDAR" not in response.data


def test_a_feed_takes_nothing_in(client, stag):
    assert client.post(FEED).status_code == 405


def test_one_sitting_can_be_taken_into_a_calendar(client, stag):
    sitting = builders.sitting(stag, uid="one@gremien.example")

    response = client.get(f"/sitzungen/{sitting.id}.ics")

    assert response.status_code == 200
    assert response.data.count(b"BEGIN:VEVENT") == 1
    assert b"UID:one@gremien.example\r\n" in response.data
    assert b"METHOD" not in response.data


def test_a_working_groups_sitting_is_not_found_by_strangers(client, app):
    group = builders.committee("uag-1", kind=CommitteeKind.WORKING_GROUP, is_public=False)
    sitting = builders.sitting(group)

    assert client.get(f"/sitzungen/{sitting.id}.ics").status_code == 404


# The calendar page


def test_the_month_comes_first_and_then_the_next_sittings_of_all_committees(client, stag, table):
    builders.sitting(stag, date(2026, 12, 10), number=4, room=builders.room())
    builders.sitting(table, date(2026, 12, 3), number=9, room=builders.room("Geheim"))
    builders.sitting(stag, date(2026, 11, 20), number=3)

    text = text_of(client.get("/kalender/"))

    assert text.index("Feiertage im Dezember 2026") < text.index("Nächste Sitzungen")
    text = text[text.index("Nächste Sitzungen") :]
    first = text.index("Runder Tisch für Flüchtlingsfragen , Nichtöffentliche Sitzung")
    second = text.index("Stadtarbeitsgemeinschaft Behindertenpolitik , 4. Sitzung")
    assert first < second
    assert "Donnerstag, 10. Dezember 2026, 14:00 bis 16:00 Uhr" in text
    assert "Stadthaus Deutz, Konferenzraum 16 F 43" in text
    assert "Geheim" not in text
    assert "Stadtarbeitsgemeinschaft Behindertenpolitik, 3. Sitzung" not in text


def test_the_page_begins_with_the_month_of_the_next_sitting(client, stag):
    assert "im November 2026" in text_of(client.get("/kalender/"))

    builders.sitting(stag, date(2026, 11, 20))
    builders.sitting(stag, date(2027, 1, 15))

    assert "im Januar 2027" in text_of(client.get("/kalender/"))

    builders.sitting(stag, date(2026, 11, 22))

    assert "im November 2026" in text_of(client.get("/kalender/"))


def test_only_the_first_of_the_coming_sittings_are_listed_and_all_linked(client, stag):
    for number in range(1, 9):
        builders.sitting(stag, date(2027, number, 15), number=number)

    page = client.get("/kalender/").text
    listed = page[page.index("Nächste Sitzungen") :]

    numbers = [n for n in range(1, 9) if f"Behindertenpolitik</strong>, {n}. Sitzung" in listed]
    assert numbers == [1, 2, 3, 4, 5]
    assert 'href="/sitzungen">Alle Sitzungen' in listed


def test_an_empty_calendar_says_so(client, app):
    text = text_of(client.get("/kalender/"))

    assert "Zurzeit stehen keine kommenden Sitzungen im Kalender." in text


def test_a_month_shows_its_sittings_and_holidays(client, stag):
    builders.sitting(stag, date(2027, 5, 12), number=4, state=SittingState.CANCELLED)

    text = text_of(client.get("/kalender/?monat=2027-05"))

    assert "Sitzungen und Feiertage im Mai 2027" in text
    assert "14:00 stag-behindertenpoli , 4. Sitzung abgesagt" in text
    assert "Erster Mai" in text
    assert "Fronleichnam" in text
    assert "April 2027" in text
    assert "Juni 2027" in text


def test_whoever_plans_sees_the_other_days_to_respect_too(client, new_client, login, stag):
    staff = login(client, builders.account(secretariat_of=[stag]))

    for_staff = text_of(staff.get("/kalender/?monat=2026-09"))
    for_all = text_of(new_client().get("/kalender/?monat=2026-09"))

    assert "Jom Kippur (beginnt am Abend)" in for_staff
    assert "Jom Kippur" not in for_all


@pytest.mark.parametrize(
    ("month", "status"),
    [
        ("2026-11", 200),
        ("1900-01", 200),
        ("2100-12", 200),
        ("1899-12", 404),
        ("2101-01", 404),
        ("2026-13", 404),
        ("2026-00", 404),
        ("0001-01", 404),
        ("November", 404),
        ("", 404),
        ("٢٠٢٦-١١", 404),
    ],
)
def test_only_a_real_month_is_shown(client, app, month, status):
    assert client.get("/kalender/", query_string={"monat": month}).status_code == status


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_at_any_length(client, stag, query_count, number):
    for _ in range(number):
        builders.sitting(stag, date(2026, 11, 25), room=builders.room(f"Raum {_}"))
    db.session.commit()

    with query_count() as counted:
        client.get("/kalender/")

    assert counted.count == 9


def test_a_member_sees_the_place_of_a_closed_sitting(client, login, table):
    builders.sitting(table, date(2026, 12, 3), number=9, room=builders.room("Saal", "Rathaus"))
    member = builders.person()
    builders.member(table, member)

    text = text_of(login(client, builders.account(person=member)).get("/kalender/"))

    assert "Runder Tisch für Flüchtlingsfragen , 9. Sitzung" in text
    assert "Rathaus, Saal" in text


# Subscribing


def test_the_subscribe_page_offers_every_committee_and_all(client, stag, table):
    page = client.get("/kalender/abonnieren").get_data(as_text=True)

    assert 'value="http://127.0.0.1:8000/kalender/alle.ics"' in page
    assert 'href="/kalender/abonnieren/stag-behindertenpolitik"' in page
    assert 'href="/kalender/abonnieren/runder-tisch"' in page


def test_a_committees_subscription_has_a_link_for_each_program(client, stag):
    page = client.get("/kalender/abonnieren/stag-behindertenpolitik").get_data(as_text=True)

    hrefs = [unescape(href) for href in re.findall(r'href="([^"]+)"', page)]
    ways = [h for h in hrefs if re.match("webcal:|https:", h)]
    assert ways[0] == f"webcal://127.0.0.1:8000{FEED}"
    assert [way.split("?")[0] for way in ways[1:]] == [
        "https://calendar.google.com/calendar/r",
        "https://outlook.office.com/calendar/0/addfromweb",
        "https://outlook.live.com/calendar/0/addfromweb",
    ]
    assert "Abonnieren ist nicht importieren." in page


def test_a_local_demo_says_that_google_cannot_reach_it(client, stag):
    assert "gilt nur auf diesem Rechner" in text_of(client.get("/kalender/abonnieren"))


def test_a_public_origin_needs_no_such_warning(client, app, stag, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_ORIGIN", "https://gremien.example")

    text = text_of(client.get("/kalender/abonnieren"))

    assert "gilt nur auf diesem Rechner" not in text
