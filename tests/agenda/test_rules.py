import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda import rules
from gremien_app.meetings.agenda.list_rules import read_titles
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.number_rules import next_number, place_of
from gremien_app.meetings.sittings.models import Sitting, SittingState


def an_item(id, parent=None, *, position=None, part=Part.PUBLIC, number=None, **values):
    return AgendaItem(
        id=id,
        parent_id=parent,
        position=id if position is None else position,
        part=part,
        printed_number=number,
        title=f"Punkt {id}",
        **values,
    )


def labels(items) -> list[str]:
    return [one.label for one in rules.number_items(items)]


def test_items_are_numbered_over_three_levels():
    items = [an_item(1), an_item(2), an_item(3, 2), an_item(4, 2), an_item(5, 4), an_item(6)]

    assert labels(items) == ["Ö 1", "Ö 2", "Ö 2.1", "Ö 2.2", "Ö 2.2.1", "Ö 3"]
    assert [one.level for one in rules.number_items(items)] == [1, 1, 2, 2, 3, 1]


def test_both_parts_are_numbered_for_themselves_the_public_one_first():
    items = [an_item(1, part=Part.CLOSED), an_item(2), an_item(3, part=Part.CLOSED)]

    assert labels(items) == ["Ö 1", "N 1", "N 2"]


def test_ten_comes_after_nine():
    assert labels([an_item(n) for n in range(1, 12)])[8:] == ["Ö 9", "Ö 10", "Ö 11"]


def test_a_printed_number_wins_and_the_others_count_on():
    items = [an_item(1), an_item(2, number="7"), an_item(3), an_item(4, 2)]

    assert labels(items) == ["Ö 1", "Ö 7", "Ö 7.1", "Ö 8"]


def test_an_item_can_be_without_a_number():
    items = [an_item(1, number=""), an_item(2)]

    assert labels(items) == ["", "Ö 1"]


def test_a_number_taken_over_with_its_letter_is_not_lettered_again():
    assert labels([an_item(1, number="Ö 9.2.1")]) == ["Ö 9.2.1"]


def test_positions_order_siblings_and_ids_break_ties():
    items = [an_item(1, position=5), an_item(2, position=5), an_item(3, position=1)]

    assert [one.item.id for one in rules.number_items(items)] == [3, 1, 2]


def test_first_and_last_of_their_siblings_are_known():
    found = rules.number_items([an_item(1), an_item(2), an_item(3, 2)])

    assert [(one.is_first, one.is_last) for one in found] == [
        (True, False),
        (False, True),
        (True, True),
    ]


def test_a_child_whose_parent_is_not_shown_stands_on_the_first_level():
    assert labels([an_item(5, 99)]) == ["Ö 1"]


def test_394_items_are_numbered():
    items = [an_item(n) for n in range(1, 395)]

    assert labels(items)[-1] == "Ö 394"


@pytest.mark.parametrize(
    ("numbers", "parent", "expected"),
    [
        (["1", "2"], "", "3"),
        (["3.1", "3.2"], "3", "3.3"),
        ([], "4", "4.1"),
        (["1", ""], "", "2"),
        ([], "", "1"),
        ([""], "", ""),
        (["1.", "2."], "", "3."),
        (["XXXIX"], "", "XL"),
        (["iii."], "", "iv."),
        (["A", "B", "C"], "", "D"),
        (["5", "5a"], "", "5b"),
        (["TOP 9", "TOP 10"], "", "TOP 11"),
        (["9.2.1"], "9.2", "9.2.2"),
    ],
)
def test_a_late_item_gets_the_number_after_its_siblings(numbers, parent, expected):
    assert next_number(numbers, [], parent) == expected


def test_a_reserved_number_is_given_to_nobody_else():
    assert next_number(["1", "2"], ["3"], "") == "4"
    assert next_number([], ["1", "2"], "") == "3"


def test_a_number_comes_back_before_the_next_higher_one():
    assert place_of("2", ["1", "3", "4"]) == 1
    assert place_of("II.", ["I.", "III."]) == 1
    assert place_of("9", ["1", "A 1"]) == 2


def test_a_pasted_list_is_read_line_by_line():
    text = (
        "  1. Bericht\n\t1.1 Rampen\n\t• Aufzüge\n\n  4 Rampen im Rathaus\n"
        "Nichtöffentlicher Teil\nN 1 Vertrag"
    )

    found = [(one.title, one.level, one.part) for one in read_titles(text, Part.PUBLIC)]

    assert found == [
        ("Bericht", 1, Part.PUBLIC),
        ("Rampen", 2, Part.PUBLIC),
        ("Aufzüge", 2, Part.PUBLIC),
        ("4 Rampen im Rathaus", 1, Part.PUBLIC),
        ("Vertrag", 1, Part.CLOSED),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "mindestens einen Titel"),
        ("\u200b\n  \n", "mindestens einen Titel"),
        ("a\n b\n  c\n   d", "Zeile 4"),
        ("Kurz\n" + "x" * 1001, "Zeile 2"),
        ("Titel\n" * 151, "mehr als 150"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_naming_the_line(text, told):
    with pytest.raises(RuleBroken, match=told) as refusal:
        read_titles(text, Part.PUBLIC)

    assert refusal.value.field == "titles"


def test_a_fourth_level_is_refused():
    items = [an_item(1), an_item(2, 1), an_item(3, 2)]

    rules.require_fits_under(None, items[1], items)
    with pytest.raises(RuleBroken) as refusal:
        rules.require_fits_under(None, items[2], items)

    assert refusal.value.message == "Die Tagesordnung hat höchstens drei Ebenen."


def test_a_branch_that_would_reach_the_fourth_level_is_refused():
    items = [an_item(1), an_item(2, 1), an_item(3), an_item(4, 3)]

    rules.require_fits_under(items[2], items[0], items)
    with pytest.raises(RuleBroken):
        rules.require_fits_under(items[2], items[1], items)


def test_an_item_never_stands_under_itself():
    items = [an_item(1), an_item(2, 1), an_item(3, 2)]

    for below in items:
        with pytest.raises(RuleBroken):
            rules.require_fits_under(items[0], below, items)


def test_the_part_never_changes_silently():
    with pytest.raises(RuleBroken):
        rules.require_same_part(an_item(1), Part.CLOSED)
    with pytest.raises(RuleBroken) as refusal:
        rules.require_confirmed_change(Part.PUBLIC, is_confirmed=False)

    assert refusal.value.message == (
        "Bitte bestätigen Sie den Wechsel: Titel und Unterlagen werden damit öffentlich."
    )


@pytest.mark.parametrize("state", SittingState)
def test_the_agenda_is_frozen_from_the_invitation_on(state):
    assert rules.is_frozen(Sitting(state=state)) == (state is not SittingState.PLANNED)


def viewer(**rights) -> Viewer:
    return Viewer(user_id=1, **{name: frozenset({7}) for name in rights})


MEMBER, CHAIR = viewer(member_of=1), viewer(member_of=1, chair_of=1)
SECRETARY, TAKER = viewer(secretariat_of=1), viewer(minute_taker_of=1)


@pytest.mark.parametrize(
    ("who", "draft", "public", "closed"),
    [
        (ANONYMOUS, False, True, False),
        (MEMBER, False, True, True),
        (CHAIR, True, True, True),
        (SECRETARY, True, True, True),
        (TAKER, True, True, True),
    ],
)
def test_drafts_are_for_secretariat_and_chair(who, draft, public, closed):
    planned = Sitting(committee_id=7, state=SittingState.PLANNED, is_public=True)
    invited = Sitting(committee_id=7, state=SittingState.INVITED, is_public=True)
    internal = Sitting(committee_id=7, state=SittingState.INVITED, is_public=False)

    assert rules.sees_agenda(who, planned) == draft
    assert rules.sees_agenda(who, invited) == public
    assert rules.sees_agenda(who, internal) == closed


def test_before_the_invitation_items_are_deleted_and_afterwards_withdrawn():
    draft = an_item(1, sitting=Sitting(state=SittingState.PLANNED))
    frozen = an_item(2, sitting=Sitting(state=SittingState.INVITED), mark=ItemMark.NONE)

    rules.require_removable(draft)
    rules.require_withdrawable(frozen)
    with pytest.raises(RuleBroken):
        rules.require_removable(frozen)
    with pytest.raises(RuleBroken):
        rules.require_withdrawable(draft)


def test_the_audit_names_no_closed_title():
    assert rules.label_for_audit("3", an_item(1, part=Part.CLOSED)) == "TOP 3"
    assert rules.label_for_audit("", an_item(1, part=Part.CLOSED)) == "nichtöffentlicher TOP"
    assert rules.label_for_audit("3", an_item(1)) == "TOP 3 Punkt 1"
    assert rules.label_for_audit("", an_item(1)) == "TOP Punkt 1"
