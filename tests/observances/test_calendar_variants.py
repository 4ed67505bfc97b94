"""More of what calendars of others hold: lengths, zones, changes, and what is too much."""

from datetime import date

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.reading import read_entries, read_sittings

DAY = date(2026, 11, 30)
AT = "DTSTART;TZID=Europe/Berlin:"
THURSDAY = f"{AT}20270114T153000\nDTEND;TZID=Europe/Berlin:20270114T200000"
# A zone of the file's own, as Exchange writes it: from 1601 on.
ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Amtszeit\n"
    "BEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n"
    "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)


def event(lines=THURSDAY, uid="1", title="Rat"):
    return f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\n{lines.strip()}\nEND:VEVENT\n"


def calendar(*events: str, zone="") -> bytes:
    text = f"BEGIN:VCALENDAR\n{zone}{''.join(events)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def read(*events: str, zone=""):
    return read_sittings(calendar(*events, zone=zone), name="Rat", day=DAY)


def spans(*events: str, zone=""):
    return [
        f"{one.starts_at.astimezone(BERLIN):%d.%m.%y %H:%M} – "
        f"{one.ends_at.astimezone(BERLIN):%d.%m. %H:%M}"
        for one in read(*events, zone=zone).sittings
    ]


def part(lines, replaces="20270121T153000", extra=""):
    return event(f"RECURRENCE-ID{extra};TZID=Europe/Berlin:{replaces}\n{lines}")


WEEKLY = event(f"{THURSDAY}\nRRULE:FREQ=WEEKLY;COUNT=4")


@pytest.mark.parametrize(
    ("lines", "span"),
    [
        (f"{AT}20270114T153000\nDURATION:PT90M", "14.01.27 15:30 – 14.01. 17:00"),
        (f"{AT}20270114T153000\nDURATION:P1DT30M", "14.01.27 15:30 – 15.01. 16:00"),
        # A day is one on the clock, also where it has 23 hours.
        (f"{AT}20270327T153000\nDURATION:P1D", "27.03.27 15:30 – 28.03. 15:30"),
        (f"{AT}20270327T153000\nDURATION:PT24H", "27.03.27 15:30 – 28.03. 16:30"),
        ("DTSTART;VALUE=DATE:20270412\nDURATION:P1W", "12.04.27 00:00 – 19.04. 00:00"),
        ("DTSTART;VALUE=DATE:20270412\nDTEND;VALUE=DATE:20270415", "12.04.27 00:00 – 15.04. 00:00"),
        ("DTSTART;VALUE=DATE:20270412\nDTEND;VALUE=DATE:20270412", "12.04.27 00:00 – 13.04. 00:00"),
        ("DTSTART;VALUE=DATE:20270412", "12.04.27 00:00 – 13.04. 00:00"),
        ("DTSTART:20270714T153000\nDTEND:20270714T200000", "14.07.27 15:30 – 14.07. 20:00"),
        (f"{AT}20270114T153000\nDTEND:20270114T190000Z", "14.01.27 15:30 – 14.01. 20:00"),
        # The hour that the clock leaves out, and the one that comes twice.
        (f"{AT}20270328T023000\nDURATION:PT1H", "28.03.27 03:30 – 28.03. 04:30"),
        (f"{AT}20271031T023000\nDURATION:PT1H", "31.10.27 02:30 – 31.10. 02:30"),
        ("DTSTART:2027-01-14T15:30:00\nDURATION:PT1H", "14.01.27 15:30 – 14.01. 16:30"),
    ],
)
def test_a_length_is_what_the_clock_says(lines, span):
    assert spans(event(lines)) == [span]
    assert read(event(lines)).faults == []


@pytest.mark.parametrize("end", ["", "DTEND;TZID=Europe/Berlin:20270114T153000", "DURATION:PT0S"])
def test_an_end_that_nobody_says_is_marked_and_named(end):
    found = read(event(f"{AT}20270114T153000\n{end}"))

    assert [one.is_end_known for one in found.sittings] == [False]
    assert found.faults == ["Bei 1 Termin fehlt das Ende; angenommen sind zwei Stunden."]


@pytest.mark.parametrize(
    "end",
    [
        "DTEND;TZID=Europe/Berlin:20270114T120000",
        "DTEND;VALUE=DATE:20270115",
        "DTEND;TZID=Mars/Phobos:20270114T190000",
        "DTEND;TZID=Europe/Berlin:20270114T256100",
        "DTEND:20 Uhr",
        "DURATION:-PT2H",
        "DURATION:zwei Stunden",
        "DURATION:P400D",
    ],
)
def test_an_end_that_makes_no_sense_is_named_and_not_known(end):
    found = read(event(f"{AT}20270114T153000\n{end}"))

    assert [one.is_end_known for one in found.sittings] == [False]
    assert "ist nicht lesbar oder liegt vor dem Beginn" in found.faults[0]


def test_a_whole_day_that_ends_before_it_begins_is_one_day():
    found = read(event("DTSTART;VALUE=DATE:20270412\nDTEND;VALUE=DATE:20270410"))

    assert [one.is_end_known for one in found.sittings] == [True]
    assert "angenommen ist ein Tag" in found.faults[0]


@pytest.mark.parametrize(
    "zone",
    [
        "W. Europe Standard Time",
        '"W. Europe Standard Time"',
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien"',
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "europe/berlin",
        "Amtszeit",
        "AMTSZEIT",
    ],
)
def test_every_name_of_the_zone_is_understood(zone):
    own = ZONE.replace("Amtszeit", zone.strip('"')) if "UTC+01" in zone else ZONE
    lines = f"DTSTART;TZID={zone}:20270701T153000\nDURATION:PT1H"

    if zone == "europe/berlin":  # files are told apart by their spelling
        own = ZONE.replace("Amtszeit", zone)
    assert spans(event(lines), zone=own) == ["01.07.27 15:30 – 01.07. 16:30"]


def test_a_zone_nobody_knows_is_named_and_never_koelns():
    found = read(event("DTSTART;TZID=Mars/Phobos:20270701T153000"))

    assert found.sittings == []
    assert found.faults == ["„Rat“ (01.07.2027): Die Zeitzone „Mars/Phobos“ ist unbekannt."]


def test_all_after_a_date_can_be_moved():
    onwards = part(
        f"{AT}20270122T170000\nDTEND;TZID=Europe/Berlin:20270122T190000",
        extra=";RANGE=THISANDFUTURE",
    )

    assert spans(WEEKLY, onwards) == [
        "14.01.27 15:30 – 14.01. 20:00",
        "22.01.27 17:00 – 22.01. 19:00",
        "29.01.27 17:00 – 29.01. 19:00",
        "05.02.27 17:00 – 05.02. 19:00",
    ]


def test_one_date_after_those_that_moved_counts_more():
    onwards = part(f"{AT}20270121T170000\nDURATION:PT1H", extra=";RANGE=THISANDFUTURE")
    single = part(f"{AT}20270129T090000\nDURATION:PT1H", replaces="20270128T153000")

    assert spans(single, WEEKLY, onwards)[2:] == [
        "29.01.27 09:00 – 29.01. 10:00",
        "04.02.27 17:00 – 04.02. 18:00",
    ]


def test_a_series_can_be_cancelled_from_a_date_on():
    found = read(WEEKLY, part(f"{THURSDAY}\nSTATUS:CANCELLED", extra=";RANGE=THISANDFUTURE"))

    assert (len(found.sittings), found.cancelled, found.faults) == (1, 1, [])


def test_a_change_to_earlier_dates_is_named():
    found = read(WEEKLY, part(f"{AT}20270121T170000\nDURATION:PT1H", extra=";RANGE=THISANDPRIOR"))

    assert "Auch frühere Termine der Serie sind geändert" in found.faults[0]


def test_a_date_that_replaces_nobody_knows_which_is_named():
    found = read(WEEKLY, part(f"{AT}20270121T170000\nDURATION:PT1H", replaces="Donnerstag"))

    assert len(found.sittings) == 5
    assert "welchen Termin der Serie er ersetzt" in found.faults[0]


def test_a_whole_day_of_a_series_is_replaced_by_day():
    series = event("DTSTART;VALUE=DATE:20270114\nRRULE:FREQ=WEEKLY;COUNT=2")
    moved = event("RECURRENCE-ID:20270121T000000Z\nDTSTART;VALUE=DATE:20270122")

    assert [span[:8] for span in spans(series, moved)] == ["14.01.27", "22.01.27"]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("RRULE:FREQ=YEARLY;BYYEARDAY=14,100;COUNT=3", ["14.01.27", "10.04.27", "14.01.28"]),
        ("RRULE:FREQ=YEARLY;BYYEARDAY=-1", ["14.01.27", "31.12.27"]),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", ["14.01.27", "17.05.27", "15.05.28"]),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=20", ["14.01.27", "20.05.27", "18.05.28"]),
        (
            "RRULE:FREQ=WEEKLY;COUNT=4\nEXRULE:FREQ=WEEKLY;INTERVAL=2",
            ["21.01.27", "04.02.27"],
        ),
        ("RRULE:FREQ=WEEKLY;COUNT=2;BYHOUR=15;BYMINUTE=30;BYSECOND=0", ["14.01.27", "21.01.27"]),
        ("RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20270118T100000/PT1H", ["14.01.27", "18.01.27"]),
    ],
)
def test_rarer_rules_are_followed(lines, days):
    found = read(event(f"{THURSDAY}\n{lines}"))

    assert found.faults == []
    assert [f"{one.starts_at:%d.%m.%y}" for one in found.sittings][: len(days)] == days


def test_a_period_has_its_own_length():
    lines = (
        f"{THURSDAY}\nRDATE;VALUE=PERIOD:20270118T090000Z/PT1H,20270119T090000Z/20270119T113000Z"
    )

    assert spans(event(lines))[1:] == [
        "18.01.27 10:00 – 18.01. 11:00",
        "19.01.27 10:00 – 19.01. 12:30",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYYEARDAY=367",
        "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=366",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=YEARLY;BYWEEKNO=5;BYMONTH=12",
        "FREQ=YEARLY;BYYEARDAY=40;BYMONTH=12",
        "FREQ=MONTHLY;BYYEARDAY=40",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=5MO",
        "FREQ=DAILY;BYHOUR=9,15",
    ],
)
def test_what_may_never_come_is_named_at_once(rule):
    found = read(event(f"{THURSDAY}\nRRULE:{rule}"))

    assert len(found.sittings) == 1
    assert "Nicht lesbar, wie er sich wiederholt" in found.faults[0]


def test_two_series_with_one_uid_are_both_read():
    friday = THURSDAY.replace("20270114", "20270115")
    other = event(f"{friday}\nRRULE:FREQ=WEEKLY;COUNT=4", title="Sozialausschuss")

    assert len(read(WEEKLY, other).sittings) == 8


@pytest.mark.parametrize(
    "title",
    [
        "Absage: Rat",
        "ABSAGE Sportausschuss",
        "Rat - fällt leider aus",
        "Cancled: Rat",
        "Rat (gestrichen)",
    ],
)
def test_more_words_for_cancelled(title):
    assert (read(event(title=title)).sittings, read(event(title=title)).cancelled) == ([], 1)


@pytest.mark.parametrize("status", ["CANCELED", "Cancled", "STORNIERT", "Entfällt", " abgesagt"])
def test_more_states_for_cancelled(status):
    assert read(event(f"{THURSDAY}\nSTATUS:{status}")).cancelled == 1


@pytest.mark.parametrize("title", ["Rat", "Beratung über gestrichene Mittel", "Rat (Ersatz)"])
def test_other_titles_are_sittings(title):
    assert [one.summary for one in read(event(title=title)).sittings] == [title]


def test_words_as_programs_of_the_nineties_write_them():
    title = "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ausschuss f=C3=BCr =\nB=C3=BCrger"
    text = event(THURSDAY).replace("SUMMARY:Rat", title)

    assert [one.summary for one in read(text).sittings] == ["Ausschuss für Bürger"]


def test_a_line_is_folded_anywhere():
    text = "SUMMARY:Gemeinsame Öffentlichkeit für Köln"
    octets = text.encode()
    for at in range(1, len(octets)):
        folded = octets[:at] + b"\r\n " + octets[at:]
        data = calendar(event()).replace(b"SUMMARY:Rat", folded)

        assert [one.summary for one in read_sittings(data, name="X", day=DAY).sittings] == [
            text.partition(":")[2]
        ]


@pytest.mark.parametrize(
    "lines",
    [
        "SUMMARY:" + "ü" * 490_000,
        "X-A" + ";B=c" * 240_000 + ":d",
        "X-A:b\n" * 140_000,
        "EXDATE:" + ",".join(["20270121T153000"] * 62_000) + "\nRRULE:FREQ=WEEKLY",
        "RDATE:" + ",".join(["20270121T153000"] * 62_000),
        "RRULE:FREQ=DAILY\n" * 52_000,
        "A=\n" * 240_000,
        "DESCRIPTION:" + "\n ".join("ab" for _ in range(190_000)),
        "\n".join(f"SUMMARY;LANGUAGE=x{number}:a" for number in range(37_000)),
        "BEGIN:VALARM\n" * 70_000,
    ],
    ids=lambda lines: lines[:20].replace("\n", " "),
)
def test_one_event_of_a_megabyte_is_read_soon(lines):
    data = calendar(event(f"{THURSDAY}\n{lines}"))

    assert 900_000 < len(data) <= 1_000_000
    assert 1 <= len(read_sittings(data, name="Rat", day=DAY).sittings) <= 200


def test_two_thousand_series_are_cut_and_said():
    series = [event(f"{AT}20270114T153000\nRRULE:FREQ=DAILY", uid=f"{n}") for n in range(1_900)]
    found = read(*series)

    assert (len(found.sittings), found.is_cut) == (2_000, True)
    assert "mehr als 2.000 Termine" in found.faults[0]


def test_a_zone_of_ten_thousand_turns_is_none():
    turn = (
        "BEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=YEARLY\n"
        "TZOFFSETTO:+0100\nEND:STANDARD\n"
    )
    zone = f"BEGIN:VTIMEZONE\nTZID:Viel\n{turn * 8_000}END:VTIMEZONE\n"

    assert "unbekannt" in read(event("DTSTART;TZID=Viel:20270101T120000"), zone=zone).faults[0]


def test_a_yearly_day_of_a_leap_year_comes_in_leap_years():
    data = calendar(event("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY"))
    found = read_entries(data, source="Q", tradition=Tradition.OTHER, day=DAY)

    assert [one.starts_on.isoformat() for one in found.entries] == ["2028-02-29"]
