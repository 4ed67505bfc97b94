"""A deputy reads the closed part where he or she is called in, and nowhere else."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest

from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.replies.models import CallState
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.sittings.rules import sees_closed
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.records.resolutions.models import Resolution
from gremien_app.records.resolutions.queries import resolutions_visible_to
from tests import builders as b

DAY = date(2026, 12, 10)
TODAY = date(2026, 11, 22)


@pytest.fixture
def world(app) -> SimpleNamespace:
    committee = b.committee()
    seat = b.seat(committee)
    world = SimpleNamespace(committee=committee, seat=seat, deputy=b.person("Vertretung"))
    world.principal = b.member(committee, b.person("Haupt"), seat=seat)
    world.membership = b.member(
        committee, world.deputy, role=MemberRole.DEPUTY, seat=seat, sees_closed=False
    )
    world.sitting = b.sitting(committee, DAY, state=SittingState.INVITED)
    world.item = b.item(world.sitting, "Personalsache", part=Part.CLOSED, printed_number="1")
    world.user = b.account(person=world.deputy)
    world.viewer = lambda day=TODAY: viewer_of(world.user, day)
    return world


def test_without_a_case_of_representation_the_closed_part_stays_closed(world):
    b.attend(world.sitting, world.principal.person, membership=world.principal)
    viewer = world.viewer()

    assert world.committee.id in viewer.member_of
    assert viewer.stands_in_at == frozenset()
    assert agenda_of(viewer, world.sitting) == []


@pytest.mark.parametrize("state", [CallState.CALLED, CallState.ACCEPTED])
def test_who_is_called_reads_the_closed_part_until_that_ends(world, state):
    other = b.sitting(world.committee, DAY + timedelta(days=7), state=SittingState.INVITED)
    calling = b.call(world.sitting, world.membership, state)
    viewer = world.viewer()

    assert [one.item for one in agenda_of(viewer, world.sitting)] == [world.item]
    assert not sees_closed(viewer, other)

    for ended in (CallState.DECLINED, CallState.ENDED):
        calling.state = ended
        assert not sees_closed(world.viewer(), world.sitting)


def test_a_call_to_another_day_says_nothing_of_the_new_one(world):
    b.call(world.sitting, world.membership, day=DAY - timedelta(days=7))

    assert world.viewer().stands_in_at == frozenset()


def test_what_was_before_the_deputys_time_stays_closed(world):
    world.membership.starts_on = DAY + timedelta(days=1)
    b.call(world.sitting, world.membership)

    assert world.viewer(DAY + timedelta(days=2)).stands_in_at == frozenset()


def test_after_the_last_day_nothing_is_left_of_it(world):
    world.membership.ends_on = DAY
    b.call(world.sitting, world.membership)

    assert world.viewer(DAY).stands_in_at == {world.sitting.id}
    assert world.viewer(DAY + timedelta(days=1)).stands_in_at == frozenset()


def test_a_member_without_the_right_is_called_to_nothing(world):
    world.membership.role = MemberRole.ADVISORY
    b.call(world.sitting, world.membership)

    assert world.viewer().stands_in_at == frozenset()


def test_a_deputy_on_call_costs_no_further_query(world, db_session, query_count):
    def cost(**rights):
        world.membership.sees_closed = rights["sees_closed"]
        db_session.flush()
        world.viewer()
        with query_count() as counted:
            viewer = world.viewer()
        return counted.count, world.committee.id in viewer.closed_of

    standing, on_call = cost(sees_closed=True), cost(sees_closed=False)

    assert on_call == (1, False)
    assert standing == (1, True)


def test_the_resolutions_of_that_sitting_are_readable_and_no_others(world):
    later = b.sitting(world.committee, DAY + timedelta(days=7), state=SittingState.CLOSED)
    items = [world.item, b.item(later, "Auch geheim", part=Part.CLOSED)]
    found = [
        b._add(
            Resolution(
                agenda_item=item,
                committee_id=world.committee.id,
                year=2026,
                number=number,
                text="x",
                decided_on=item.sitting.date,
            )
        )
        for number, item in enumerate(items, start=1)
    ]
    for item in items:
        item.sitting.record_closed_at = b.NOW
    b.call(world.sitting, world.membership)

    assert resolutions_visible_to(world.viewer()) == [found[0]]


def test_a_deputy_who_comes_as_a_guest_stands_in_for_nobody(world):
    b.attend(world.sitting, world.deputy, membership=None)

    assert world.viewer().stands_in_at == frozenset()


def test_a_deputy_of_another_committee_was_no_deputy_here(world):
    elsewhere = b.committee("anderes-gremium")
    b.member(elsewhere, world.deputy, role=MemberRole.DEPUTY, seat=b.seat(elsewhere))
    world.membership.starts_on = DAY + timedelta(days=1)
    b.call(world.sitting, world.membership)

    assert world.viewer(DAY + timedelta(days=2)).stands_in_at == frozenset()


def test_the_right_in_one_committee_of_a_joint_sitting_is_no_case_in_the_other(world):
    partner = b.committee("partner")
    seat = b.seat(partner)
    own = b.member(partner, world.deputy, role=MemberRole.DEPUTY, seat=seat, sees_closed=False)
    world.membership.ends_on = DAY
    world.sitting.partners.append(partner)
    b.call(world.sitting, world.membership)

    # No deputy of the principal's committee any more, but still of the partner.
    assert world.viewer(DAY + timedelta(days=1)).stands_in_at == frozenset()
    b.call(world.sitting, own)
    assert world.viewer(DAY + timedelta(days=1)).stands_in_at == {world.sitting.id}


def test_a_sitting_in_the_first_hour_of_a_day_counts_by_the_day_in_koeln(world):
    night = b.sitting(world.committee, DAY, start=time(0, 30), state=SittingState.INVITED)
    world.membership.starts_on = DAY
    b.call(night, world.membership)

    assert world.viewer(DAY).stands_in_at == {night.id}


def test_a_deputy_in_the_chair_without_the_right_is_called_too(world):
    world.membership.chair_office = ChairOffice.DEPUTY_CHAIR
    b.call(world.sitting, world.membership)

    assert world.viewer().stands_in_at == {world.sitting.id}


def test_a_deputy_reads_no_more_than_the_principal_may(world):
    b.call(world.sitting, world.membership)
    assert world.viewer().stands_in_at == {world.sitting.id}

    world.principal.sees_closed = False

    assert world.viewer().stands_in_at == frozenset()
