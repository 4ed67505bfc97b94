"""Rules that compare a membership with the committee and with the others."""

from datetime import date

import pytest

from gremien_app.committees.models import Committee, CommitteeName, StatutorySeats, Term
from gremien_app.kernel.errors import RuleBroken
from gremien_app.members import rules
from gremien_app.members.models import ChairOffice, MemberRole, Membership, Person

FIRST = date(2025, 11, 1)


def committee(*starts, closed_on=None):
    names = [CommitteeName(name="Rat", genitive="des Rates", valid_from=day) for day in starts]
    return Committee(names=names, closed_on=closed_on)


def membership(last_name="Muster", **values):
    values = {"role": MemberRole.VOTING, "can_vote": True, "starts_on": FIRST} | values
    return Membership(person=Person(first_name="Kim", last_name=last_name), **values)


@pytest.mark.parametrize("starts", [(None,), (date(2003, 7, 10),), (None, date(2025, 12, 1)), ()])
def test_a_committee_takes_members_from_its_first_name_on(starts):
    rules.require_committee_exists(committee(*starts), date(2003, 7, 10))


def test_nobody_joins_before_the_committee_exists():
    with pytest.raises(RuleBroken, match=r"erst seit dem 10\.07\.2003"):
        rules.require_committee_exists(committee(date(2003, 7, 10)), date(2003, 7, 9))


def test_nobody_joins_after_the_committee_was_dissolved():
    dissolved = committee(None, closed_on=date(2026, 1, 31))

    rules.require_committee_exists(dissolved, date(2026, 1, 31))
    with pytest.raises(RuleBroken, match="nicht mehr"):
        rules.require_committee_exists(dissolved, date(2026, 2, 1))


def test_a_seat_is_taken_within_a_term_only():
    term = Term(name="2025/2030", starts_on=FIRST)

    assert rules.require_term(term, FIRST) is term
    with pytest.raises(RuleBroken, match="keine eingetragene Wahlperiode"):
        rules.require_term(None, date(2019, 1, 1))


@pytest.mark.parametrize(
    ("role", "office", "field"),
    [
        (MemberRole.CHAIR, None, "role"),
        (MemberRole.VOTING, ChairOffice.CHAIR, "chair_office"),
    ],
)
@pytest.mark.parametrize("other", [{"role": MemberRole.CHAIR}, {"chair_office": ChairOffice.CHAIR}])
def test_there_are_no_two_chairs_at_once(role, office, field, other):
    chair = membership("Vorn", **other)

    with pytest.raises(RuleBroken, match=r"Kim Vorn, seit 01\.11\.2025") as refused:
        rules.require_one_chair([chair], role, office, FIRST, None)

    assert refused.value.field == field


def test_one_chair_follows_the_other():
    chair = membership(chair_office=ChairOffice.CHAIR, ends_on=date(2025, 11, 30))

    rules.require_one_chair([chair], MemberRole.VOTING, ChairOffice.CHAIR, date(2025, 12, 1), None)


def test_deputies_in_the_chair_may_be_several():
    deputy = membership(chair_office=ChairOffice.DEPUTY_CHAIR)

    rules.require_one_chair([deputy], MemberRole.VOTING, ChairOffice.DEPUTY_CHAIR, FIRST, None)


def test_a_seat_has_one_principal_at_a_time():
    first = membership("Alt", seat_id=7, ends_on=date(2026, 3, 31))
    heir = membership("Neu", seat_id=7, starts_on=date(2026, 4, 1))

    rules.require_seat_free([heir], first, date(2026, 3, 31))
    with pytest.raises(RuleBroken, match=r"Kim Neu, seit 01\.04\.2026"):
        rules.require_seat_free([heir], first, date(2026, 4, 1))


def test_deputies_share_their_seat():
    principal = membership(seat_id=7)
    deputy = membership(seat_id=7, role=MemberRole.DEPUTY)

    rules.require_seat_free([principal], deputy, None)
    rules.require_seat_free([deputy], principal, None)


def test_the_34th_vote_on_33_seats_is_refused():
    council = Committee(
        seats_by_term=[StatutorySeats(seats=33, term=Term(name="2025/2030", starts_on=FIRST))]
    )
    voting = [membership(seat_id=number, person_id=number) for number in range(1, 34)]

    rules.require_seat_left(council, voting[:32], FIRST, None)
    with pytest.raises(RuleBroken, match="33 Sitze besetzt"):
        rules.require_seat_left(council, voting, FIRST, None)
