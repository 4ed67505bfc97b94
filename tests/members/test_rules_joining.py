"""Rules that compare a membership with the committee and with the others."""

from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.models import Committee, CommitteeName, StatutorySeats, Term
from gremien_app.people.members import rules
from gremien_app.people.members.data import MembershipData
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.persons.models import Person

FIRST = date(2025, 11, 1)
TERM = Term(name="2025/2030", starts_on=FIRST)
COUNCIL = Committee(seat_groups=[])


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

    rules.require_committee_exists(dissolved, date(2026, 1, 31), date(2026, 1, 31))
    with pytest.raises(RuleBroken, match=r"nur bis zum 31\.01\.2026"):
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
        rules.require_one_chair([chair], role, office, Period(FIRST))

    assert refused.value.field == field


def test_one_chair_follows_the_other():
    chair = membership(chair_office=ChairOffice.CHAIR, ends_on=date(2025, 11, 30))

    rules.require_one_chair(
        [chair], MemberRole.VOTING, ChairOffice.CHAIR, Period(date(2025, 12, 1))
    )


def test_deputies_in_the_chair_may_be_several():
    deputy = membership(chair_office=ChairOffice.DEPUTY_CHAIR)

    rules.require_one_chair([deputy], MemberRole.VOTING, ChairOffice.DEPUTY_CHAIR, Period(FIRST))


def seat_at(position=3, **values) -> Seat:
    return Seat(position=position, committee=COUNCIL, term=TERM, **values)


def fit(data, *others, person=None):
    rules.require_fits(COUNCIL, person or Person(last_name="Neu", first_name="Kim"), data, others)


def voting(**values) -> MembershipData:
    values = {"role": MemberRole.VOTING, "can_vote": True, "starts_on": FIRST} | values
    return MembershipData(**values)


def test_a_seat_has_one_principal_at_a_time():
    held = seat_at()
    heir = membership("Neu", seat=held, starts_on=date(2026, 4, 1))

    fit(voting(seat=held, ends_on=date(2026, 3, 31)), heir)
    with pytest.raises(RuleBroken, match=r"Kim Neu, seit 01\.04\.2026") as refused:
        fit(voting(seat=held, ends_on=date(2026, 4, 1)), heir)
    assert refused.value.field == "seat"


def test_deputies_share_their_seat():
    held = seat_at()

    fit(voting(role=MemberRole.DEPUTY, seat=held), membership(seat=held))
    fit(voting(seat=held), membership(seat=held, role=MemberRole.DEPUTY))


def test_a_seat_of_another_committee_or_term_is_refused():
    elsewhere = Seat(position=1, committee=Committee(), term=TERM)

    with pytest.raises(RuleBroken, match="anderen Gremium"):
        fit(voting(seat=elsewhere))
    with pytest.raises(RuleBroken, match=r"Sitz 3, gehört zur Wahlperiode 2025/2030"):
        fit(voting(seat=seat_at(), starts_on=date(2025, 10, 31)))


def test_who_advises_holds_no_seat():
    with pytest.raises(RuleBroken, match="kein Sitz"):
        fit(voting(role=MemberRole.ADVISORY, can_vote=False, seat=seat_at()))


def test_nobody_deputises_on_the_own_seat():
    held = seat_at()
    own = membership(seat=held)

    with pytest.raises(RuleBroken, match="sich selbst"):
        fit(voting(role=MemberRole.DEPUTY, seat=held), own, person=own.person)


def test_a_deputy_has_no_deputy():
    deputy = membership("Stell", role=MemberRole.DEPUTY)

    with pytest.raises(RuleBroken, match="Kim Stell vertritt selbst nur"):
        rules.require_principal(MemberRole.DEPUTY, deputy, Person(last_name="X"), FIRST)


def test_two_who_hold_seats_do_not_deputise_for_each_other():
    """A circle: both would be members twice at the same time."""
    one, other = seat_at(1), seat_at(2)
    ada, bea = membership("Ada", seat=one), membership("Bea", seat=other)
    ada.person_id, bea.person_id = 1, 2
    ada.person.id, bea.person.id = 1, 2

    with pytest.raises(RuleBroken, match="Kim Ada gehört dem Gremium in dieser Zeit schon an"):
        fit(voting(role=MemberRole.DEPUTY, seat=other), ada, bea, person=ada.person)


def test_a_seat_has_one_first_deputy():
    held = seat_at()
    first = membership("Eins", seat=held, role=MemberRole.DEPUTY, deputy_order=1)

    fit(voting(role=MemberRole.DEPUTY, seat=held, deputy_order=2), first)
    with pytest.raises(RuleBroken, match=r"1\. Stellvertretung auf diesem Sitz"):
        fit(voting(role=MemberRole.DEPUTY, seat=held, deputy_order=1), first)
    with pytest.raises(RuleBroken, match="nur eine Stellvertretung"):
        fit(voting(deputy_order=1))


def test_the_23rd_elected_member_is_refused_although_seats_of_the_rat_are_free():
    council = Committee(
        seat_groups=[{"label": "Gewählt", "seats": 22}, {"label": "Rat", "seats": 11}],
        seats_by_term=[StatutorySeats(seats=33, term=TERM)],
    )

    def seat_of(group, position):
        return Seat(position=position, committee=council, term=TERM, group_label=group)

    held = [seat_of("Gewählt", number) for number in range(1, 23)]
    others = [membership(seat=one, seat_id=one.position, person_id=one.position) for one in held]
    newcomer = Person(id=99, last_name="Neu", first_name="Kim")

    rules.require_fits(council, newcomer, voting(seat=seat_of("Rat", 23)), others)
    with pytest.raises(RuleBroken, match="alle 22 Sitze der Gruppe „Gewählt“ besetzt"):
        rules.require_fits(council, newcomer, voting(seat=seat_of("Gewählt", 24)), others)


def test_the_34th_vote_on_33_seats_is_refused():
    council = Committee(
        seats_by_term=[StatutorySeats(seats=33, term=Term(name="2025/2030", starts_on=FIRST))]
    )
    members = [membership(seat_id=number, person_id=number) for number in range(1, 34)]

    rules.require_seat_left(council, members[:32], Period(FIRST))
    with pytest.raises(RuleBroken, match="33 Sitze besetzt"):
        rules.require_seat_left(council, members, Period(FIRST))
