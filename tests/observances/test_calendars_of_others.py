"""Calendars as other offices' programs write them; each kind went wrong once."""

from datetime import date

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.reading import read_entries, read_sittings

DAY = date(2026, 11, 30)


def event(uid="1", start="20270114T153000", **more: str) -> str:
    lines = {"UID": uid, "SUMMARY": "Rat", "DTSTART;TZID=Europe/Berlin": start, "DURATION": "PT2H"}
    lines |= {name.replace("_", "-"): value for name, value in more.items()}
    body = "".join(f"{name}:{value}\r\n" for name, value in lines.items())
    return f"BEGIN:VEVENT\r\n{body}END:VEVENT\r\n"


def calendar(*events: str, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\r\n{head}{''.join(events)}END:VCALENDAR\r\n".encode()


def read(data: bytes):
    return read_sittings(data, name="Rat", day=DAY)


def days_of(*events: str) -> list[str]:
    found = read(calendar(*events)).sittings
    return [f"{one.starts_at.astimezone(BERLIN):%d.%m.%y %H:%M}" for one in found]


def test_a_moved_first_date_of_a_series_stands_in_its_place():
    series = event(RRULE="FREQ=MONTHLY;COUNT=3;BYDAY=2TH")
    moved = event(start="20270121T153000", RECURRENCE_ID="20270114T143000Z")

    assert days_of(moved, series) == ["21.01.27 15:30", "11.02.27 15:30", "11.03.27 15:30"]


@pytest.mark.parametrize(
    "excluded", ["20270114T153000", "20270114T143000Z", "20270114,20300101", "20270114T153000,x"]
)
def test_an_excluded_date_is_none(excluded):
    series = event(RRULE="FREQ=WEEKLY;COUNT=2", EXDATE=excluded)

    assert days_of(series) == ["21.01.27 15:30"]


def test_a_cancelled_date_of_a_series_is_none_and_counted():
    cancelled = event(RECURRENCE_ID="20270114T143000Z", STATUS="CANCELLED")
    found = read(calendar(event(RRULE="FREQ=WEEKLY;COUNT=2"), cancelled))

    assert (len(found.sittings), found.cancelled) == (1, 1)


def test_a_series_keeps_the_clock_through_the_summer_and_ends_after_two_years():
    found = days_of(event(RRULE="FREQ=WEEKLY"))

    assert (found[0], found[20], found[-1]) == (
        "14.01.27 15:30",
        "03.06.27 15:30",
        "23.11.28 15:30",
    )


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=YEARLY;BYHOUR=1",
        "wöchentlich",
    ],
)
def test_a_rule_that_cannot_be_followed_is_named_and_ends(rule):
    found = read(calendar(event(RRULE=rule)))

    assert len(found.sittings) == 1
    assert "Nicht lesbar, wie er sich wiederholt" in found.faults[0]


def test_the_newest_version_counts_wherever_it_stands():
    new = event(start="20270304T153000", SEQUENCE="2")
    old = event(start="20270225T153000", SEQUENCE="1")

    assert days_of(new, old) == days_of(old, new) == ["04.03.27 15:30"]


def test_the_later_change_counts_when_the_numbers_are_the_same():
    new = event(start="20270304T153000", LAST_MODIFIED="20261120T080000Z")

    assert days_of(new, event(LAST_MODIFIED="20261001T080000Z")) == ["04.03.27 15:30"]


def test_one_uid_for_different_sittings_makes_none_disappear():
    events = [event("0", f"202702{day}T150000", SUMMARY=f"A{day}") for day in (10, 11, 12)]

    assert len({one.uid for one in read(calendar(*events)).sittings}) == 3


def test_the_german_wording_counts_and_no_inner_value_is_shown():
    names = "SUMMARY;LANGUAGE=en:Vesak\r\nSUMMARY;LANGUAGE=de-DE:Vesakh-Fest\r\n"
    data = calendar(event()).replace(b"SUMMARY:Rat\r\n", names.encode())

    assert [one.summary for one in read(data).sittings] == ["Vesakh-Fest"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace(b"\r\n", b"\r"),
        lambda text: text.replace(b"\r\n", b"\r\r\n"),
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.decode().encode("utf-16"),
        lambda text: text.decode().encode("utf-16-le"),
        lambda text: text.decode().encode("cp1252"),
        lambda text: b"Sehr geehrte Frau Meyer,\r\n\r\n" + text + b"\r\nGesendet: heute\r\n",
        lambda text: text.replace(b"BEGIN:VEVENT", b"Stand November 2026\r\nBEGIN:VEVENT", 1),
        lambda text: text.replace("ü".encode(), b"\xc3\r\n \xbc"),
        lambda text: text.replace(
            b"END:VEVENT\r\nBEGIN",
            b"END:VEVENT\r\nEND:VCALENDAR\r\n" + b"BEGIN:VCALENDAR\r\nBEGIN",
        ),
    ],
)
def test_a_calendar_is_read_in_every_shape(change):
    found = read(change(calendar(event(SUMMARY="Süd"), event("2", "20270201T120000"))))

    assert ([one.summary for one in found.sittings], found.faults) == (["Süd", "Rat"], [])


@pytest.mark.parametrize(
    ("more", "head"),
    [
        ({}, "METHOD:CANCEL\r\n"),
        ({"STATUS": "CANCELED"}, ""),
        ({"STATUS": " Cancelled "}, ""),
        ({"SUMMARY": "Abgesagt: Verkehrsausschuss"}, ""),
        ({"SUMMARY": "ENTFÄLLT - Sportausschuss"}, ""),
        ({"SUMMARY": "Sportausschuss (abgesagt)"}, ""),
        ({"SUMMARY": "[fällt aus] Rat"}, ""),
        ({"SUMMARY": "Canceled: Rat"}, ""),
        ({"SUMMARY": "Rat entfällt!"}, ""),
    ],
)
def test_cancelled_is_understood_in_every_spelling(more, head):
    data = calendar(event(**more), head=head)
    days = read_entries(data, source="Q", tradition=Tradition.OTHER, day=DAY)

    assert (read(data).sittings, read(data).cancelled) == ([], 1)
    assert (days.entries, days.faults) == ([], ["1 Tag ist in der Datei abgesagt."])


def test_a_title_that_only_speaks_of_it_is_a_sitting():
    assert (
        len(days_of(event(SUMMARY="Rat: nicht abgesagt"), event("2", SUMMARY="Absageverfahren")))
        == 2
    )


def test_a_yearly_day_stands_in_the_years_ahead():
    data = calendar(event(start="20150408T000000", RRULE="FREQ=YEARLY", DURATION="P1D"))
    found = read_entries(data, source="Q", tradition=Tradition.OTHER, day=DAY)

    assert [one.starts_on.year for one in found.entries] == [2026, 2027, 2028, 2029, 2030, 2031]


@pytest.mark.parametrize(
    ("word", "tradition", "faults"),
    [
        ("muslimisch", Tradition.ISLAMIC, 0),
        ("Jüdischer Feiertag", Tradition.JEWISH, 0),
        ("christlich-orthodox", Tradition.ORTHODOX, 0),
        ("christlich", Tradition.OTHER, 1),
        ("buddhistisch", Tradition.OTHER, 1),
    ],
)
def test_an_origin_has_its_own_words(word, tradition, faults):
    data = f"Name;Datum;Religion\nFest;25.03.2027;{word}\n".encode()
    found = read_entries(data, source="Q", tradition=Tradition.PUBLIC, day=DAY)

    assert ([one.tradition for one in found.entries], len(found.faults)) == ([tradition], faults)


def test_fifty_thousand_open_beginnings_are_no_depth():
    inside = event().replace("END:VEVENT", "BEGIN:VALARM\r\n" * 50_000 + "END:VEVENT")

    assert len(read(calendar(inside)).sittings) == 1
    with pytest.raises(RuleBroken, match="steht kein Termin"):
        read(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 50_000)


def test_a_file_that_breaks_off_says_so_and_keeps_what_is_whole():
    found = read(calendar(event(), event("2"))[:-30])

    assert (len(found.sittings), found.is_cut) == (1, True)
    assert found.faults == ["Die Datei bricht mitten in einem Termin ab; er fehlt."]
