from datetime import date, time, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.invitations import actions, queries
from gremien_app.meetings.sittings.actions import move
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
