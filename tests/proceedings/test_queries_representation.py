"""A deputy reads the closed part where he or she is called in, and nowhere else."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest

from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.meetings.proceedings.representation_queries import viewer_of
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


def mark(sitting, membership, status) -> Attendance:
    return b.attend(sitting, membership.person, status, membership=membership)


def test_without_a_case_of_representation_the_closed_part_stays_closed(world):
    mark(world.sitting, world.principal, AttendanceStatus.PRESENT)
    viewer = world.viewer()

    assert world.committee.id in viewer.member_of
    assert viewer.stands_in_at == frozenset()
    assert agenda_of(viewer, world.sitting) == []


def test_an_excused_principal_calls_the_deputy(world):
    other = b.sitting(world.committee, DAY + timedelta(days=7), state=SittingState.INVITED)
    line = mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)
    viewer = world.viewer()

    assert [one.item for one in agenda_of(viewer, world.sitting)] == [world.item]
    assert not sees_closed(viewer, other)

    line.status = AttendanceStatus.PRESENT
    assert not sees_closed(world.viewer(), world.sitting)


def test_who_is_entered_reads_it_too(world):
    mark(world.sitting, world.membership, AttendanceStatus.PRESENT)

    assert sees_closed(world.viewer(), world.sitting)


def test_the_principal_of_another_seat_calls_nobody(world):
    stranger = b.member(world.committee, b.person("Andere"), seat=b.seat(world.committee))
    mark(world.sitting, stranger, AttendanceStatus.EXCUSED)

    assert world.viewer().stands_in_at == frozenset()


def test_what_was_before_the_deputys_time_stays_closed(world):
    world.membership.starts_on = DAY + timedelta(days=1)
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)

    assert world.viewer(DAY + timedelta(days=2)).stands_in_at == frozenset()


def test_after_the_last_day_nothing_is_left_of_it(world):
    world.membership.ends_on = DAY
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)

    assert world.viewer(DAY).stands_in_at == {world.sitting.id}
    assert world.viewer(DAY + timedelta(days=1)).stands_in_at == frozenset()


def test_a_member_without_the_right_is_called_to_nothing(world):
    world.membership.role = MemberRole.ADVISORY
    mark(world.sitting, world.membership, AttendanceStatus.PRESENT)

    assert world.viewer().stands_in_at == frozenset()


def test_only_a_deputy_on_call_costs_a_query(world, db_session, query_count):
    def cost(**rights):
        world.membership.sees_closed = rights["sees_closed"]
        db_session.flush()
        world.viewer()
        with query_count() as counted:
            viewer = world.viewer()
        return counted.count, world.committee.id in viewer.closed_of

    standing, on_call = cost(sees_closed=True), cost(sees_closed=False)

    assert on_call == (standing[0] + 1, False)
    assert standing[1]


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
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)

    assert resolutions_visible_to(world.viewer()) == [found[0]]


def test_a_deputy_who_comes_as_a_guest_stands_in_for_nobody(world):
    b.attend(world.sitting, world.deputy, membership=None)

    assert world.viewer().stands_in_at == frozenset()


def test_a_deputy_of_another_committee_was_no_deputy_here(world):
    elsewhere = b.committee("anderes-gremium")
    b.member(elsewhere, world.deputy, role=MemberRole.DEPUTY, seat=b.seat(elsewhere))
    world.membership.starts_on = DAY + timedelta(days=1)
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)
    mark(world.sitting, world.membership, AttendanceStatus.PRESENT)

    assert world.viewer(DAY + timedelta(days=2)).stands_in_at == frozenset()


def test_who_changed_the_seat_since_was_not_called_by_the_new_principal(world):
    world.membership.ends_on = DAY
    seat = b.seat(world.committee)
    later = b.member(
        world.committee,
        world.deputy,
        role=MemberRole.DEPUTY,
        seat=seat,
        starts_on=DAY + timedelta(days=1),
        sees_closed=False,
    )
    principal = b.member(world.committee, b.person("Neu"), seat=seat)
    line = mark(world.sitting, principal, AttendanceStatus.EXCUSED)
    assert world.viewer(later.starts_on).stands_in_at == frozenset()

    line.membership = world.principal
    assert world.viewer(later.starts_on).stands_in_at == {world.sitting.id}


def test_the_right_in_one_committee_of_a_joint_sitting_is_no_case_in_the_other(world):
    partner = b.committee("partner")
    seat = b.seat(partner)
    own = b.member(partner, world.deputy, role=MemberRole.DEPUTY, seat=seat, sees_closed=False)
    world.membership.ends_on = DAY
    world.sitting.partners.append(partner)
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)

    # No deputy of the principal's committee any more, but still of the partner.
    assert world.viewer(DAY + timedelta(days=1)).stands_in_at == frozenset()
    own.seat = world.principal.seat = seat
    assert world.viewer(DAY + timedelta(days=1)).stands_in_at == {world.sitting.id}


def test_a_sitting_in_the_first_hour_of_a_day_counts_by_the_day_in_koeln(world):
    night = b.sitting(world.committee, DAY, start=time(0, 30), state=SittingState.INVITED)
    world.membership.starts_on = DAY
    mark(night, world.principal, AttendanceStatus.EXCUSED)

    assert world.viewer(DAY).stands_in_at == {night.id}


def test_a_deputy_in_the_chair_without_the_right_is_called_too(world):
    world.membership.chair_office = ChairOffice.DEPUTY_CHAIR
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)

    assert world.viewer().stands_in_at == {world.sitting.id}


@pytest.mark.parametrize("is_entered", [False, True])
def test_a_deputy_reads_no_more_than_the_principal_may(world, is_entered):
    mark(world.sitting, world.principal, AttendanceStatus.EXCUSED)
    if is_entered:
        mark(world.sitting, world.membership, AttendanceStatus.PRESENT)
    assert world.viewer().stands_in_at == {world.sitting.id}

    world.principal.sees_closed = False

    assert world.viewer().stands_in_at == frozenset()
