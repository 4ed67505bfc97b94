"""Random histories of a committee, by the real actions: the roster is right on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members import actions, queries
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership
from tests import builders as build

SECRETARY = Viewer(name="Sam Büro")
ROLES = (MemberRole.VOTING, MemberRole.VOTING, MemberRole.DEPUTY, MemberRole.ADVISORY)
# Few days, people and seats: so that they meet.
DAYS = [build.TERM_START + timedelta(days=number) for number in range(8)]
PEOPLE, SEATS = 4, 2

day = st.sampled_from(DAYS)
number = st.integers(min_value=0, max_value=7)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), number, st.sampled_from(ROLES), number, day, st.none() | day),
        st.tuples(st.just("end"), number, day),
        st.tuples(st.just("change"), number, day, st.booleans()),
        st.tuples(st.just("correct"), number, day, st.none() | day),
        st.tuples(st.just("succeed"), number, number, day),
        st.tuples(st.just("undo"), number),
        st.tuples(st.just("succeed"), number, number, day),
        st.tuples(st.just("change"), number, day, st.booleans()),
        st.tuples(st.just("remove"), number),
    ),
    min_size=3,
    max_size=9,
)


class World:
    """A committee with two seats and four people; every step is allowed or refused whole."""

    def __init__(self):
        self.committee = build.committee(seats=SEATS)
        self.seats = [build.seat(self.committee) for _ in range(SEATS)]
        self.people = [build.person(f"Person{n}") for n in range(PEOPLE)]
        self.join(0, MemberRole.VOTING, 0, DAYS[0], None)
        self.join(1, MemberRole.DEPUTY, 0, DAYS[0], None)

    def memberships(self) -> list[Membership]:
        return db.session.query(Membership).order_by(Membership.id).all()

    def one(self, number) -> Membership:
        found = self.memberships()
        if not found:
            raise RuleBroken("Es gibt noch keine.")
        return found[number % len(found)]

    def take(self, step) -> None:
        name, *values = step
        savepoint = db.session.begin_nested()
        try:
            getattr(self, name)(*values)
            db.session.flush()
        except RuleBroken:
            savepoint.rollback()
            db.session.expire_all()
        else:
            savepoint.commit()

    def join(self, who, role, where, starts_on, ends_on):
        seat = None if role is MemberRole.ADVISORY else self.seats[where % SEATS]
        office = ChairOffice.CHAIR if role is MemberRole.VOTING and where > 4 else None
        actions.add_membership(
            SECRETARY,
            self.committee,
            self.people[who % PEOPLE],
            role=role,
            seat=seat,
            chair_office=office,
            starts_on=starts_on,
            ends_on=ends_on,
        )

    def end(self, which, last_day):
        actions.end_membership(SECRETARY, self.one(which), last_day)

    def change(self, which, from_day, may_move):
        one = self.one(which)
        wanted = data_of(one).with_(may_move=may_move)
        changes.change_membership(SECRETARY, one, wanted, from_day=from_day, reason="x")

    def correct(self, which, starts_on, ends_on):
        one = self.one(which)
        wanted = data_of(one).with_(starts_on=starts_on, ends_on=ends_on)
        changes.correct_membership(SECRETARY, one, wanted, reason="x")

    def succeed(self, which, who, last_day):
        heir = self.people[who % PEOPLE]
        changes.succeed(SECRETARY, self.one(which), heir, last_day=last_day, reason="x")

    def undo(self, which):
        following = [m for m in self.memberships() if m.predecessor_id is not None]
        if following:
            changes.undo_following(SECRETARY, following[which % len(following)])

    def remove(self, which):
        actions.remove_membership(SECRETARY, self.one(which))


def naive_roster(memberships, on) -> set[int]:
    return {m.id for m in memberships if m.starts_on <= on and not (m.ends_on and m.ends_on < on)}


def check(world) -> None:
    memberships = world.memberships()
    for on in [DAYS[0] - timedelta(days=1), *DAYS, date(2026, 6, 1)]:
        roster = queries.roster(world.committee.id, on)
        principals = [m.seat_id for m in roster if m.seat_id and m.role is not MemberRole.DEPUTY]
        chairs = [m for m in roster if m.chair_office is ChairOffice.CHAIR]

        assert {m.id for m in roster} == naive_roster(memberships, on)
        assert len(principals) == len(set(principals)), f"two holders of one seat on {on}"
        assert len({m.person_id for m in roster}) == len(roster), f"twice a member on {on}"
        assert len(chairs) <= 1, f"two chairs on {on}"
        assert queries.seat_counts(world.committee, on).filled <= SEATS


@pytest.mark.usefixtures("app")
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_no_history_gives_a_seat_two_holders_and_the_roster_is_what_the_rows_say(steps):
    world = World()
    try:
        for step in steps:
            world.take(step)
        check(world)
    finally:
        db.session.rollback()
        db.session.expunge_all()
