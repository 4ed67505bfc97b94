from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.meetings.invitations import dispatch_rules as rules
from gremien_app.meetings.invitations.dispatch_models import DispatchKind, Way
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import NoticeCount


def at(day: int, clock: time) -> datetime:
    return datetime.combine(date(2026, 12, day), clock, BERLIN)


@pytest.mark.parametrize(
    ("pressed", "leaves"),
    [
        (at(7, time(10)), at(7, time(10, 10))),  # Monday
        (at(7, time(6)), at(7, time(7))),
        (at(7, time(19, 55)), at(8, time(7))),
        (at(5, time(21)), at(7, time(7))),  # Saturday night
        (at(6, time(12)), at(7, time(7))),  # Sunday
        (at(25, time(12)), at(28, time(7))),  # both days of Christmas, and a Sunday
    ],
)
def test_nobody_is_written_to_at_night_on_sundays_or_holidays(pressed, leaves):
    assert rules.leaves_at(pressed, is_urgent=False) == leaves


def test_what_is_urgent_leaves_at_night_too():
    assert rules.leaves_at(at(6, time(23)), is_urgent=True) == at(6, time(23, 10))


@pytest.mark.parametrize(
    ("kind", "hours", "urgent"),
    [
        (DispatchKind.CANCELLATION, 47, True),
        (DispatchKind.MOVE, 47, True),
        (DispatchKind.ROOM, 47, True),
        (DispatchKind.CANCELLATION, 49, False),
        (DispatchKind.INVITATION, 1, False),
        (DispatchKind.ADDENDUM, 1, False),
        (DispatchKind.CANCELLATION, -1, False),
    ],
)
def test_only_changes_within_two_days_are_urgent(kind, hours, urgent):
    now = at(7, time(12))

    assert rules.is_urgent(kind, now, [now + timedelta(hours=hours)]) is urgent


def of(counts: NoticeCount, days: int | None = 7) -> SimpleNamespace:
    committee = SimpleNamespace(
        notice_days=days, notice_unit=NoticeUnit.CALENDAR_DAYS, notice_counts=counts, post_days=4
    )
    return SimpleNamespace(committee=committee, date=date(2026, 12, 17))


@pytest.mark.parametrize(
    ("counts", "way", "last"),
    [
        (NoticeCount.SENDING, Way.MAIL, date(2026, 12, 10)),
        (NoticeCount.SENDING, Way.LETTER, date(2026, 12, 10)),
        (NoticeCount.PROVISION, Way.LETTER, date(2026, 12, 10)),
        (NoticeCount.RECEIPT, Way.MAIL, date(2026, 12, 10)),
        (NoticeCount.RECEIPT, Way.LETTER, date(2026, 12, 5)),  # four working days, no Sunday
    ],
)
def test_a_letter_leaves_earlier_where_its_receipt_counts(counts, way, last):
    assert rules.last_day_by(of(counts), way) == last


def test_without_a_notice_period_there_is_no_last_day():
    assert rules.last_day_by(of(NoticeCount.RECEIPT, None), Way.LETTER) is None


@pytest.mark.parametrize(
    ("state", "moves", "late", "told", "kinds"),
    [
        ("planned", [], False, True, ["invitation"]),
        ("moved", [1], False, True, ["invitation", "move"]),
        ("invited", [], True, True, ["addendum"]),
        ("invited", [], False, False, ["room"]),
        ("cancelled", [], False, True, ["cancellation"]),
        ("running", [], True, False, []),
    ],
)
def test_what_can_be_sent_follows_from_the_sitting(state, moves, late, told, kinds):
    sitting = SimpleNamespace(state=SittingState(state), moves=moves, record_closed_at=None)

    assert rules.offered(sitting, has_late_items=late, is_told=told) == kinds


def test_an_invitation_to_an_invited_sitting_is_refused_in_words():
    sitting = SimpleNamespace(state=SittingState.INVITED, record_closed_at=None)

    with pytest.raises(RuleBroken, match="Diese Sitzung ist „eingeladen“"):
        rules.require_kind(sitting, DispatchKind.INVITATION)
