import logging
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from gremien_app.base.ics.feed import EventStatus, FeedEvent, FeedInfo, build_feed
from gremien_app.base.kernel.dates import to_berlin

INFO = FeedInfo(name="StAG Queerpolitik", description="Sitzungen, mit Tagesordnung.")
EVENT = FeedEvent(
    uid="sitzung-7@gremien.example",
    sequence=2,
    changed_at=datetime(2026, 11, 1, 10, 30, 15, tzinfo=UTC),
    starts_at=datetime(2026, 11, 30, 16, 0, tzinfo=UTC),
    ends_at=datetime(2026, 11, 30, 18, 0, tzinfo=UTC),
    all_day=False,
    summary="StAG Queerpolitik, 12. Sitzung",
    description="Tagesordnung:\n1 Begrüßung",
    location="Rathaus Spanischer Bau, Theodor-Heuss-Saal A 119",
    status=EventStatus.CONFIRMED,
    url="https://gremien.example/sitzungen/7",
)
EVENT_LINES = {
    "BEGIN", "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY",
    "DESCRIPTION", "LOCATION", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "URL", "END",
}  # fmt: skip
LINE_BREAKS = ["\r", "\n", "\r\n", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x00", "\\n"]


def lines_of(feed):
    """The content lines, read without any library."""
    unfolded = feed.decode().replace("\r\n ", "")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", unfolded)
    assert unfolded.endswith("\r\n")
    return unfolded.removesuffix("\r\n").split("\r\n")


def event_lines(event):
    lines = lines_of(build_feed(INFO, [event]))
    return lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]


def values(event):
    return dict(line.split(":", 1) for line in event_lines(event)[1:-1])


def test_a_feed_introduces_itself():
    head = lines_of(build_feed(INFO, []))[:10]

    assert sorted(head) == [
        "BEGIN:VCALENDAR",
        "CALSCALE:GREGORIAN",
        "NAME:StAG Queerpolitik",
        "PRODID:-//Gremien//Sitzungskalender//DE",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "VERSION:2.0",
        "X-PUBLISHED-TTL:PT1H",
        r"X-WR-CALDESC:Sitzungen\, mit Tagesordnung.",
        "X-WR-CALNAME:StAG Queerpolitik",
        "X-WR-TIMEZONE:Europe/Berlin",
    ]


def test_an_empty_feed_still_carries_the_time_zone():
    lines = lines_of(build_feed(INFO, []))

    assert lines[10:] == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "END:VCALENDAR",
    ]


def test_an_invited_sitting_is_a_confirmed_appointment():
    assert values(EVENT) == {
        "UID": "sitzung-7@gremien.example",
        "SEQUENCE": "2",
        "DTSTAMP": "20261101T103015Z",
        "LAST-MODIFIED": "20261101T103015Z",
        "DTSTART;TZID=Europe/Berlin": "20261130T170000",
        "DTEND;TZID=Europe/Berlin": "20261130T190000",
        "SUMMARY": r"StAG Queerpolitik\, 12. Sitzung",
        "DESCRIPTION": r"Tagesordnung:\n1 Begrüßung\n\nhttps://gremien.example/sitzungen/7",
        "LOCATION": r"Rathaus Spanischer Bau\, Theodor-Heuss-Saal A 119",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS": "BUSY",
        "URL": "https://gremien.example/sitzungen/7",
    }


def test_a_cancelled_sitting_says_so_and_blocks_no_time():
    written = values(replace(EVENT, status=EventStatus.CANCELLED))

    assert written["STATUS"] == "CANCELLED"
    assert written["SUMMARY"] == r"ABGESAGT: StAG Queerpolitik\, 12. Sitzung"
    assert written["TRANSP"] == "TRANSPARENT"
    assert written["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"


def test_a_planned_sitting_is_a_tentative_hold_under_the_same_uid():
    written = values(replace(EVENT, status=EventStatus.TENTATIVE))

    assert written["UID"] == EVENT.uid
    assert written["STATUS"] == "TENTATIVE"
    assert written["SUMMARY"] == r"Vormerkung: StAG Queerpolitik\, 12. Sitzung"
    assert written["TRANSP"] == "TRANSPARENT"
    assert written["X-MICROSOFT-CDO-BUSYSTATUS"] == "TENTATIVE"


def test_an_all_day_hold_ends_on_the_day_after():
    written = values(replace(EVENT, all_day=True))

    assert written["DTSTART;VALUE=DATE"] == "20261130"
    assert written["DTEND;VALUE=DATE"] == "20261201"


def test_the_day_of_an_all_day_hold_is_the_one_in_koeln():
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    written = values(replace(EVENT, all_day=True, starts_at=late, ends_at=late))

    assert written["DTSTART;VALUE=DATE"] == "20261201"


@pytest.mark.parametrize(
    ("starts_at", "local"),
    [
        (datetime(2024, 3, 30, 16, tzinfo=UTC), "20240330T170000"),
        (datetime(2024, 3, 31, 15, tzinfo=UTC), "20240331T170000"),
        (datetime(2024, 10, 27, 16, tzinfo=UTC), "20241027T170000"),
    ],
)
def test_five_in_the_afternoon_stays_five_on_the_days_clocks_change(starts_at, local):
    moved = replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))

    assert values(moved)["DTSTART;TZID=Europe/Berlin"] == local


@pytest.mark.parametrize(
    ("starts_at", "written"),
    [
        (datetime(1990, 10, 10, 13, tzinfo=UTC), "19901010T130000Z"),  # 14:00 in winter already
        (datetime(1980, 4, 6, 12, tzinfo=UTC), "19800406T120000Z"),
        (datetime(1965, 7, 1, 12, tzinfo=UTC), "19650701T120000Z"),
        (datetime(1996, 10, 26, 15, tzinfo=UTC), "19961026T150000Z"),
        (datetime(1996, 10, 27, 15, tzinfo=UTC), "TZID=Europe/Berlin:19961027T160000"),
    ],
)
def test_before_todays_rules_of_the_clock_times_are_written_in_utc(starts_at, written):
    lines = event_lines(replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)))

    assert next(line for line in lines if line.startswith("DTSTART"))[8:] == written


def test_a_time_that_comes_twice_is_written_in_utc():
    starts_at = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    night = replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))

    assert values(night)["DTSTART"] == "20261025T013000Z"
    assert values(night)["DTEND;TZID=Europe/Berlin"] == "20261025T043000"


def test_empty_place_and_agenda_leave_no_empty_lines():
    bare = values(replace(EVENT, location=" ", description=""))

    assert "LOCATION" not in bare
    assert bare["DESCRIPTION"] == EVENT.url


def test_equal_data_give_equal_bytes_in_any_order():
    first, second = EVENT, replace(EVENT, uid="sitzung-8@gremien.example")

    assert build_feed(INFO, [first, second]) == build_feed(INFO, [second, first])


def test_events_stand_in_the_order_of_their_start():
    later = replace(
        EVENT,
        uid="a@gremien.example",
        starts_at=EVENT.starts_at + timedelta(days=1),
        ends_at=EVENT.ends_at + timedelta(days=1),
    )

    lines = lines_of(build_feed(INFO, [later, EVENT]))

    assert [line for line in lines if line.startswith("UID:")] == [
        "UID:sitzung-7@gremien.example",
        "UID:a@gremien.example",
    ]


@pytest.mark.parametrize(
    "broken",
    [
        {"starts_at": datetime(2026, 11, 30)},  # noqa: DTZ001 -- the fault under test
        {"ends_at": EVENT.starts_at},
        {"all_day": True, "ends_at": EVENT.starts_at - timedelta(days=2)},
        {"changed_at": None},
        {"summary": "\u200b"},
        {"uid": ""},
        {"url": "https://gremien.example/1\r\nATTENDEE:mailto:x@example.org"},
        {"url": "javascript:alert(1)"},
        {"sequence": -1},
        {"sequence": 2**31},
        {"status": "HELD"},
    ],
    ids=",".join,
)
def test_a_broken_event_is_left_out_and_the_rest_goes_out(broken, caplog):
    secret = replace(EVENT, description="Marker", location="Marker", **broken)

    with caplog.at_level(logging.ERROR):
        feed = build_feed(INFO, [secret, EVENT])

    assert feed == build_feed(INFO, [EVENT])
    assert len(caplog.records) == 1
    assert "Marker" not in caplog.text


@pytest.mark.parametrize("line_break", LINE_BREAKS)
@pytest.mark.parametrize("field", ["uid", "summary", "description", "location"])
def test_no_text_can_add_a_property(field, line_break):
    injected = replace(EVENT, **{field: f"x{line_break}ATTENDEE:mailto:x@example.org"})

    names = [re.split("[;:]", line)[0] for line in event_lines(injected)]

    assert set(names) == EVENT_LINES
    assert len(names) == len(EVENT_LINES)


@pytest.mark.parametrize("line_break", LINE_BREAKS)
def test_no_calendar_name_can_add_a_property(line_break):
    info = FeedInfo(name=f"x{line_break}METHOD:PUBLISH", description=f"x{line_break}URL:y")

    assert len(lines_of(build_feed(info, []))) == len(lines_of(build_feed(INFO, [])))


TEXTS = st.text(st.characters(), max_size=120)


@given(summary=TEXTS, description=TEXTS, location=TEXTS)
def test_any_text_is_written_in_well_formed_lines(summary, description, location):
    event = replace(
        EVENT, summary=f"S {summary}", description=description, location=location, uid="u@x"
    )

    feed = build_feed(INFO, [event])

    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", feed)
    for line in feed.split(b"\r\n"):
        line.decode()  # no character is cut by a fold
    names = {re.split("[;:]", line)[0] for line in event_lines(event)}
    assert names | {"LOCATION"} == EVENT_LINES


@given(st.integers(820_454_400, 2_114_380_800), st.integers(1, 600))
def test_every_start_and_end_is_read_back_as_the_same_instant(stamp, minutes):
    starts_at = datetime.fromtimestamp(stamp, UTC)
    event = replace(EVENT, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))

    read = Calendar.from_ical(build_feed(INFO, [event])).walk("VEVENT")[0]

    assert read.start.astimezone(UTC) == event.starts_at
    assert read.end.astimezone(UTC) == event.ends_at
    # In the hour that comes twice, times of two zones never count as equal.
    assert to_berlin(read.start).astimezone(UTC) == event.starts_at


# Written by hand for speed: the library is the measure.


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": EventStatus.CANCELLED, "location": ""},
        {"all_day": True, "is_free": True, "reminder": timedelta(hours=15)},
        {"reminder": timedelta(days=1)},
        {"reminder": timedelta(hours=2), "starts_at": datetime(2026, 10, 25, 1, 30, tzinfo=UTC)},
        {"summary": "Ö" * 36 + "\\" + "🏳️‍🌈" * 40},
        {"description": ("a,b;c\\d^" * 30 + "\n") * 20},
        {"location": "אולם, خانه; مجلس " * 12},
    ],
    ids=str,
)
def test_events_are_written_as_the_library_writes_them(changes):
    feed = build_feed(INFO, [replace(EVENT, **changes)])

    (read,) = Calendar.from_ical(feed).walk("VEVENT")

    assert read.to_ical() in feed


@given(summary=TEXTS, description=TEXTS)
@settings(max_examples=40)
def test_any_text_is_written_as_the_library_writes_it(summary, description):
    texts = {"summary": f"S {summary}", "description": description}
    assume(not any(r"\N" in text for text in texts.values()))  # the library takes it for a break

    feed = build_feed(INFO, [replace(EVENT, **texts)])

    assert Calendar.from_ical(feed).walk("VEVENT")[0].to_ical() in feed


def test_a_long_title_of_all_sorts_comes_back_whole():
    title = ("Bericht, Anfrage; C:\\Netz – „Vielfalt“ 🏳️‍🌈 שלום " * 20)[:500].strip()

    feed = build_feed(INFO, [replace(EVENT, summary=f"{title}\r\nX:\u2028Y")])

    (read,) = Calendar.from_ical(feed).walk("VEVENT")
    assert str(read["SUMMARY"]) == f"{title} X: Y"


def test_a_sitting_past_midnight_ends_on_the_next_day():
    night = values(replace(EVENT, ends_at=EVENT.starts_at + timedelta(hours=9)))

    assert night["DTSTART;TZID=Europe/Berlin"] == "20261130T170000"
    assert night["DTEND;TZID=Europe/Berlin"] == "20261201T020000"


def test_a_reminder_is_an_alarm_with_the_title():
    lines = event_lines(replace(EVENT, reminder=timedelta(days=1)))

    assert lines[lines.index("BEGIN:VALARM") :] == [
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        r"DESCRIPTION:StAG Queerpolitik\, 12. Sitzung",
        "TRIGGER:-P1D",
        "END:VALARM",
        "END:VEVENT",
    ]


def test_what_blocks_no_time_says_so():
    written = values(replace(EVENT, is_free=True))

    assert written["TRANSP"] == "TRANSPARENT"
    assert written["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"


@pytest.mark.parametrize(
    ("color", "written"),
    [("#0a5fb4", ["X-APPLE-CALENDAR-COLOR:#0a5fb4"]), ("", []), ("red\r\nX:y", [])],
)
def test_a_calendar_has_its_committees_colour(color, written):
    lines = lines_of(build_feed(replace(INFO, color=color), []))

    assert [line for line in lines if "COLOR" in line] == written
    assert "X:y" not in lines
