from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.rules import deadlines_of, require_tickable
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee

MOTIONS, ACCESS = DeadlineKind.MOTIONS, DeadlineKind.ACCESS
DISPATCH, MINUTES = DeadlineKind.DISPATCH, DeadlineKind.MINUTES


def sitting(state=SittingState.PLANNED, *, record_closed_at=None, **settings) -> Sitting:
    settings = {
        "motions_due_days": 21,
        "access_due_days": 28,
        "notice_days": 7,
        "notice_unit": NoticeUnit.CALENDAR_DAYS,
        "minutes_due_days": 28,
    } | settings
    return Sitting(
        id=5,
        committee=Committee(**settings),
        state=state,
        starts_at=datetime(2026, 12, 10, 13, tzinfo=UTC),
        record_closed_at=record_closed_at,
    )


def done(of: Sitting) -> set[DeadlineKind]:
    return {deadline.kind for deadline in deadlines_of(of) if deadline.is_done}


def test_they_are_reckoned_from_the_committees_settings_and_sorted_by_day():
    assert [(d.kind, d.due, d.sitting_id) for d in deadlines_of(sitting())] == [
        (MOTIONS, date(2026, 11, 19), 5),
        (DISPATCH, date(2026, 12, 3), 5),
        (MINUTES, date(2027, 1, 7), 5),
    ]


def test_what_no_setting_asks_for_is_no_deadline():
    found = deadlines_of(sitting(motions_due_days=None, access_due_days=None, notice_days=None))

    assert [deadline.kind for deadline in found] == [MINUTES]


def test_the_notice_period_is_counted_in_the_committees_unit():
    found = deadlines_of(sitting(notice_unit=NoticeUnit.CLEAR_DAYS))

    assert {d.kind: d.due for d in found}[DISPATCH] == date(2026, 12, 2)


def test_a_cancelled_sitting_has_none():
    assert deadlines_of(sitting(SittingState.CANCELLED)) == []


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SittingState.PLANNED, set()),
        (SittingState.MOVED, set()),
        (SittingState.INVITED, {MOTIONS, DISPATCH}),
        (SittingState.RUNNING, {MOTIONS, DISPATCH}),
        (SittingState.CLOSED, {MOTIONS, DISPATCH}),
    ],
)
def test_the_sittings_state_shows_what_is_done(state, expected):
    assert done(sitting(state)) == expected


def test_signed_minutes_are_done():
    signed = sitting(SittingState.CLOSED, record_closed_at=datetime(2026, 12, 20, tzinfo=UTC))

    assert done(signed) == {MOTIONS, DISPATCH, MINUTES}


def test_a_sitting_on_a_leap_day_has_its_deadlines():
    leap = sitting()
    leap.starts_at = datetime(2028, 2, 29, 13, tzinfo=UTC)

    assert {d.kind: d.due for d in deadlines_of(leap)} == {
        MOTIONS: date(2028, 2, 8),
        DISPATCH: date(2028, 2, 22),
        MINUTES: date(2028, 3, 28),
    }


def test_only_what_no_record_shows_is_ticked():
    planned = sitting()
    require_tickable(ACCESS, planned)

    with pytest.raises(RuleBroken, match="nicht abgehakt"):
        require_tickable(DISPATCH, planned)
    with pytest.raises(RuleBroken, match="abgesagt"):
        require_tickable(ACCESS, sitting(SittingState.CANCELLED))
