"""What a guest reads: the admitted items, from the invitation to the end of the day."""

from datetime import time, timedelta

import pytest

from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda import queries as agenda
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.agenda.word_queries import agenda_document
from gremien_app.meetings.guests import queries
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.sittings.rules import sees_closed, sees_details
from gremien_app.people.committees.models import CommitteeKind
from tests import builders as b
from tests.guests.conftest import DAY, TODAY


def titles(viewer, sitting):
    return [one.item.title for one in agenda.agenda_of(viewer, sitting)]


def test_a_guest_reads_the_own_closed_item_and_no_other(world):
    b.guest(world.sitting, world.closed, who=world.anna)
    viewer = world.viewer()

    assert titles(viewer, world.sitting) == ["Haltestellen", "Mitteilungen", "Personalsache"]
    assert agenda.get_item(viewer, world.closed.id) is world.closed
    with pytest.raises(NotFound):
        agenda.get_item(viewer, world.secret.id)
    with pytest.raises(Forbidden):
        agenda.manageable_item(viewer, world.closed.id)
    assert not sees_closed(viewer, world.sitting)


def test_numbers_stay_those_of_the_whole_agenda(world):
    b.guest(world.sitting, world.secret, who=world.anna)

    labels = [one.label for one in agenda.agenda_of(world.viewer(), world.sitting)]

    assert labels == ["Ö 1", "Ö 2", "N 2"]


def test_of_a_sitting_that_is_not_public_only_the_own_items_and_the_place(world):
    world.sitting.is_public = False
    b.guest(world.sitting, world.open, who=world.anna)
    viewer = world.viewer()

    assert titles(viewer, world.sitting) == ["Haltestellen"]
    assert sees_details(viewer, world.sitting)
    assert titles(ANONYMOUS, world.sitting) == []
    with pytest.raises(NotFound):
        agenda.get_item(viewer, world.other.id)
    with pytest.raises(NotFound):
        agenda_document(viewer, world.sitting)


def test_a_guest_of_a_working_group_learns_of_its_sitting(world):
    world.committee.kind = CommitteeKind.WORKING_GROUP
    world.sitting.is_public = False
    b.guest(world.sitting, world.open, who=world.anna)
    other = b.sitting(world.committee, DAY, state=SittingState.INVITED, is_public=False)

    assert get_sitting(world.viewer(), world.sitting.id) is world.sitting
    for viewer, sitting in ((world.viewer(), other), (ANONYMOUS, world.sitting)):
        with pytest.raises(NotFound):
            get_sitting(viewer, sitting.id)


@pytest.mark.parametrize(
    ("state", "at", "reads"),
    [
        (SittingState.PLANNED, False, False),
        (SittingState.INVITED, True, True),
        (SittingState.MOVED, True, True),
        (SittingState.RUNNING, True, True),
        (SittingState.CLOSED, True, True),
        (SittingState.CANCELLED, True, False),
    ],
)
def test_rights_follow_the_state_of_the_sitting(world, state, at, reads):
    b.guest(world.sitting, world.closed, who=world.anna)
    world.sitting.state = state
    viewer = world.viewer()

    assert (world.sitting.id in viewer.guest_at) is at
    assert (world.closed.id in viewer.guest_for) is reads


@pytest.mark.parametrize(("days", "reads"), [(-400, True), (0, True), (1, False)])
def test_rights_end_with_the_day_of_the_sitting(world, days, reads):
    b.guest(world.sitting, world.closed, who=world.anna)

    viewer = world.viewer(DAY + timedelta(days=days))

    assert (world.closed.id in viewer.guest_for) is reads
    assert bool(viewer.guest_at) is reads


def test_a_sitting_until_midnight_ends_on_its_own_day(world):
    late = b.sitting(world.committee, DAY, start=time(20), hours=4, state=SittingState.INVITED)
    b.guest(late, b.item(late, printed_number="1"), who=world.anna)

    assert world.viewer(DAY).guest_at == {late.id}
    assert world.viewer(DAY + timedelta(days=1)).guest_at == frozenset()


def test_of_a_sitting_called_off_before_the_invitation_its_guests_learn_nothing(world):
    draft = b.sitting(world.committee, DAY, state=SittingState.CANCELLED, is_public=False)
    b.guest(draft, b.item(draft, "Entwurf"), who=world.anna)

    assert world.viewer().guest_at == frozenset()


def test_a_signed_record_ends_them_too(world):
    b.guest(world.sitting, world.closed, who=world.anna)
    world.sitting.record_closed_at = b.NOW

    assert world.viewer().guest_at == frozenset()


def test_what_becomes_closed_or_is_deleted_is_lost_to_the_guest(world):
    b.guest(world.sitting, world.open, world.closed, who=world.anna)
    world.open.part = Part.CLOSED
    world.closed.mark = ItemMark.REMOVED

    viewer = world.viewer()

    assert viewer.guest_for == frozenset()
    assert titles(viewer, world.sitting) == ["Mitteilungen"]


def test_others_and_the_uninvited_gain_nothing(world):
    b.guest(world.sitting, world.closed, who=world.anna, uninvited_at=b.NOW)
    b.guest(world.sitting, world.closed)

    assert world.viewer().guest_at == frozenset()
    assert viewer_of(None, TODAY) is ANONYMOUS
    assert viewer_of(b.account(), TODAY).guest_at == frozenset()


def test_a_member_without_the_closed_part_keeps_the_own_rights_as_a_guest(world):
    b.member(world.committee, world.anna, sees_closed=False)
    b.guest(world.sitting, world.closed, who=world.anna)

    viewer = world.viewer()

    assert world.committee.id in viewer.member_of
    assert titles(viewer, world.sitting) == ["Haltestellen", "Mitteilungen", "Personalsache"]


def test_who_comes_to_which_item_is_for_those_who_belong(world):
    guest = b.guest(world.sitting, world.open, world.closed, who=world.anna)
    b.guest(world.sitting, world.open, uninvited_at=b.NOW)
    world.closed.part = Part.PUBLIC

    assert queries.guests_by_item(world.taker, world.sitting) == {world.open.id: [guest]}
    assert queries.guests_by_item(world.viewer(), world.sitting) == {}
    assert queries.guests_by_item(ANONYMOUS, world.sitting) == {}


def test_a_guest_is_found_by_those_who_belong_and_kept_by_the_secretariat(world):
    guest = b.guest(world.sitting, world.open, who=world.anna)
    member = Viewer(user_id=2, member_of=frozenset({world.committee.id}))

    assert queries.get_guest(member, guest.id) is guest
    assert queries.manageable_guest(world.taker, guest.id) is guest
    for viewer in (member, world.viewer(), ANONYMOUS, Viewer(user_id=3, is_admin=True)):
        with pytest.raises(NotFound):
            queries.manageable_guest(viewer, guest.id)
    with pytest.raises(NotFound):
        queries.get_guest(world.viewer(), guest.id)


def test_own_invitations_come_with_their_items_the_next_first(world):
    later = b.sitting(world.committee, DAY + timedelta(days=1), state=SittingState.INVITED)
    b.guest(later, b.item(later, "Später", printed_number="7"), who=world.anna)
    b.guest(world.sitting, world.secret, world.open, who=world.anna)

    found = queries.own_invitations(world.viewer())

    assert [one.sitting for one in found] == [world.sitting, later]
    assert [[item.label for item in one.items] for one in found] == [["Ö 1", "N 2"], ["Ö 7"]]
    assert queries.own_invitations(ANONYMOUS) == []


@pytest.mark.parametrize("number", [1, 3])
def test_any_number_of_guests_costs_the_same_queries(world, db_session, query_count, number):
    for _ in range(number):
        b.guest(world.sitting, world.open, world.closed)
    db_session.commit()
    sitting = get_sitting(world.taker, world.sitting.id)

    with query_count() as counted:
        queries.guests_by_item(world.taker, sitting)
        queries.with_accounts(queries.guests_of(sitting))

    assert counted.count == 5


def test_the_last_day_of_every_guest(world):
    earlier = b.sitting(world.committee, TODAY)
    for sitting in (earlier, world.sitting):
        b.guest(sitting, who=world.anna)

    assert queries.last_days() == {world.anna.id: DAY}


def test_a_secretariat_sees_the_invitations_of_its_own_committees(world):
    own = b.guest(world.sitting, world.open, who=world.anna)
    other = b.sitting(b.committee("integrationsrat"), DAY, state=SittingState.INVITED)
    b.guest(other, who=world.anna)

    assert queries.invitations_of(world.taker, world.anna.id) == [own]
    assert queries.invitations_of(world.viewer(), world.anna.id) == []
