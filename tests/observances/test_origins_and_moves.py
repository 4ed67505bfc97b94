"""Days know where they come from by the file's own words; what is moved away is no date here."""

from datetime import date

import pytest

from gremien_app.meetings.observances.models import Tradition
from gremien_app.meetings.observances.reading import read_entries, read_sittings

TODAY = date(2026, 11, 22)


def calendar(*events: str) -> bytes:
    body = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\n{lines}\r\nEND:VEVENT\r\n"
        for number, lines in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n".encode()


def day(summary: str, *lines: str) -> str:
    return "\r\n".join(["DTSTART;VALUE=DATE:20270310", f"SUMMARY:{summary}", *lines])


@pytest.mark.parametrize(
    ("event", "origin"),
    [
        (day("Pessach", "CATEGORIES:Feiertage,Jüdisch"), Tradition.JEWISH),
        (day("Zuckerfest", "CATEGORIES:Religion", "CATEGORIES:MUSLIMISCH"), Tradition.ISLAMIC),
        (day("Newroz", "CATEGORIES:alevitisch\\, kurdisch,Aleviten"), Tradition.ALEVI),
        (day("Ostern (christlich-orthodox)"), Tradition.ORTHODOX),
        (day("Purim", "CATEGORIES;LANGUAGE=en:Jewish"), Tradition.JEWISH),
        (day("Ostern", "CATEGORIES:christlich"), Tradition.OTHER),
        (day("Sommerfest", "CATEGORIES:Holiday"), Tradition.OTHER),
        (day("Sommerfest (Rathaus)"), Tradition.OTHER),
    ],
)
def test_a_day_says_itself_where_it_comes_from(event, origin):
    read = read_entries(calendar(event), source="Rat", tradition=Tradition.OTHER, day=TODAY)

    assert [one.tradition for one in read.entries] == [origin]


@pytest.mark.parametrize(
    "title",
    [
        *("Verschoben: Rat", "[VERLEGT] Rat", "Rat (verschoben)", "Rat – verschoben auf 12.03."),
        *("Rat verschoben auf den 12.3.2027", "Rat wird vertagt", "Postponed: Council"),
        *(
            "Rat fällt wegen Karneval aus",
            "Rat entfällt wegen Krankheit",
            "Rat findet heute nicht statt",
        ),
        *("Rat: faellt leider aus", "CANCELLED: Rat", "canceled - Rat", "Rat /entfaellt/"),
    ],
)
def test_what_is_cancelled_or_moved_away_is_no_sitting(title):
    event = f"DTSTART:20270310T150000\r\nDTEND:20270310T160000\r\nSUMMARY:{title}"
    read = read_sittings(calendar(event), name="Rat", day=TODAY)

    assert (read.sittings, read.cancelled) == ([], 1)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Rat (verschoben vom 03.03.)",
            "Rat (verlegt in den Ratssaal)",
            "Rat – verlegt auf 16 Uhr",
        ),
        *("Rat (verschoben auf 10.03.2027)", "Rat: nicht verschoben", "Verlegte Leitungen"),
        *("Rat (verlegt ins Stadthaus)", "Ausschuss für verlegte Gleise", "Entfallene Linien"),
    ],
)
def test_what_was_moved_here_or_to_another_room_takes_place(title):
    event = f"DTSTART:20270310T150000\r\nDTEND:20270310T160000\r\nSUMMARY:{title}"
    read = read_sittings(calendar(event), name="Rat", day=TODAY)

    assert [one.summary for one in read.sittings] == [title]


@pytest.mark.parametrize("status", ["VERSCHOBEN", "ausgefallen", "fällt aus", "Annulliert"])
def test_a_status_in_other_words_cancels_too(status):
    event = f"DTSTART:20270310T150000\r\nSUMMARY:Rat\r\nSTATUS:{status}"
    read = read_sittings(calendar(event), name="Rat", day=TODAY)

    assert (read.sittings, read.cancelled) == ([], 1)
