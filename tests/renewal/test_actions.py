"""A committee begins anew in a term, and that is undone."""

from dataclasses import replace
from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import term_actions
from gremien_app.meetings.sittings.actions import open_sitting
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import Office, StatutorySeats
from gremien_app.people.members import actions, queries, seat_queries
from gremien_app.people.members.models import MemberRole, Membership, OfficeTenure, Seat
from gremien_app.people.renewal import actions as renewal
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.people.renewal.queries import renewal_of
from tests import builders as build

SECRETARY = Viewer(name="Sam Büro")
FIRST, LAST = date(2030, 11, 1), date(2030, 10, 31)


@pytest.fixture
def committee(app):
    return build.committee(seats=2)


@pytest.fixture
def term(committee):
    build.term().ends_on = LAST
    new = build.term("2030/2035", starts_on=FIRST)
    committee.seats_by_term.append(StatutorySeats(term=new, seats=2))
    db.session.flush()
    return new


@pytest.fixture
def members(committee):
    found = []
    for name in ("Ast", "Birke"):
        seat = build.seat(committee, build.organization(f"Verein {name}"))
        found.append(build.member(committee, build.person(name), seat=seat))
    return found


def renew(committee, term, *, counts=None):
    planned = renewal.preview_of(committee, term, FIRST)
    wanted = planned.seats
    if counts:
        wanted = [replace(one, count=count) for one, count in zip(wanted, counts, strict=True)]
    return renewal.renew(SECRETARY, committee, term, FIRST, wanted=wanted, now=build.NOW)


def name(committee, seat, last_name="Neu", **values):
    values = {"role": MemberRole.VOTING, "starts_on": FIRST} | values
    person = build.person(last_name)
    return actions.add_membership(SECRETARY, committee, person, seat=seat, **values)


def test_the_preview_tells_what_ends_and_which_seats_are_made(committee, term, members):
    planned = renewal.preview_of(committee, term, FIRST)

    assert planned.ending == members
    assert [(one.label, one.count) for one in planned.seats] == [
        ("Verein Ast", 1),
        ("Verein Birke", 1),
    ]
    assert planned.statutory == 2
    assert [m.ends_on for m in members] == [None, None]


def test_all_memberships_end_the_day_before_and_all_seats_are_vacant(committee, term, members):
    renew(committee, term)

    assert queries.roster(committee.id, LAST) == members
    page = queries.roster_on(committee, FIRST)
    lines = page.sections[0].lines
    assert [(one.membership, one.organization_on(FIRST)) for one in lines] == [
        (None, "Verein Ast"),
        (None, "Verein Birke"),
    ]
    assert {m.reason_told for m in members} == {"Ende der Wahlperiode"}


def test_who_sits_ex_officio_stays(committee, term, members):
    tenure = OfficeTenure(
        office=Office(title="Oberbürgermeister*in"),
        person=build.person("Vorn"),
        title="Oberbürgermeister",
        starts_on=build.TERM_START,
    )
    chair = build.member(committee, tenure.person, role=MemberRole.CHAIR, tenure=tenure)

    assert renewal.preview_of(committee, term, FIRST).staying == [chair]
    renew(committee, term)

    assert queries.roster(committee.id, FIRST) == [chair]


def test_without_a_former_term_the_groups_give_the_seats(committee, term):
    committee.seat_groups = [{"label": "Gewählt", "seats": 1}, {"label": "Rat", "seats": 1}]

    renew(committee, term)

    labels = [seat.group_label for seat in seat_queries.seats_on(committee.id, FIRST)]
    assert labels == ["Gewählt", "Rat"]


def test_a_number_of_seats_may_change_within_the_statute(committee, term, members):
    renew(committee, term, counts=[2, 0])

    senders = [seat.organization.name for seat in seat_queries.seats_on(committee.id, FIRST)]
    assert senders == ["Verein Ast", "Verein Ast"]


@pytest.mark.parametrize(
    ("counts", "message"), [([0, 0], "wie viele Sitze"), ([2, 1], "2 Sitze, eingetragen sind 3")]
)
def test_no_seat_or_one_too_many_is_refused(committee, term, members, counts, message):
    with pytest.raises(RuleBroken, match=message):
        renew(committee, term, counts=counts)


def test_it_is_refused_where_somebody_has_joined_or_seats_exist(committee, term, members):
    early = build.member(committee, build.person("Früh"), starts_on=FIRST)
    with pytest.raises(RuleBroken, match=r"Kim Früh ist schon ab dem 01\.11\.2030"):
        renewal.preview_of(committee, term, FIRST)

    db.session.delete(early)
    db.session.add(Seat(committee=committee, term=term, position=1))
    with pytest.raises(RuleBroken, match="schon 1 Sitz"):
        renewal.preview_of(committee, term, FIRST)
    with pytest.raises(RuleBroken, match="nicht in der Wahlperiode"):
        renewal.preview_of(committee, term, LAST)


def test_undone_everything_is_as_before(committee, term, members):
    members[0].ends_on = date(2031, 3, 31)
    made = renew(committee, term)
    seats = seat_queries.seats_on(committee.id, FIRST)
    name(committee, seats[0])
    name(committee, seats[0], "Stell", role=MemberRole.DEPUTY)

    renewal.undo_renewal(SECRETARY, made, build.NOW)

    assert [m.ends_on for m in members] == [date(2031, 3, 31), None]
    assert seat_queries.seats_on(committee.id, FIRST) == []
    assert queries.roster(committee.id, FIRST) == members
    assert renewal_of(committee.id) is None
    assert db.session.query(Membership).count() == 2
    assert renew(committee, term).undone_at is None  # it can be done again


def test_an_undo_names_what_stands_in_its_way(committee, term, members):
    made = renew(committee, term)
    advisor = build.member(
        committee, build.person("Rat"), role=MemberRole.ADVISORY, starts_on=FIRST
    )
    with pytest.raises(RuleBroken, match="Kim Rat eingetragen"):
        renewal.undo_renewal(SECRETARY, made, build.NOW)

    actions.remove_membership(SECRETARY, advisor)
    actions.end_membership(SECRETARY, members[0], date(2030, 9, 30))
    with pytest.raises(RuleBroken, match="von Kim Ast wurde inzwischen geändert"):
        renewal.undo_renewal(SECRETARY, made, build.NOW)


def test_after_the_first_sitting_nothing_is_undone(committee, term, members):
    made = renew(committee, term)
    before = build.sitting(committee, date(2030, 10, 1), state=SittingState.INVITED)
    open_sitting(SECRETARY, before, before.starts_at)
    assert made.finished_at is None

    first = build.sitting(committee, date(2030, 11, 20), state=SittingState.INVITED)
    open_sitting(SECRETARY, first, first.starts_at)

    with pytest.raises(RuleBroken, match="hat stattgefunden"):
        renewal.undo_renewal(SECRETARY, made, build.NOW)
    assert db.session.query(Reconstitution).one().finished_at == first.starts_at


def test_a_term_whose_new_beginning_was_taken_back_can_be_deleted(committee, term, members):
    renewal.undo_renewal(SECRETARY, renew(committee, term), build.NOW)
    committee.seats_by_term.pop()
    db.session.flush()

    term_actions.remove(Viewer(name="Ada", is_admin=True), term)

    assert db.session.query(Reconstitution).count() == 0
