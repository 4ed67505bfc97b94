from datetime import UTC, date, datetime, time, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings import actions, rules
from gremien_app.meetings.sittings.models import SittingFormat, SittingKind, SittingState
from tests import builders as build
from tests.builders import NOW

ACTOR = Viewer(name="Gerda Geschäft")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def committee(app):
    build.term()
    return build.committee()


def plan(committee, day=date(2026, 12, 10), **values):
    starts_at, ends_at = rules.period(day, time(14), time(16))
    return actions.plan(ACTOR, committee, starts_at=starts_at, ends_at=ends_at, now=NOW, **values)


def edit(sitting, **values):
    details = {
        "room": sitting.room,
        "kind": sitting.kind,
        "format": sitting.format,
        "is_public": sitting.is_public,
        "online_url": sitting.online_url,
        "note": sitting.note,
        "reference": sitting.reference,
        "partners": sitting.partners,
    }
    actions.edit(ACTOR, sitting, now=LATER, **(details | values))


def move(sitting, day=date(2026, 12, 17), reason="Der Saal ist belegt", room=None):
    starts_at, ends_at = rules.period(day, time(15), time(17))
    return actions.move(
        ACTOR, sitting, starts_at=starts_at, ends_at=ends_at, room=room, reason=reason, now=LATER
    )


def entries(db_session) -> list[str]:
    return [e.action for e in db_session.query(AuditEntry).order_by(AuditEntry.id)]


def test_a_planned_sitting_gets_ref_term_and_publicity_and_no_number(committee, db_session):
    sitting = plan(committee)

    assert (sitting.number, sitting.ref) == (None, "stag-behindertenpolitik-2026-12-10")
    assert (sitting.term.name, sitting.is_public) == ("2025/2030", True)
    assert (sitting.state, sitting.sequence) == (SittingState.PLANNED, 0)
    assert entries(db_session) == ["sitting.planned"]


def test_two_sittings_on_a_day_have_different_refs(committee):
    first = plan(committee)
    starts_at, ends_at = rules.period(date(2026, 12, 10), time(9), time(10))
    second = actions.plan(ACTOR, committee, starts_at=starts_at, ends_at=ends_at, now=NOW)

    assert second.ref == "stag-behindertenpolitik-2026-12-10-2"
    assert first.uid != second.uid


def test_a_form_sent_twice_makes_one_sitting(committee):
    first = plan(committee)

    with pytest.raises(RuleBroken, match="Zu dieser Zeit gibt es schon eine Sitzung") as refusal:
        plan(committee)

    assert refusal.value.field == "start"
    first.state = SittingState.CANCELLED
    assert plan(committee) is not first


def test_outside_any_term_a_sitting_can_be_planned(committee):
    assert plan(committee, date(2010, 5, 5)).term is None


def test_a_change_of_the_place_reaches_the_calendars(committee, db_session):
    sitting = plan(committee)

    edit(sitting, room=build.room())

    assert (sitting.sequence, sitting.changed_at) == (1, LATER)
    assert entries(db_session) == ["sitting.planned", "sitting.edited"]


def test_a_change_of_the_kind_is_no_reschedule(committee):
    sitting = plan(committee)

    edit(sitting, kind=SittingKind.SPECIAL)

    assert (sitting.sequence, sitting.changed_at) == (0, LATER)


def test_of_the_confidential_note_the_record_tells_no_word(committee, db_session):
    sitting = plan(committee)

    edit(sitting, note="Frau X kommt nicht")

    assert (sitting.note, sitting.sequence, sitting.changed_at) == ("Frau X kommt nicht", 0, NOW)
    assert entries(db_session) == ["sitting.planned", "sitting.noted"]
    told = [f"{e.summary} {e.changes}" for e in db_session.query(AuditEntry)]
    assert "Frau X" not in str(told)


def test_a_moved_plan_stays_planned_and_keeps_a_trace(committee):
    sitting = plan(committee)
    ref, uid = sitting.ref, sitting.uid

    trace = move(sitting, reason="")

    assert sitting.state is SittingState.PLANNED
    assert (sitting.ref, sitting.uid, sitting.sequence) == (ref, uid, 1)
    assert sitting.date == date(2026, 12, 17)
    assert trace.old_starts_at == datetime(2026, 12, 10, 13, 0, tzinfo=UTC)
    assert sitting.moves == [trace]


def test_an_invited_sitting_that_moves_must_be_invited_anew(committee):
    sitting = plan(committee)
    actions.mark_invited(ACTOR, sitting, NOW)

    move(sitting)

    assert sitting.state is SittingState.MOVED
    actions.mark_invited(ACTOR, sitting, LATER)
    assert sitting.state is SittingState.INVITED


def test_moving_to_the_same_date_is_refused(committee):
    sitting = plan(committee)

    with pytest.raises(RuleBroken) as refusal:
        actions.move(
            ACTOR,
            sitting,
            starts_at=sitting.starts_at,
            ends_at=sitting.ends_at,
            room=None,
            reason="x",
            now=NOW,
        )

    assert refusal.value.field == "day"


def test_cancelling_deletes_nothing(committee):
    sitting = plan(committee)
    uid, day = sitting.uid, sitting.date

    actions.cancel(ACTOR, sitting, reason="Erkrankung", now=LATER)

    assert (sitting.uid, sitting.date) == (uid, day)
    assert (sitting.state, sitting.cancel_reason) == (SittingState.CANCELLED, "Erkrankung")
    assert (sitting.cancelled_at, sitting.sequence) == (LATER, 1)


def test_cancelling_needs_a_reason(committee):
    with pytest.raises(RuleBroken) as refusal:
        actions.cancel(ACTOR, plan(committee), reason="", now=NOW)

    assert refusal.value.field == "reason"


def test_a_sitting_runs_from_invitation_to_its_end(committee, db_session):
    sitting = plan(committee)
    day = datetime(2026, 12, 10, 13, 2, tzinfo=UTC)
    actions.mark_invited(ACTOR, sitting, NOW)

    actions.open_sitting(ACTOR, sitting, day)
    actions.close_sitting(ACTOR, sitting, day + timedelta(hours=2))

    assert (sitting.opened_at, sitting.closed_at) == (day, day + timedelta(hours=2))
    assert (sitting.state, sitting.sequence) == (SittingState.CLOSED, 3)
    assert entries(db_session) == [
        "sitting.planned",
        "sitting.invited",
        "sitting.opened",
        "sitting.closed",
    ]


def test_a_sitting_without_invitation_is_not_opened(committee):
    with pytest.raises(RuleBroken):
        actions.open_sitting(ACTOR, plan(committee), NOW)


def test_a_closed_sitting_is_reopened_but_not_opened_again(committee):
    sitting = build.sitting(committee, state=SittingState.CLOSED, opened_at=NOW, closed_at=LATER)

    with pytest.raises(RuleBroken):
        actions.open_sitting(ACTOR, sitting, NOW)
    actions.reopen(ACTOR, sitting, NOW)

    assert (sitting.state, sitting.closed_at) == (SittingState.RUNNING, None)
    assert sitting.opened_at == NOW


def test_after_the_minutes_are_signed_nothing_changes(committee):
    sitting = build.sitting(committee, state=SittingState.CLOSED)
    sitting.record_closed_at = NOW

    refused = [
        lambda: actions.reopen(ACTOR, sitting, NOW),
        lambda: edit(sitting, kind=SittingKind.SPECIAL),
        lambda: move(sitting),
        lambda: actions.cancel(ACTOR, sitting, reason="x", now=NOW),
        lambda: actions.record_times(ACTOR, sitting, opened_at=NOW, closed_at=LATER),
    ]
    for change in refused:
        with pytest.raises(RuleBroken):
            change()


def test_the_real_times_are_corrected_without_telling_the_calendars(committee):
    sitting = build.sitting(committee, state=SittingState.CLOSED)

    actions.record_times(ACTOR, sitting, opened_at=NOW, closed_at=LATER)

    assert (sitting.opened_at, sitting.closed_at) == (NOW, LATER)
    assert (sitting.sequence, sitting.changed_at) == (0, NOW)
    with pytest.raises(RuleBroken):
        actions.record_times(ACTOR, sitting, opened_at=LATER, closed_at=NOW)


def test_a_hybrid_sitting_carries_its_address(committee):
    sitting = plan(committee, format=SittingFormat.HYBRID, online_url="https://meet.example.org/1")

    assert sitting.online_url == "https://meet.example.org/1"
