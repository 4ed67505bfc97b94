from datetime import UTC, datetime, timedelta

import pytest

from gremien_app.base.ics.feed import EventStatus
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.channels.calendars import rules
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.sittings.models import (
    Room,
    Sitting,
    SittingKind,
    SittingMove,
    SittingState,
    Venue,
)
from gremien_app.meetings.sittings.rules import sees_details
from gremien_app.people.committees.models import Committee, CommitteeName

ORIGIN = "https://gremien.example"
START = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)


def sitting(state=SittingState.INVITED, *, is_public=True, **values):
    committee = Committee(id=3, slug="stag-queerpolitik", short="StAG Q")
    committee.names = [
        CommitteeName(name="StAG Lesben, Schwule und Transgender", genitive="der StAG"),
        CommitteeName(
            name="StAG Queerpolitik",
            genitive="der StAG",
            valid_from=datetime(2022, 12, 8, tzinfo=UTC).date(),
        ),
    ]
    return Sitting(
        **{
            "id": 7,
            "uid": "7@gremien.example",
            "sequence": 2,
            "changed_at": START - timedelta(days=30),
            "committee": committee,
            "committee_id": 3,
            "number": 12,
            "kind": SittingKind.REGULAR,
            "state": state,
            "is_public": is_public,
            "starts_at": START,
            "ends_at": START + timedelta(hours=2),
            "room": Room(name="Theodor-Heuss-Saal", venue=Venue(name="Spanischer Bau")),
            "cancel_reason": "Die Vorsitzende Kim Muster ist erkrankt.",
            "note": "vertraulich",
            **values,
        }
    )


def item(id, title, *, part=Part.PUBLIC, parent_id=None, number=None, mark=ItemMark.NONE):
    return AgendaItem(
        id=id,
        title=title,
        part=part,
        parent_id=parent_id,
        position=id,
        printed_number=number,
        mark=mark,
    )


def test_an_invited_public_sitting_shows_place_and_agenda():
    event = rules.detailed_event(sitting(), [item(1, "Begrüßung"), item(2, "Berichte")], ORIGIN)

    assert event.summary == "StAG Queerpolitik, 12. Sitzung"
    assert event.location == "Spanischer Bau, Theodor-Heuss-Saal"
    assert event.description == "Tagesordnung, öffentlicher Teil:\nÖ 1 Begrüßung\nÖ 2 Berichte"
    assert event.url == "https://gremien.example/sitzungen/7"
    assert event.status is EventStatus.CONFIRMED


def test_the_agenda_of_a_sitting_that_is_not_public_has_no_public_part():
    event = rules.detailed_event(sitting(is_public=False), [item(1, "Begrüßung")], ORIGIN)

    assert event.description == "Tagesordnung:\n1 Begrüßung"


def test_a_sitting_bears_the_committees_name_of_its_day():
    old = sitting(starts_at=datetime(2020, 3, 5, 16, tzinfo=UTC))

    event = rules.detailed_event(old, [], ORIGIN)

    assert event.summary == "StAG Lesben, Schwule und Transgender, 12. Sitzung"


@pytest.mark.parametrize("state", [SittingState.PLANNED, SittingState.CANCELLED])
def test_an_agenda_that_has_not_gone_out_stays_inside(state):
    event = rules.detailed_event(sitting(state), [item(1, "Begrüßung")], ORIGIN)

    assert "Begrüßung" not in event.description


def test_a_planned_sitting_is_tentative_and_says_so():
    event = rules.detailed_event(sitting(SittingState.PLANNED), [], ORIGIN)

    assert event.status is EventStatus.TENTATIVE
    assert event.description == "Der Termin ist geplant; die Einladung folgt."


def test_a_cancelled_sitting_keeps_its_reason_to_itself():
    event = rules.detailed_event(sitting(SittingState.CANCELLED), [], ORIGIN)

    assert event.status is EventStatus.CANCELLED
    assert event.description == "Die Sitzung fällt aus."


def test_a_moved_sitting_names_its_former_date_but_no_reason():
    moved = sitting(SittingState.MOVED)
    moved.moves = [
        SittingMove(old_starts_at=START - timedelta(days=9), old_ends_at=START, reason="Krankheit"),
        SittingMove(old_starts_at=START - timedelta(days=2), old_ends_at=START, reason="Krankheit"),
    ]

    event = rules.detailed_event(moved, [], ORIGIN)

    assert event.status is EventStatus.CONFIRMED
    assert event.description == "Verlegt vom 08.12.2026, 17:00 Uhr."


def test_a_closed_sitting_shows_a_bare_date():
    event = rules.bare_event(sitting(is_public=False), ORIGIN)

    assert event.summary == "StAG Queerpolitik, nichtöffentliche Sitzung"
    assert event.location == ""
    assert event.description == "Die Sitzung ist nicht öffentlich."
    assert (event.uid, event.sequence, event.starts_at) == ("7@gremien.example", 2, START)


@pytest.mark.parametrize(
    ("is_public", "viewer", "expected"),
    [
        (True, ANONYMOUS, True),
        (False, ANONYMOUS, False),
        (False, Viewer(user_id=1, member_of=frozenset({4})), False),
        (False, Viewer(user_id=1, member_of=frozenset({3})), True),
        (False, Viewer(user_id=1, secretariat_of=frozenset({3})), True),
        (False, Viewer(user_id=1, is_admin=True), False),
    ],
)
def test_only_those_who_belong_see_details_of_a_closed_sitting(is_public, viewer, expected):
    assert sees_details(viewer, sitting(is_public=is_public)) is expected


def test_items_are_numbered_by_level_and_position():
    items = [
        item(4, "Zweitens"),
        item(1, "Erstens"),
        item(3, "Unter b", parent_id=1),
        item(2, "Unter a", parent_id=1),
        item(5, "Darunter", parent_id=3),
    ]

    numbered = [(one.number, one.item.title) for one in rules.public_items(items)]

    assert numbered == [
        ("1", "Erstens"),
        ("1.1", "Unter a"),
        ("1.2", "Unter b"),
        ("1.2.1", "Darunter"),
        ("2", "Zweitens"),
    ]


def test_closed_items_leave_neither_title_nor_gap_and_hide_what_hangs_below():
    items = [
        item(1, "Offen"),
        item(2, "Personal", part=Part.CLOSED),
        item(3, "Unter Personal", parent_id=2),
        item(4, "Auch offen"),
    ]

    numbered = [(one.number, one.item.title) for one in rules.public_items(items)]

    assert numbered == [("1", "Offen"), ("2", "Auch offen")]


def test_printed_numbers_and_marks_are_shown():
    items = [
        item(1, "Begrüßung", number="Ö 1"),
        item(2, "Ohne Nummer", number=""),
        item(3, "Eilantrag", mark=ItemMark.ADDED_LATE),
        item(4, "Bericht", mark=ItemMark.WITHDRAWN),
        item(5, "Antrag", mark=ItemMark.ADJOURNED),
        item(6, "Gelöscht", mark=ItemMark.REMOVED),
    ]

    event = rules.detailed_event(sitting(), items, ORIGIN)

    assert event.description.split("\n")[1:] == [
        "Ö 1 Begrüßung",
        "Ohne Nummer",
        "Ö 2 Eilantrag (Nachtrag)",
        "Ö 3 Bericht (abgesetzt)",
        "Ö 4 Antrag (vertagt)",
    ]


def test_a_very_long_agenda_is_cut_with_a_pointer_to_the_page():
    items = [item(number, "x" * 600) for number in range(1, 400)]

    lines = rules.detailed_event(sitting(), items, ORIGIN).description.split("\n")

    assert len(lines) == 8
    assert lines[-1] == "… Die ganze Tagesordnung steht auf der Seite der Sitzung."


def test_a_feeds_address_is_offered_in_every_programs_form():
    ways = rules.subscription("https://gremien.example/kalender/alle.ics", "Sitzungen & mehr")

    encoded = "https%3A%2F%2Fgremien.example%2Fkalender%2Falle.ics"
    assert ways.webcal == "webcal://gremien.example/kalender/alle.ics"
    assert ways.google == (
        "https://calendar.google.com/calendar/r"
        "?cid=webcal%3A%2F%2Fgremien.example%2Fkalender%2Falle.ics"
    )
    assert ways.outlook_work == (
        "https://outlook.office.com/calendar/0/addfromweb"
        f"?url={encoded}&name=Sitzungen%20%26%20mehr"
    )
    assert ways.outlook_private.startswith("https://outlook.live.com/calendar/0/addfromweb?")
    assert ways.is_local is False


def test_a_local_address_is_known_as_such():
    assert rules.subscription("http://127.0.0.1:8000/kalender/alle.ics", "x").is_local is True
