import pytest

from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.part_rules import label_of, part_heading
from gremien_app.meetings.agenda.rules import by_part, number_items
from gremien_app.meetings.sittings.models import Sitting


@pytest.mark.parametrize(
    ("number", "part", "is_public", "label"),
    [
        ("3", Part.PUBLIC, True, "Ö 3"),
        ("3", Part.CLOSED, True, "N 3"),
        ("3.1", Part.PUBLIC, False, "3.1"),
        ("3", Part.CLOSED, False, "N 3"),
        ("A 2", Part.PUBLIC, True, "A 2"),
        ("", Part.PUBLIC, False, ""),
    ],
)
def test_only_what_is_public_is_numbered_with_its_letter(number, part, is_public, label):
    assert label_of(number, part, is_public=is_public) == label


@pytest.mark.parametrize(
    ("part", "is_public", "is_alone", "heading"),
    [
        (Part.PUBLIC, True, True, "Öffentlicher Teil"),
        (Part.CLOSED, True, False, "Nichtöffentlicher Teil"),
        (Part.PUBLIC, False, True, ""),
        (Part.PUBLIC, False, False, "Allgemeiner Teil"),
        (Part.CLOSED, False, False, "Teil nur für Mitglieder"),
        (Part.CLOSED, False, True, "Teil nur für Mitglieder"),
    ],
)
def test_parts_are_headed_where_something_is_to_be_told_apart(part, is_public, is_alone, heading):
    assert part_heading(part, is_public=is_public, is_alone=is_alone) == heading


@pytest.mark.parametrize(
    ("is_public", "told"),
    [
        (True, [("Öffentlicher Teil", ["Ö 1"]), ("Nichtöffentlicher Teil", ["N 1"])]),
        (False, [("Allgemeiner Teil", ["1"]), ("Teil nur für Mitglieder", ["N 1"])]),
    ],
)
def test_an_agenda_is_told_part_by_part(is_public, told):
    sitting = Sitting(is_public=is_public)
    items = [
        AgendaItem(id=n, sitting=sitting, part=part, position=n, title="A", mark=ItemMark.NONE)
        for n, part in enumerate(Part, start=1)
    ]

    found = [(one.heading, [n.label for n in one.items]) for one in by_part(number_items(items))]

    assert found == told
