"""What may happen to a sitting when; every refusal is a German sentence."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from gremien_app.kernel.clock import BERLIN
from gremien_app.kernel.dates import format_period, format_time_span, local_datetime
from gremien_app.kernel.errors import RuleBroken
from gremien_app.kernel.holidays import day_notes
from gremien_app.kernel.viewer import Viewer
from gremien_app.sittings.models import Sitting, SittingFormat, SittingState

PLANNED, INVITED, RUNNING = SittingState.PLANNED, SittingState.INVITED, SittingState.RUNNING
CLOSED, CANCELLED, MOVED = SittingState.CLOSED, SittingState.CANCELLED, SittingState.MOVED

TRANSITIONS: dict[SittingState, frozenset[SittingState]] = {
    PLANNED: frozenset({INVITED, CANCELLED}),
    INVITED: frozenset({RUNNING, MOVED, CANCELLED}),
    MOVED: frozenset({INVITED, CANCELLED}),
    RUNNING: frozenset({CLOSED}),
    CLOSED: frozenset({RUNNING}),
    CANCELLED: frozenset(),
}
_WORDS = {
    PLANNED: "vormerken",
    INVITED: "einladen",
    RUNNING: "eröffnen",
    CLOSED: "schließen",
    CANCELLED: "absagen",
    MOVED: "verlegen",
}
LONGEST = timedelta(hours=24)
_ONE_SECOND = timedelta(seconds=1)


def can_become(sitting: Sitting, state: SittingState) -> bool:
    return sitting.record_closed_at is None and state in TRANSITIONS[sitting.state]


def require_transition(sitting: Sitting, state: SittingState) -> None:
    require_open_record(sitting)
    if state not in TRANSITIONS[sitting.state]:
        raise RuleBroken(
            f"Diese Sitzung ist „{sitting.state.label}“. "
            f"Sie lässt sich jetzt nicht {_WORDS[state]}."
        )


def require_open_record(sitting: Sitting) -> None:
    """Refuse every change once the minutes are signed."""
    if sitting.record_closed_at is not None:
        raise RuleBroken(
            "Die Niederschrift dieser Sitzung ist unterzeichnet. "
            "An der Sitzung lässt sich nichts mehr ändern."
        )


def require_editable(sitting: Sitting) -> None:
    require_open_record(sitting)
    if sitting.state is CANCELLED:
        raise RuleBroken("Eine abgesagte Sitzung lässt sich nicht mehr ändern.")


def can_move(sitting: Sitting) -> bool:
    return sitting.record_closed_at is None and sitting.state in {PLANNED, INVITED, MOVED}


def state_after_move(sitting: Sitting) -> SittingState:
    """A planned sitting stays planned; whoever was invited has to be invited anew."""
    require_open_record(sitting)
    if not can_move(sitting):
        raise RuleBroken(
            f"Diese Sitzung ist „{sitting.state.label}“. Sie lässt sich nicht mehr verlegen."
        )
    return PLANNED if sitting.state is PLANNED else MOVED


def require_move_reason(sitting: Sitting, reason: str) -> None:
    if sitting.state is not PLANNED and not reason:
        raise RuleBroken(
            "Bitte nennen Sie den Grund. Er steht bei der Sitzung, weil schon eingeladen wurde.",
            field="reason",
        )


def period(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Beginning and end in UTC of a sitting on one day of Köln's calendar."""
    starts_at, ends_at = moment(day, start, "start"), moment(day, end, "end")
    require_period(starts_at, ends_at)
    return starts_at, ends_at


def require_period(starts_at: datetime, ends_at: datetime) -> None:
    length = ends_at.astimezone(UTC) - starts_at.astimezone(UTC)
    if length <= timedelta(0):
        raise RuleBroken("Das Ende muss nach dem Beginn liegen.", field="end")
    if length > LONGEST:
        raise RuleBroken("Eine Sitzung dauert höchstens 24 Stunden.", field="end")


def require_place_fits(format: SittingFormat, online_url: str) -> None:
    if online_url and not online_url.startswith(("https://", "http://")):
        raise RuleBroken(
            "Bitte geben Sie eine vollständige Adresse an, die mit https:// beginnt.",
            field="online_url",
        )
    if online_url and format is SittingFormat.IN_PERSON:
        raise RuleBroken(
            "Zu einer Sitzung in Präsenz gehört keine Einwahl. Wählen Sie „hybrid“ oder „online“.",
            field="online_url",
        )


def sees_details(viewer: Viewer, sitting: Sitting) -> bool:
    """Place, number and agenda; of a sitting that is not public strangers see the bare date."""
    return sitting.is_public or belongs(viewer, sitting)


def belongs(viewer: Viewer, sitting: Sitting) -> bool:
    """Member, chair or secretariat of one of its committees: sees names and internal pages."""
    return any(viewer.belongs_to(id_) for id_ in sitting.committee_ids)


def sees_closed(viewer: Viewer, sitting: Sitting) -> bool:
    """May read the closed part, by one of the sitting's committees."""
    return any(viewer.sees_closed(id_) for id_ in sitting.committee_ids)


def chairs(viewer: Viewer, sitting: Sitting) -> bool:
    """Chairs one of its committees, or deputises in the chair."""
    return any(viewer.chairs(id_) for id_ in sitting.committee_ids)


def touch(sitting: Sitting, now: datetime, *, reschedules: bool) -> None:
    """Tell the calendars of a visible change; ``reschedules``: start, end, place or state.

    ``changed_at`` rises strictly: clients skip an event whose stamp did not (CHOICES, feeds 4).
    """
    require_open_record(sitting)
    sitting.changed_at = max(now, sitting.changed_at + _ONE_SECOND)
    if reschedules:
        sitting.sequence += 1


def opening_time(sitting: Sitting, now: datetime) -> datetime:
    """Now on the sitting's day; recorded on another day, the planned beginning."""
    return now if now.astimezone(BERLIN).date() == sitting.date else sitting.starts_at


def closing_time(sitting: Sitting, now: datetime) -> datetime:
    opened_at = sitting.opened_at or sitting.starts_at
    if now.astimezone(BERLIN).date() == sitting.date and now > opened_at:
        return now
    return max(sitting.ends_at, opened_at + timedelta(minutes=1))


def require_times(sitting: Sitting, opened_at: datetime, closed_at: datetime | None) -> None:
    require_editable(sitting)
    if sitting.state not in {RUNNING, CLOSED}:
        raise RuleBroken("Die Sitzung ist noch nicht eröffnet.")
    if sitting.state is CLOSED and closed_at is None:
        raise RuleBroken("Bitte geben Sie an, wann die Sitzung geendet hat.", field="closed")
    if sitting.state is RUNNING and closed_at is not None:
        raise RuleBroken("Die Sitzung läuft noch. Bitte schließen Sie sie zuerst.", field="closed")
    if closed_at is not None and closed_at <= opened_at:
        raise RuleBroken("Das Ende muss nach dem Beginn liegen.", field="closed")


def moment(day: date, clock: time, field: str) -> datetime:
    """A time of Köln's clocks in UTC; the hour skipped in March is refused at ``field``."""
    try:
        # In UTC at once: two times of one zone are compared without regard to its shifts.
        return local_datetime(day, clock).astimezone(UTC)
    except ValueError as error:
        raise RuleBroken(str(error), field="day" if "Jahr" in str(error) else field) from error


def new_uid() -> str:
    """The calendars' key of a sitting; it never changes and says nothing."""
    return f"{uuid.uuid4()}@gremien"


def suggest_ref(slug: str, day: date, taken: Iterable[str]) -> str:
    """A readable key, e.g. "stag-behindertenpolitik-2026-04-16"; it survives a new date."""
    base, used, number = f"{slug[:40].rstrip('-')}-{day.isoformat()}", set(taken), 1
    ref = base
    while ref in used:
        number += 1
        ref = f"{base}-{number}"
    return ref


def day_warnings(day: date, today: date) -> list[str]:
    """What speaks against a day. It warns and never blocks."""
    found = [f"An diesem Tag ist {note}." for note in day_notes(day)]
    if day.weekday() >= 5:
        found.append(f"Der Termin liegt auf einem {('Samstag', 'Sonntag')[day.weekday() - 5]}.")
    if day < today:
        found.append("Der Termin liegt in der Vergangenheit.")
    return found


def clash_warnings(sitting: Sitting, others: Iterable[Sitting]) -> list[str]:
    """Other sittings at the same time in the room or the committee, and on the same day."""
    found = []
    for other in others:
        when = format_time_span(other.starts_at, other.ends_at)
        overlaps = other.starts_at < sitting.ends_at and sitting.starts_at < other.ends_at
        if other.room_id is not None and other.room_id == sitting.room_id and overlaps:
            found.append(f"Der Raum ist belegt: {other.committee.short}, {when}.")
        elif other.committee_id == sitting.committee_id:
            found.append(f"Am selben Tag tagt das Gremium schon: {other.title}, {when}.")
        elif overlaps:
            found.append(f"Zur selben Zeit tagt {other.committee.short}, {when}.")
    return found


def describe(sitting: Sitting) -> str:
    """For the audit and for messages: committee and period."""
    return f"{sitting.short}, {format_period(sitting.starts_at, sitting.ends_at)}"
