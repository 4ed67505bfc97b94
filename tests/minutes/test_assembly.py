from datetime import date, timedelta

import pytest

from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.proceedings.models import AttendanceGroup, ChairPeriod
from gremien_app.people.committees.models import MinutesWording
from gremien_app.records.minutes.assembly import chairs_of, minutes_document
from gremien_app.records.minutes.frozen import FORMAT, freeze, thaw
from gremien_app.records.minutes.queries import record_of
from tests import builders
from tests.documents.reading import texts
from tests.minutes.world import OPENED, held_sitting

DAY = date(2025, 12, 1)


@pytest.fixture
def world(app):
    return held_sitting()


def document(world):
    return minutes_document(record_of(world.sitting, None), Part.PUBLIC, DAY)


def decided(document):
    return next(item for part in document.parts for item in part.items if item.resolution)


def test_what_is_decided_stands_under_the_committees_word(world):
    world.sitting.committee.minutes_wording = MinutesWording.RECOMMENDATION

    made = document(world)

    assert decided(made).resolution_heading == "Empfehlung"
    assert texts(write_minutes(made), "Beschlusskopf")[0] == "Empfehlung:"
    assert decided(thaw(freeze(made), FORMAT)).resolution_heading == "Empfehlung"


def test_groups_stand_in_the_committees_order_under_its_headings(world):
    world.sitting.committee.attendance_groups = [
        {"role": "advisory", "heading": "Fachleute"},
        {"role": "voting", "heading": "Delegierte"},
    ]
    record = record_of(world.sitting, None)
    record.attendances[-1].group = AttendanceGroup.ADVISORY

    made = minutes_document(record, Part.PUBLIC, DAY)

    assert [group.heading for group in (*made.present, *made.absent)][:2] == [
        "Fachleute",
        "Delegierte",
    ]


def test_a_committees_own_letterhead_wins(world):
    world.sitting.committee.letterhead = "Dezernat V\nOttmar-Pohl-Platz 1\n\n51103 Köln"

    made = document(world).letterhead

    assert made.office == "Dezernat V"
    assert made.address_lines == ("Ottmar-Pohl-Platz 1", "51103 Köln")


def hand_over(world, number, person, item):
    db.session.add(
        ChairPeriod(
            sitting_id=world.sitting.id,
            attendance=world.attendances[person],
            from_at=OPENED + timedelta(minutes=number),
            from_item_id=item.id if item else None,
        )
    )
    db.session.flush()


def covers(world) -> list[tuple[str, str]]:
    return [(one.name, one.covers.text) for one in chairs_of(record_of(world.sitting, None))]


def test_who_takes_the_chair_back_signs_for_both_ranges(world):
    more = [builders.item(world.sitting, f"Punkt {n}") for n in range(3, 8)]
    hand_over(world, 30, 1, more[1])
    hand_over(world, 60, 0, more[3])

    assert covers(world) == [
        ("Dr. Ayşe Yıldız", "Ö 1 bis Ö 3, Ö 6 bis Ö 7"),
        ("Jürgen Öztürk-Schäfer", "Ö 4 bis Ö 5"),
    ]


def test_a_hand_over_without_an_item_is_told_by_its_hours(world):
    hand_over(world, 30, 1, None)

    assert covers(world) == [
        ("Dr. Ayşe Yıldız", "bis 14:30 Uhr"),
        ("Jürgen Öztürk-Schäfer", "ab 14:30 Uhr"),
    ]


def test_items_are_numbered_as_on_the_page_so_that_there_is_one_top_1_only(world):
    record = record_of(world.sitting, None)
    parts = [minutes_document(record, part, DAY) for part in Part]

    headings = [
        paragraph.partition("\t")[0]
        for made in parts
        for paragraph in texts(write_minutes(made))
        if paragraph.startswith("TOP")
    ]

    assert headings[0] == "TOP Ö 1"
    assert len(headings) == len(set(headings))
