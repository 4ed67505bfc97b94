from datetime import date, time, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.invitations import actions, queries
from gremien_app.meetings.sittings.actions import move, open_sitting
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.sittings.rules import period
from tests import builders as build
from tests.builders import NOW

ACTOR = Viewer(user_id=None, name="Gerda Geschäft")


@pytest.fixture
def sitting(app):
    sitting = build.sitting(build.committee(notice_days=7), room=build.room())
    build.item(sitting, "Mitteilungen")
    return sitting


def secretary_of(sitting) -> Viewer:
    return Viewer(user_id=1, secretariat_of=frozenset({sitting.committee_id}))


def test_sending_records_the_dispatch_freezes_the_agenda_and_invites(sitting, db_session):
    late = build.item(sitting, "Verschiedenes")

    invitation = actions.send(ACTOR, sitting, now=NOW, text="Liebe Mitglieder")

    assert (sitting.state, sitting.sequence) == (SittingState.INVITED, 1)
    assert (invitation.dispatched_at, invitation.last_dispatch_on) == (NOW, date(2026, 12, 3))
    assert (invitation.text, invitation.invited_by) == ("Liebe Mitglieder", "Gerda Geschäft")
    assert (invitation.late_reason, late.printed_number) == ("", "2")
    assert [e.action for e in db_session.query(AuditEntry).order_by(AuditEntry.id)] == [
        "sitting.invited",
        "invitation.sent",
    ]


def test_a_late_invitation_keeps_its_reason(sitting):
    late = NOW + timedelta(days=15)

    with pytest.raises(RuleBroken):
        actions.send(ACTOR, sitting, now=late)
    invitation = actions.send(ACTOR, sitting, now=late, late_reason="Eilbedürftig")

    assert invitation.late_reason == "Eilbedürftig"


def test_a_reason_without_need_is_not_kept(sitting):
    assert actions.send(ACTOR, sitting, now=NOW, late_reason="Egal").late_reason == ""


def test_nobody_is_invited_twice_to_the_same_date(sitting):
    actions.send(ACTOR, sitting, now=NOW)

    with pytest.raises(RuleBroken):
        actions.send(ACTOR, sitting, now=NOW)


def test_a_moved_sitting_is_invited_anew_and_both_dispatches_stay(sitting):
    first = actions.send(ACTOR, sitting, now=NOW)
    starts_at, ends_at = period(date(2027, 1, 14), time(14), time(16))
    move(
        ACTOR,
        sitting,
        starts_at=starts_at,
        ends_at=ends_at,
        room=sitting.room,
        reason="Saal belegt",
        now=NOW,
    )

    second = actions.send(ACTOR, sitting, now=NOW + timedelta(days=1))

    assert queries.invitations_of(secretary_of(sitting), sitting) == [second, first]
    assert queries.last_invitation(sitting) == second


def test_dispatches_are_for_the_committee_only(sitting):
    actions.send(ACTOR, sitting, now=NOW)

    assert queries.invitations_of(ANONYMOUS, sitting) == []


AFTER = NOW + timedelta(days=30)  # the sitting of 10 December 2026 is over


def test_a_dispatch_entered_afterwards_has_its_own_day_and_lets_the_sitting_be_opened(
    sitting, db_session
):
    made = actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=date(2026, 12, 1))

    assert made.dispatched_at is not None
    assert berlin_date(made.dispatched_at) == date(2026, 12, 1)
    assert (made.entered_at, made.invited_by) == (AFTER, "Gerda Geschäft")
    entry = db_session.query(AuditEntry).filter_by(action="invitation.entered").one()
    assert entry.summary == "Einladung nachgetragen: versandt am 01.12.2026"
    open_sitting(ACTOR, sitting, AFTER)
    assert sitting.state is SittingState.RUNNING


def test_an_unknown_day_needs_a_note_and_a_sitting_that_has_begun(sitting):
    with pytest.raises(RuleBroken, match="Tag des Versands") as early:
        actions.enter_afterwards(ACTOR, sitting, now=NOW, dispatched_on=None, note="mündlich")
    with pytest.raises(RuleBroken, match="in den Vermerk") as bare:
        actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=None)
    made = actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=None, note="mündlich")

    assert early.value.field == bare.value.field == "dispatched_on"
    assert (made.dispatched_at, made.note, made.late_reason) == (None, "mündlich", "")


def test_neither_agenda_nor_place_hinder_what_is_entered_afterwards(app):
    bare = build.sitting(build.committee(notice_days=7))

    actions.enter_afterwards(ACTOR, bare, now=AFTER, dispatched_on=date(2026, 12, 3))

    assert bare.state is SittingState.INVITED


@pytest.mark.parametrize("day", [date(2026, 12, 11), date(2027, 6, 1)])
def test_nobody_was_invited_after_the_sitting(sitting, day):
    with pytest.raises(RuleBroken) as caught:
        actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=day)

    assert caught.value.field == "dispatched_on"


def test_a_day_to_come_is_none_of_a_dispatch(sitting):
    with pytest.raises(RuleBroken, match="kommt erst noch"):
        actions.enter_afterwards(ACTOR, sitting, now=NOW, dispatched_on=date(2026, 12, 1))


def test_the_notice_period_is_kept_by_the_day_of_dispatch_not_of_entry(sitting):
    with pytest.raises(RuleBroken) as caught:
        actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=date(2026, 12, 4))
    made = actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=date(2026, 12, 3))

    assert caught.value.field == "late_reason"
    assert made.late_reason == ""


def test_the_dispatch_entered_last_is_the_last(sitting):
    actions.enter_afterwards(ACTOR, sitting, now=AFTER, dispatched_on=None, note="mündlich")

    assert queries.last_invitation(sitting).note == "mündlich"
