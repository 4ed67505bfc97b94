"""Calendars over HTTP: stored bodies, secret addresses, what is said to whom."""

import logging
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from gremien_app.base.extensions import db
from gremien_app.channels.calendars import feed_views as serving
from gremien_app.channels.calendars.models import CalendarFeed, Reminder
from gremien_app.meetings.sittings.models import SittingState
from tests import builders
from tests.calendars.subscribers import TOKEN, feed_of

ADDRESS = f"/kalender/abo/{TOKEN}.ics"
PUBLIC = "/kalender/stag-behindertenpolitik.ics"
NOW = "2026-11-22 10:00"


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    with freeze(NOW):
        yield


@pytest.fixture
def stag(app):
    return builders.committee()


@pytest.fixture
def feed(stag):
    kim = builders.person()
    builders.member(stag, kim)
    return feed_of(builders.account(person=kim))


def summaries(response):
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(response.data).walk("VEVENT")]


def stored_files(app):
    return list((Path(app.config["DATA_DIR"]) / "cache" / "feeds").iterdir())


# Stored bodies


def test_an_unchanged_feed_costs_one_query(client, stag, query_count):
    builders.sitting(stag)
    first = client.get(PUBLIC)

    with query_count() as counted:
        second = client.get(PUBLIC)

    assert counted.count == 1
    assert second.data == first.data
    assert same_headers(second) == same_headers(first)


def same_headers(answer):
    """All but the number that each answer has for itself."""
    return {name: value for name, value in answer.headers if name != "X-Request-ID"}


def test_an_unchanged_subscription_costs_one_query(client, stag, feed, query_count):
    builders.sitting(stag)
    client.get(ADDRESS)

    with query_count() as counted:
        assert client.get(ADDRESS).status_code == 200

    assert counted.count == 1


@pytest.mark.both_engines
@pytest.mark.parametrize("address", [PUBLIC, "/kalender/alle.ics", ADDRESS])
def test_a_save_reaches_the_next_fetch(client, stag, feed, address):
    sitting = builders.sitting(stag, number=4)
    before = client.get(address)

    sitting.state = SittingState.CANCELLED
    sitting.changed_at += timedelta(seconds=1)
    after = client.get(address, headers={"If-None-Match": before.headers["ETag"]})

    assert after.status_code == 200
    assert summaries(after) == ["ABGESAGT: Stadtarbeitsgemeinschaft Behindertenpolitik, 4. Sitzung"]


def test_a_date_that_leaves_the_calendar_changes_it_for_those_who_ask_by_time(client, stag):
    builders.sitting(stag)
    gone = builders.sitting(stag)
    before = client.get(PUBLIC).headers["Last-Modified"]
    known = {"If-Modified-Since": before}
    assert client.get(PUBLIC, headers=known).status_code == 304

    db.session.delete(gone)

    after = client.get(PUBLIC, headers=known)
    assert after.status_code == 200
    assert after.headers["Last-Modified"] != before


def test_no_committee_can_take_the_place_of_all(client, stag):
    client.get("/kalender/alle.ics")

    assert client.get("/kalender/alle-gremien.ics").status_code == 404


def test_a_stored_body_lasts_until_midnight(client, stag, feed, freeze):
    db.session.query(type(stag)).one()
    builders.sitting(stag, date(2026, 12, 1))
    membership = db.session.query(builders.Membership).one()
    membership.ends_on = date(2026, 11, 30)
    assert summaries(client.get(ADDRESS)) == []

    membership.ends_on = None
    assert len(summaries(client.get(ADDRESS))) == 1
    with freeze("2026-11-23 00:00"):
        assert len(summaries(client.get(ADDRESS))) == 1


def test_a_damaged_store_is_replaced(app, client, stag):
    builders.sitting(stag)
    whole = client.get(PUBLIC).data
    for path in stored_files(app):
        path.write_bytes(b"garbage")

    assert client.get(PUBLIC).data == whole


def test_a_store_that_cannot_be_written_does_no_harm(app, client, stag, monkeypatch, tmp_path):
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)
    builders.sitting(stag)

    assert len(summaries(client.get(PUBLIC))) == 1


# Secret addresses


def test_a_subscription_needs_no_sign_in_and_no_cookie(client, stag, feed):
    builders.sitting(stag, number=4)

    response = client.get(ADDRESS)

    assert summaries(response) == [
        "Vormerkung: Stadtarbeitsgemeinschaft Behindertenpolitik, 4. Sitzung"
    ]
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_its_address_is_not_in_it(client, stag, feed):
    builders.sitting(stag)

    response = client.get(ADDRESS)

    assert TOKEN.encode() not in response.data.replace(b"\r\n ", b"")
    assert TOKEN not in str(response.headers)
    for word in (b"ATTENDEE", b"ORGANIZER", b"METHOD"):
        assert word not in response.data


@pytest.mark.parametrize(
    "token",
    [
        TOKEN[:-1],
        TOKEN + "a",
        TOKEN.upper(),
        TOKEN[:-1] + "b",
        "x",
        "%00",
        "%ff%fe",
        "' OR 1=1--",
        "a" * 5000,
        "٣" * 43,
    ],
)
def test_any_other_address_is_not_found_and_leads_nowhere(client, feed, token):
    response = client.get(f"/kalender/abo/{token}.ics")

    assert response.status_code == 404
    assert response.mimetype == "text/plain"
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers


def test_all_unknown_addresses_get_the_same_answer(client, feed):
    answers = [client.get(f"/kalender/abo/{token}.ics") for token in ("x", TOKEN[:-1], "a" * 43)]

    assert len({answer.data for answer in answers}) == 1
    assert all(same_headers(answer) == same_headers(answers[0]) for answer in answers)


def test_the_token_opens_nothing_else(client, feed):
    for path in ("/kalender/abos", f"/kalender/{TOKEN}.ics", f"/kalender/abo/{TOKEN}/"):
        assert client.get(path, query_string={"token": TOKEN}).status_code in {302, 404}


def test_it_takes_nothing_in(client, feed):
    assert client.post(ADDRESS).status_code == 405


def test_an_ended_subscription_holds_one_notice_then_is_gone(client, stag, feed, freeze):
    builders.sitting(stag)
    client.get(ADDRESS)
    feed.revoked_at = builders.NOW

    assert summaries(client.get(ADDRESS)) == ["Kalender-Abo beendet"]
    with freeze("2027-02-20 10:00"):
        assert summaries(client.get(ADDRESS)) == ["Kalender-Abo beendet"]
    with freeze("2027-02-21 10:00"):
        gone = client.get(ADDRESS)
    assert (gone.status_code, b"VCALENDAR" in gone.data) == (410, False)


def test_a_disabled_account_ends_its_subscriptions_until_it_is_enabled(client, stag, feed):
    builders.sitting(stag)
    feed.user.is_disabled = True
    assert summaries(client.get(ADDRESS)) == ["Kalender-Abo beendet"]

    feed.user.is_disabled = False
    assert len(summaries(client.get(ADDRESS))) == 1


def test_reminders_are_alarms(client, stag, feed):
    feed.reminder = Reminder.TWO_HOURS
    builders.sitting(stag, state=SittingState.INVITED)

    (alarm,) = Calendar.from_ical(client.get(ADDRESS).data).walk("VALARM")

    assert alarm["TRIGGER"].dt == timedelta(hours=-2)
    assert str(alarm["ACTION"]) == "DISPLAY"


# The last use


def last_use():
    db.session.expire_all()
    return db.session.query(CalendarFeed.last_used_on).scalar()


@pytest.mark.both_engines
def test_the_day_of_the_last_use_is_noted_once_a_day(client, feed, query_count, freeze):
    client.get(ADDRESS)
    assert last_use() == date(2026, 11, 22)

    with query_count() as counted:
        client.get(ADDRESS)
    assert counted.writes == []
    with freeze("2026-11-23 08:00"):
        client.get(ADDRESS)
    assert last_use() == date(2026, 11, 23)


def test_noting_it_makes_nobodys_open_form_stale(client, feed):
    version = feed.version
    client.get(ADDRESS)

    db.session.refresh(feed)
    assert feed.version == version


def test_an_ended_subscription_notes_no_use(client, feed):
    feed.revoked_at = builders.NOW
    client.get(ADDRESS)

    assert last_use() is None


def test_a_locked_database_keeps_nobody_from_the_calendar(app, client, stag, feed, caplog):
    builders.sitting(stag)
    db.session.commit()
    with app.app_context():
        writer = sqlite3.connect(db.engine.url.database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        with caplog.at_level(logging.INFO, logger=serving.__name__):
            response = client.get(ADDRESS)
    finally:
        writer.close()

    assert len(summaries(response)) == 1
    assert caplog.messages == ["last use of a subscription not noted: OperationalError"]
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15000


# The year's plan


def test_the_plan_of_a_year_is_a_calendar(client, stag):
    builders.sitting(stag, date(2026, 1, 1), uid="first@x")
    builders.sitting(stag, date(2026, 12, 31), uid="last@x")
    builders.sitting(stag, date(2027, 1, 1), uid="next@x")

    response = client.get("/kalender/jahr/2026.ics")

    assert response.headers["Content-Disposition"] == 'inline; filename="sitzungsplan-2026.ics"'
    assert b"X-WR-CALNAME:Sitzungsplan 2026\r\n" in response.data
    assert b"first@x" in response.data
    assert b"last@x" in response.data
    assert b"next@x" not in response.data


def test_the_secretariat_sees_more_of_the_years_plan(client, new_client, login, stag):
    table = builders.committee("runder-tisch", is_public=False)
    builders.sitting(table, room=builders.room("Saal", "Rathaus"))

    staff = login(client, builders.account(secretariat_of=[table])).get("/kalender/jahr/2026.ics")
    stranger = new_client().get("/kalender/jahr/2026.ics")

    assert b"Rathaus" in staff.data
    assert b"Rathaus" not in stranger.data


@pytest.mark.parametrize("year", ["1899", "2101", "99999", "02026", "0", "x", "-1"])
def test_other_years_have_no_plan(client, app, year):
    assert client.get(f"/kalender/jahr/{year}.ics").status_code == 404
