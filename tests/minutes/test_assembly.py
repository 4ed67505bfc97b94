from datetime import date

import pytest

from gremien_app.agenda.models import Part
from gremien_app.committees.models import MinutesWording
from gremien_app.documents.minutes import write_minutes
from gremien_app.minutes.assembly import minutes_document
from gremien_app.minutes.frozen import FORMAT, freeze, thaw
from gremien_app.minutes.queries import record_of
from gremien_app.proceedings.models import AttendanceGroup
from tests.documents.reading import texts
from tests.minutes.world import held_sitting

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
