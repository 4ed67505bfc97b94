"""When a dispatch may go out, leave the house, or be stopped; which kinds a sitting allows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import add_working_days, last_dispatch_date
from gremien_app.base.mail.occasion_rules import by_day
from gremien_app.meetings.invitations.dispatch_models import (
    Dispatch,
    DispatchKind,
    DispatchState,
    Way,
)
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import NoticeCount

NO_POST = "möchte keine Post mehr"
STOPPABLE = timedelta(minutes=10)
URGENT = timedelta(hours=48)


_TOLD = frozenset({SittingState.INVITED, SittingState.MOVED})
_STATES = {
    DispatchKind.INVITATION: frozenset({SittingState.PLANNED, SittingState.MOVED}),
    DispatchKind.ADDENDUM: frozenset({SittingState.INVITED}),
    DispatchKind.MOVE: _TOLD,
    DispatchKind.ROOM: _TOLD,
    DispatchKind.CANCELLATION: frozenset({SittingState.CANCELLED}),
}
_WHEN = {
    DispatchKind.INVITATION: "Eingeladen wird vorher.",
    DispatchKind.ADDENDUM: "Ein Nachtrag folgt auf eine Einladung.",
    DispatchKind.MOVE: "Verlegt wird, wozu eingeladen war.",
    DispatchKind.ROOM: "Geändert wird, wozu eingeladen war.",
    DispatchKind.CANCELLATION: "Abgesagt wird sie unter „Absagen“.",
}


def last_day_by(sitting: Sitting, way: Way) -> date | None:
    """The last day on which it may leave the house by this way; None without a notice period.

    A letter has to be posted so much earlier, where its receipt counts (``Committee.post_days``).
    """
    committee = sitting.committee
    if committee.notice_days is None:
        return None
    last = last_dispatch_date(sitting.date, committee.notice_days, committee.notice_unit)
    if way is Way.LETTER and committee.notice_counts is NoticeCount.RECEIPT:
        return add_working_days(last, -committee.post_days)
    return last


def is_urgent(kind: DispatchKind, now: datetime, moments: Iterable[datetime]) -> bool:
    """Whether it cannot wait for the morning: who has set out already is told at once."""
    is_change = kind in {DispatchKind.MOVE, DispatchKind.ROOM, DispatchKind.CANCELLATION}
    return is_change and any(now <= one <= now + URGENT for one in moments)


def leaves_at(now: datetime, *, is_urgent: bool) -> datetime:
    """When mails begin to leave: after the time to stop them, by day, on working days."""
    earliest = now + STOPPABLE
    return earliest if is_urgent else by_day(earliest)


def offered(sitting: Sitting, *, has_late_items: bool, is_told: bool) -> list[DispatchKind]:
    """What can be sent about a sitting as it stands; ``is_told``: its place is what was told."""
    if sitting.record_closed_at is not None:
        return []
    state, found = sitting.state, []
    if state in {SittingState.PLANNED, SittingState.MOVED}:
        found.append(DispatchKind.INVITATION)
    if state is SittingState.INVITED and has_late_items:
        found.append(DispatchKind.ADDENDUM)
    if state in _TOLD and sitting.moves:
        found.append(DispatchKind.MOVE)
    if state in _TOLD and not is_told:
        found.append(DispatchKind.ROOM)
    if state is SittingState.CANCELLED:
        found.append(DispatchKind.CANCELLATION)
    return found


def require_kind(sitting: Sitting, kind: DispatchKind) -> None:
    """Refuse what the state of the sitting makes untrue."""
    if sitting.record_closed_at is not None or sitting.state not in _STATES[kind]:
        raise RuleBroken(
            f"Diese Sitzung ist „{sitting.state.label}“. {_WHEN[kind]} Bitte laden Sie die Seite "
            "der Einladung neu."
        )


def require_draft(dispatch: Dispatch) -> None:
    if dispatch.state is not DispatchState.DRAFT:
        raise RuleBroken(
            "Das ist inzwischen versandt, vielleicht von jemand anderem. Es ging nicht noch einmal "
            "hinaus."
        )


def require_reason(hints: Sequence[object], reason: str) -> None:
    if hints and not reason:
        raise RuleBroken(
            "Die Prüfung nennt noch etwas. Erledigen Sie es, oder schreiben Sie, warum Sie "
            "trotzdem versenden.",
            field="reason",
        )


def require_seen(seen: str, now: str) -> None:
    """Who gets it, or what stands against it, is no longer what the check showed."""
    if seen != now:
        raise RuleBroken(
            "Seit der Prüfung haben sich die Empfänger*innen oder die Hinweise geändert. Es ist "
            "nichts versandt. Bitte sehen Sie beides noch einmal durch."
        )


def require_out(dispatch: Dispatch, now: datetime) -> None:
    """What can still be stopped is not given away."""
    if dispatch.state is DispatchState.STOPPED:
        raise RuleBroken("Dieser Versand ist angehalten. Es ist nichts hinausgegangen.")
    if dispatch.waits(now):
        raise RuleBroken(
            "Der Versand lässt sich noch anhalten. Bitte warten Sie, bis er hinausgegangen ist."
        )


def require_notice(sitting: Sitting, way: str, day: date, today: date) -> None:
    if not way:
        raise RuleBroken("Bitte nennen Sie den Weg, zum Beispiel „Aushang“.", field="way")
    if day > today:
        raise RuleBroken("Dieser Tag kommt erst noch.", field="given_on")
    if day > sitting.date:
        raise RuleBroken("Dieser Tag kommt erst nach der Sitzung.", field="given_on")


def require_stoppable(dispatch: Dispatch, now: datetime) -> None:
    if dispatch.state is DispatchState.STOPPED:
        raise RuleBroken("Dieser Versand ist schon angehalten. Es ist nichts hinausgegangen.")
    if not dispatch.waits(now):
        raise RuleBroken(
            "Der Versand hat schon begonnen und lässt sich nicht mehr anhalten. Schreiben Sie "
            "bitte eine Berichtigung, zum Beispiel eine Nachtragstagesordnung."
        )
