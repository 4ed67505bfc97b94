from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.observances.events import Lost
from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.reading import (
    MAX_BYTES,
    MAX_EVENTS,
    read_entries,
    read_sittings,
)
from gremien_app.meetings.observances.rules import SpecialDay

DAY = date(2026, 11, 30)


def calendar(*events: str) -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()


def sitting(uid="1", start="20261210T150000", **lines) -> str:
    values = {"UID": uid, "DTSTART": start, "SUMMARY": "Sitzung des Rates"} | lines
    return "\n".join(f"{name}:{value}" for name, value in values.items() if value)


def days(data: bytes):
    return read_entries(data, source="Diversity-Kalender", tradition=Tradition.OTHER, day=DAY)


def read(*events: str):
    return read_sittings(calendar(*events), name="Rat", day=DAY)


# Sittings of other bodies


def test_a_time_without_a_zone_is_koelns():
    found = read(sitting(DTEND="20261210T190000")).sittings

    assert [(one.uid, one.summary) for one in found] == [("1", "Sitzung des Rates")]
    assert found[0].starts_at == datetime(2026, 12, 10, 14, 0, tzinfo=UTC)
    assert found[0].ends_at == datetime(2026, 12, 10, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("DTSTART:20261210T140000Z", 14),
        ("DTSTART;TZID=Europe/London:20261210T150000", 15),
        ("DTSTART;TZID=W. Europe Standard Time:20261210T150000", 14),
        ('DTSTART;TZID="W. Europe Standard Time":20261210T150000', 14),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20261210T140000", 14),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261210T150000", 14),
        ("DTSTART:20261210T150000+0100", 14),
    ],
)
def test_zones_are_understood(line, start):
    found = read(f"UID:1\nSUMMARY:A\n{line}").sittings[0]

    assert found.starts_at == datetime(2026, 12, 10, start, 0, tzinfo=UTC)


def with_zone(start: str, *rules: str) -> bytes:
    """One sitting in the zone "Eigene", whose clock turns as the rules say."""
    parts = "".join(f"BEGIN:STANDARD\r\n{rule}\r\nEND:STANDARD\r\n" for rule in rules)
    zone = f"BEGIN:VTIMEZONE\r\nTZID:Eigene\r\n{parts}END:VTIMEZONE\r\n"
    data = calendar(f"UID:1\nSUMMARY:A\nDTSTART;TZID=Eigene:{start}")
    return data.replace(b"BEGIN:VEVENT", zone.encode() + b"BEGIN:VEVENT")


SUMMER = (
    "DTSTART:16010325T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200"
)
WINTER = (
    "DTSTART:16011028T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100"
)
FIXED = "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300"


@pytest.mark.parametrize(
    ("start", "rules", "hour"),
    [
        ("20261210T150000", (SUMMER, WINTER), 14),
        ("20270610T150000", (SUMMER, WINTER), 13),
        ("20270327T150000", (SUMMER, WINTER), 14),
        ("20270328T150000", (SUMMER, WINTER), 13),
        ("20261210T150000", (FIXED,), 12),
    ],
)
def test_the_files_own_zone_is_used(start, rules, hour):
    found = read_sittings(with_zone(start, *rules), name="Rat", day=DAY).sittings

    assert found[0].starts_at.hour == hour


def test_a_zone_that_nobody_knows_is_named_and_never_koelns():
    endless = SUMMER.replace("YEARLY;BYDAY=-1SU", "SECONDLY;BYMONTHDAY=30")
    of_file = read_sittings(with_zone("20261210T150000", endless), name="Rat", day=DAY)
    found = read("UID:1\nSUMMARY:A\nDTSTART;TZID=Nirgendwo/Stadt:20261210T150000")

    assert (found.sittings, of_file.sittings) == ([], [])
    assert found.faults == ["„A“ (10.12.2026): Die Zeitzone „Nirgendwo/Stadt“ ist unbekannt."]
    assert found.lost == [Lost("1", "A")]


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        ({"DURATION": "PT3H"}, 3),
        ({}, 2),
        ({"DTEND": "20261210T140000"}, 2),
        ({"DTEND": "20261210T150000"}, 2),
        ({"DTEND": "20261210T240000"}, 9),
        ({"DTEND": "20261210T1700"}, 2),
        ({"DTEND": "abends"}, 2),
        ({"DURATION": "-PT3H"}, 2),
        ({"DURATION": "PT0S"}, 2),
        ({"DURATION": "P0DT1H30M"}, 1.5),
    ],
)
def test_an_end_is_found_or_assumed(lines, hours):
    found = read(sitting(**lines)).sittings[0]

    assert (found.ends_at - found.starts_at).total_seconds() == hours * 3600


def test_a_whole_day_lasts_from_midnight_to_midnight():
    found = read("UID:1\nSUMMARY:A\nDTSTART;VALUE=DATE:20261210").sittings[0]

    assert found.starts_at == datetime(2026, 12, 9, 23, 0, tzinfo=UTC)
    assert found.ends_at == datetime(2026, 12, 10, 23, 0, tzinfo=UTC)


def test_cancelled_events_are_no_sittings():
    assert read(sitting(STATUS="CANCELLED"), sitting("2")).sittings == read(sitting("2")).sittings


def test_a_moved_date_of_a_series_stands_beside_it():
    moved = sitting("1", "20261218T150000", **{"RECURRENCE-ID": "20261217T150000"})

    assert len({one.uid for one in read(sitting("1"), moved).sittings}) == 2


@pytest.mark.parametrize("start", ["gestern", "", "00010101T000000", "99991231T230000"])
def test_an_event_without_a_readable_date_is_named(start):
    found = read(sitting("1", start), sitting("2"))

    assert [one.uid for one in found.sittings] == ["2"]
    assert found.faults[0] == "Ohne lesbares Datum: Sitzung des Rates"


def test_odd_texts_are_cleaned_and_shortened():
    found = read(sitting("u" * 400, SUMMARY="A\x00\x07" + "ä" * 900)).sittings[0]

    assert len(found.uid) == 64
    assert found.summary == "A" + "ä" * 299
    assert read("DTSTART:20261210T150000").sittings[0].summary == "Rat"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Die Datei ist leer."),
        (b"  \r\n", "Die Datei ist leer."),
        (b"\x89PNG\r\n\x1a\n", "kein Kalender im Format .ics"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n", "mitten im ersten Termin"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "steht kein Termin"),
        (b"x" * (MAX_BYTES + 1), "zu groß"),
    ],
)
def test_garbage_is_refused_with_a_sentence(data, message):
    with pytest.raises(RuleBroken, match=message) as refusal:
        read_sittings(data, name="Rat")

    assert refusal.value.field == "file"


def test_too_many_events_are_refused():
    events = [f"UID:{number}\nDTSTART:20261210T150000" for number in range(MAX_EVENTS + 1)]

    with pytest.raises(RuleBroken, match=r"höchstens sind es 2\.000"):
        read(*events)


# Days to respect


def test_whole_days_of_a_calendar_become_entries():
    found = days(
        calendar(
            "UID:1\nSUMMARY:Tag der Vielfalt\nDTSTART;VALUE=DATE:20260526",
            "UID:2\nSUMMARY:Woche\nDTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20260608",
            "UID:3\nDTSTART;VALUE=DATE:20260610",
        )
    )

    source, day = "Diversity-Kalender", date(2026, 5, 26)
    assert found.entries == [
        SpecialDay("Tag der Vielfalt", day, day, source),
        SpecialDay("Woche", date(2026, 6, 1), date(2026, 6, 7), source),
    ]
    assert found.faults == ["„“: Bitte geben Sie den Namen des Tages an."]


CSV = """Name;Von;Bis;Herkunft;Quelle;Vorabend;ungefähr;Farbe
Zuckerfest;20.03.2026;22.03.2026;islamisch;;ja;x;grün
'=Vesakh;24. Mai 2026;;Buddhismus;DBU;nein;;

Ohne Jahr;24.5.;;;;;;
Falsch herum;24.05.2026;23.05.2026;;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_list_is_read_in_every_usual_form(encoding, mark):
    found = days(CSV.replace(";", mark).encode(encoding))

    assert found.entries == [
        SpecialDay(
            "Zuckerfest",
            date(2026, 3, 20),
            date(2026, 3, 22),
            "Diversity-Kalender",
            Tradition.ISLAMIC,
            begins_evening_before=True,
            is_approximate=True,
        ),
        SpecialDay("=Vesakh", date(2026, 5, 24), date(2026, 5, 24), "DBU"),
    ]
    assert found.faults == [
        (
            "Zeile 3: Die Herkunft „Buddhismus“ kennt die Tabelle nicht; der Tag steht unter "
            "„weiterer Tag“."
        ),
        "Zeile 5: „24.5.“ ist kein Datum mit Jahr, zum Beispiel 30.11.2026.",
        "Zeile 6: Der letzte Tag liegt vor dem ersten, dem 24.05.2026.",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Vorname;Nachname\nA;B\n", "fehlen die Überschriften"),
        (b"Name;Von\n", "steht keine Zeile"),
        (b"Name;Von\n;\n", "steht keine Zeile"),
        (b"PK\x03\x04\x00\x00", "weder ein Kalender"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "steht kein Termin"),
        (b"Name;Von\n" + b"A;1.1.2026\n" * (MAX_EVENTS + 1), "mehr als 2.000 Zeilen"),
        (b'Name;Von\n"' + b"x" * 200_000, "lässt sich nicht lesen"),
    ],
)
def test_a_list_that_is_none_is_refused(data, message):
    with pytest.raises(RuleBroken, match=message):
        days(data)


def test_a_list_in_another_encoding_is_named_and_not_guessed():
    data = "Name;Von\nFrühlingsfest für Kölner;21.03.2027\n".encode("mac-roman")

    with pytest.raises(RuleBroken, match="MacRoman"):
        read_entries(data, source="Q", tradition=Tradition.OTHER)
