import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.persons.models import Person
from gremien_app.people.renewal import naming_rules as rules


def seat(id, position, *, organization=None, group="") -> Seat:
    return Seat(id=id, position=position, group_label=group, organization_id=organization)


def member(id, of=None, *, role=MemberRole.VOTING, organization=None, order=None) -> Membership:
    person = Person(id=id, first_name="", last_name=f"P{id}")
    return Membership(
        id=id, person=person, seat=of, role=role, organization_id=organization, deputy_order=order
    )


def test_the_first_new_seat_of_a_kind_follows_on_the_first_former_one():
    former = [seat(1, 1, organization=7), seat(2, 2, organization=8), seat(3, 3, organization=7)]
    ended = [member(13, former[2]), member(11, former[0]), member(12, former[1])]
    new = [seat(21, 1, organization=7), seat(22, 2, organization=7), seat(23, 3, organization=8)]

    follow = rules.former_by_seat(new, ended)

    assert {id_: [m.id for m in found] for id_, found in follow.items()} == {
        21: [11],
        22: [13],
        23: [12],
    }


def test_more_or_fewer_seats_than_before_leave_the_rest_without_a_former_member():
    former = seat(1, 1)

    follow = rules.former_by_seat([seat(21, 1), seat(22, 2)], [member(11, former)])

    assert [len(found) for found in follow.values()] == [1, 0]
    assert rules.former_by_seat([], [member(11, former)]) == {}


def test_who_voted_without_a_seat_counts_as_one_and_advisors_have_none():
    ended = [member(11), member(12, role=MemberRole.ADVISORY), member(13)]

    follow = rules.former_by_seat([seat(21, 1), seat(22, 2)], ended)

    assert [[m.id for m in found] for found in follow.values()] == [[11], [13]]


def test_deputies_keep_their_order_and_only_vacant_places_are_open():
    former = seat(1, 1)
    deputies = [member(n, former, role=MemberRole.DEPUTY, order=o) for n, o in ((12, 2), (13, 1))]
    new = seat(21, 1)
    holder = Membership(seat_id=21, role=MemberRole.VOTING)

    [slot] = rules.open_slots([new], [holder], [member(11, former), *deputies])

    assert (slot.key, [m.id for m in slot.former]) == ("d21", [13, 12])
    assert slot.former_names == "P13 und P12"


@pytest.mark.parametrize(
    ("is_same", "first", "last", "is_refused"),
    [(True, "", "A", True), (False, "A", "", True), (True, "", "", False), (False, "", "A", False)],
)
def test_a_place_is_filled_in_one_way_and_with_a_whole_name(is_same, first, last, is_refused):
    slot = rules.Slot(seat(21, 1), MemberRole.VOTING)
    if not is_refused:
        return rules.require_one_way(slot, is_same=is_same, first_name=first, last_name=last)
    with pytest.raises(RuleBroken) as refusal:
        rules.require_one_way(slot, is_same=is_same, first_name=first, last_name=last)
    assert refusal.value.field == "m21_last"
    return None
