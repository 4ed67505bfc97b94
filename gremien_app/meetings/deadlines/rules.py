"""The deadlines of a sitting, reckoned back and forth from its day by its committee's rules."""

from dataclasses import dataclass
from datetime import date, timedelta

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import (
    MAX_NOTICE_DAYS,
    add_working_days,
    last_dispatch_date,
)
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee, NoticeCount

_BEFORE_INVITATION = frozenset({SittingState.PLANNED, SittingState.MOVED})


@dataclass(frozen=True)
class Deadline:
    """One day by which something about a sitting has to be done."""

    kind: DeadlineKind
    label: str
    due: date
    sitting_id: int
    is_done: bool


def deadlines_of(sitting: Sitting) -> list[Deadline]:
    """The deadlines by day; none of a cancelled sitting, none where no setting asks for one.

    Support has days of its own (``support.booking_due_queries``). The sitting needs its id and its
    committee.
    """
    if sitting.state is SittingState.CANCELLED:
        return []
    found = [
        Deadline(kind, kind.label, due, sitting.id, _is_done(sitting, kind))
        for kind in DeadlineKind
        if not kind.is_ticked
        and (due := due_day(sitting.committee, sitting.date, kind)) is not None
    ]
    return sorted(found, key=lambda deadline: deadline.due)


def due_day(committee: Committee, day: date, kind: DeadlineKind) -> date | None:
    """When it is due for a sitting of that committee on that day; None: no such deadline.

    Where the receipt counts, letters have to be posted so much earlier: that day is meant.
    """
    if kind is DeadlineKind.ROOM:
        return None  # reckoned from no day: it follows from a move or a cancellation
    if kind is DeadlineKind.MINUTES:
        return day + timedelta(days=committee.minutes_due_days)
    if kind is DeadlineKind.DISPATCH:
        days = committee.notice_days
        if days is None or days > MAX_NOTICE_DAYS:
            return None
        last = last_dispatch_date(day, days, committee.notice_unit)
        by_receipt = committee.notice_counts is NoticeCount.RECEIPT
        return add_working_days(last, -committee.post_days) if by_receipt else last
    before = (
        committee.motions_due_days if kind is DeadlineKind.MOTIONS else committee.access_due_days
    )
    return None if before is None else day - timedelta(days=before)


def _is_done(sitting: Sitting, kind: DeadlineKind) -> bool:
    if kind is DeadlineKind.MINUTES:
        return sitting.record_closed_at is not None
    # With the invitation the agenda stands: motions are closed, the dispatch is done.
    return sitting.state not in _BEFORE_INVITATION


def require_tickable(kind: DeadlineKind, sitting: Sitting) -> None:
    if not kind.is_ticked:
        raise RuleBroken(f"„{kind.label}“ ergibt sich aus der Sitzung und wird nicht abgehakt.")
    if sitting.state is SittingState.CANCELLED:
        raise RuleBroken("Die Sitzung ist abgesagt; es ist nichts mehr zu bestellen.")
