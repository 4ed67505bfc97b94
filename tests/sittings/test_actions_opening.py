"""Opening before the day asks; an opening goes back with all that it did."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.proceedings.models import (
    AttendanceStatus,
    ChairPeriod,
    ConflictOfInterest,
    Vote,
    VoteMode,
)
from gremien_app.meetings.sittings import actions, opening_actions
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.renewal import actions as renewal
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.records.minutes import actions as minutes
from tests import builders as b

DAY = date(2026, 12, 10)
WEEKS_AHEAD = datetime(2026, 11, 22, 9, tzinfo=UTC)
ON_THE_DAY = datetime(2026, 12, 10, 13, 2, tzinfo=UTC)


@pytest.fixture
def council(app):
    return b.committee()


@pytest.fixture
def invited(council):
    return b.sitting(council, DAY, state=SittingState.INVITED)


def opened_by_mistake(sitting):
    actions.open_sitting(SYSTEM, sitting, WEEKS_AHEAD, is_meant=True)
    return sitting


def test_before_its_day_a_sitting_is_opened_only_by_who_means_it(invited):
    with pytest.raises(RuleBroken, match=r"erst am 10\.12\.2026"):
        actions.open_sitting(SYSTEM, invited, WEEKS_AHEAD)
    assert (invited.state, invited.opened_at) == (SittingState.INVITED, None)

    actions.open_sitting(SYSTEM, invited, WEEKS_AHEAD, is_meant=True)

    assert (invited.state, invited.opened_at) == (SittingState.RUNNING, invited.starts_at)


@pytest.mark.parametrize(
    ("now", "is_ahead"),
    [
        (datetime(2026, 12, 9, 22, 59, tzinfo=UTC), True),  # 23:59 in Köln
        (datetime(2026, 12, 9, 23, 0, tzinfo=UTC), False),  # midnight in Köln
        (ON_THE_DAY, False),
        (ON_THE_DAY + timedelta(days=30), False),
    ],
)
def test_the_day_is_the_one_of_the_clocks_in_koeln(invited, now, is_ahead):
    if is_ahead:
        with pytest.raises(RuleBroken):
            actions.open_sitting(SYSTEM, invited, now)
    else:
        actions.open_sitting(SYSTEM, invited, now)
        assert invited.state is SittingState.RUNNING


def test_a_sitting_is_not_closed_before_its_day_either(invited):
    opened_by_mistake(invited)

    with pytest.raises(RuleBroken, match="erst am"):
        actions.close_sitting(SYSTEM, invited, WEEKS_AHEAD)

    assert (invited.state, invited.closed_at) == (SittingState.RUNNING, None)


def test_an_opening_goes_back_with_all_it_did(invited):
    sequence, stamp = invited.sequence, invited.changed_at
    opened_by_mistake(invited)

    opening_actions.undo_opening(SYSTEM, invited, WEEKS_AHEAD)

    assert (invited.state, invited.opened_at) == (SittingState.INVITED, None)
    assert invited.sequence == sequence + 2
    assert invited.changed_at > stamp
    entry = db.session.query(AuditEntry).filter_by(action="sitting.opening_undone").one()
    assert entry.changes["state"] == ["running", "invited"]
    assert entry.changes["opened_at"][1] is None
    assert entry.committee_id == invited.committee_id


def test_after_it_went_back_the_sitting_is_moved_cancelled_or_opened_as_before(invited):
    opened_by_mistake(invited)
    with pytest.raises(RuleBroken, match="nehmen Sie zuerst die Eröffnung zurück"):
        actions.cancel(SYSTEM, invited, reason="x", now=WEEKS_AHEAD)
    opening_actions.undo_opening(SYSTEM, invited, WEEKS_AHEAD)

    actions.open_sitting(SYSTEM, invited, ON_THE_DAY)
    assert invited.opened_at == ON_THE_DAY
    opening_actions.undo_opening(SYSTEM, invited, ON_THE_DAY)
    actions.cancel(SYSTEM, invited, reason="x", now=ON_THE_DAY)

    assert invited.state is SittingState.CANCELLED


def record_something(kind, sitting):
    person = b.person()
    attendance = b.attend(sitting, person, status=AttendanceStatus.ABSENT)
    item = b.item(sitting)
    if kind == "attendance":
        attendance.status = AttendanceStatus.PRESENT
    elif kind == "chair":
        db.session.add(ChairPeriod(sitting_id=sitting.id, attendance=attendance))
    elif kind == "conflict":
        db.session.add(ConflictOfInterest(agenda_item=item, attendance=attendance))
    elif kind == "vote":
        db.session.add(Vote(agenda_item=item, mode=VoteMode.CONSENSUS, is_adopted=True))
    elif kind == "outcome":
        item.outcome = Outcome.NOTED
    elif kind == "minutes":
        minutes.begin(SYSTEM, sitting, WEEKS_AHEAD)
    db.session.flush()


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("attendance", "Anwesenheit"),
        ("chair", "Vorsitz"),
        ("conflict", "Befangenheit"),
        ("vote", "Abstimmungen"),
        ("outcome", "Ergebnisse"),
        ("minutes", "Niederschrift"),
    ],
)
def test_an_opening_stays_once_something_was_recorded(invited, kind, word):
    opened_by_mistake(invited)
    record_something(kind, invited)

    with pytest.raises(RuleBroken, match=word):
        opening_actions.undo_opening(SYSTEM, invited, WEEKS_AHEAD)

    assert invited.state is SittingState.RUNNING


def test_what_was_there_before_the_opening_does_not_hold_it(invited):
    excused = b.attend(invited, b.person(), status=AttendanceStatus.EXCUSED)
    b.item(invited, mark=ItemMark.ADJOURNED, outcome=Outcome.ADJOURNED)
    b.item(invited, mark=ItemMark.WITHDRAWN)
    opened_by_mistake(invited)

    opening_actions.undo_opening(SYSTEM, invited, WEEKS_AHEAD)

    assert invited.state is SittingState.INVITED
    assert excused.status is AttendanceStatus.EXCUSED


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SittingState.PLANNED, "keine Eröffnung"),
        (SittingState.INVITED, "keine Eröffnung"),
        (SittingState.MOVED, "keine Eröffnung"),
        (SittingState.CANCELLED, "keine Eröffnung"),
        (SittingState.CLOSED, "zuerst wieder"),
    ],
)
def test_only_a_running_sitting_has_an_opening_to_take_back(council, state, words):
    sitting = b.sitting(council, DAY, state=state)

    with pytest.raises(RuleBroken, match=words):
        opening_actions.undo_opening(SYSTEM, sitting, WEEKS_AHEAD)


def test_a_closed_sitting_goes_back_in_two_steps(invited):
    actions.open_sitting(SYSTEM, invited, ON_THE_DAY)
    actions.close_sitting(SYSTEM, invited, ON_THE_DAY + timedelta(hours=1))

    actions.reopen(SYSTEM, invited, ON_THE_DAY)
    opening_actions.undo_opening(SYSTEM, invited, ON_THE_DAY)

    assert (invited.state, invited.opened_at, invited.closed_at) == (
        SittingState.INVITED,
        None,
        None,
    )


def renewed(council, first_day=DAY - timedelta(days=30)):
    made = Reconstitution(
        committee=council,
        term=b.term(),
        first_day=first_day,
        created_by="Kim",
        created_at=WEEKS_AHEAD,
    )
    db.session.add(made)
    db.session.flush()
    return made


def test_the_new_beginning_of_a_committee_can_be_undone_again(council, invited):
    made = renewed(council)
    opened_by_mistake(invited)
    with pytest.raises(RuleBroken, match="hat stattgefunden"):
        renewal.undo_renewal(SYSTEM, made, WEEKS_AHEAD)
    db.session.commit()

    opening_actions.undo_opening(SYSTEM, invited, WEEKS_AHEAD)
    db.session.commit()

    assert made.finished_at is None
    renewal.undo_renewal(SYSTEM, made, WEEKS_AHEAD)
    assert made.undone_at == WEEKS_AHEAD


def test_the_new_beginning_stays_finished_while_another_sitting_took_place(council, invited):
    made = renewed(council)
    first = b.sitting(council, DAY - timedelta(days=7), state=SittingState.INVITED)
    actions.open_sitting(SYSTEM, first, first.starts_at)
    finished = made.finished_at
    opened_by_mistake(invited)

    opening_actions.undo_opening(SYSTEM, invited, WEEKS_AHEAD)

    assert made.finished_at == finished is not None


def test_a_joint_sitting_gives_every_committee_its_new_beginning_back(council):
    partner = b.committee("integrationsrat", name="Integrationsrat")
    joint = b.sitting(council, DAY, state=SittingState.INVITED)
    joint.partners = [partner]
    first, second = renewed(council), renewed(partner)
    before = b.sitting(partner, DAY - timedelta(days=60), state=SittingState.CLOSED)
    opened_by_mistake(joint)
    assert (first.finished_at, second.finished_at) == (WEEKS_AHEAD, WEEKS_AHEAD)

    opening_actions.undo_opening(SYSTEM, joint, WEEKS_AHEAD)

    assert before.date < second.first_day  # held under the former term
    assert (first.finished_at, second.finished_at) == (None, None)
