"""What may happen to a sitting when; every refusal is a German sentence."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from gremien_app.base.kernel.clock import BERLIN, ONE_DAY
from gremien_app.base.kernel.dates import YearError, format_date, format_period, local_datetime
from gremien_app.base.kernel.errors import Frozen, RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting, SittingFormat, SittingState
from gremien_app.people.committees.models import Committee, CommitteeKind

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
OVER_MIDNIGHT = timedelta(hours=8)  # a longer one is a slip of the pen: 16 to 14 o'clock
_AFTER_MIDNIGHT = timedelta(hours=6)  # somebody closes a sitting that took long
_ONE_SECOND = timedelta(seconds=1)


def can_become(sitting: Sitting, state: SittingState) -> bool:
    return sitting.record_closed_at is None and state in TRANSITIONS[sitting.state]


def require_transition(sitting: Sitting, state: SittingState) -> None:
    require_open_record(sitting)
    if state not in TRANSITIONS[sitting.state]:
        raise RuleBroken(
            f"Diese Sitzung ist „{sitting.state.label}“. "
            f"Sie lässt sich jetzt nicht {_WORDS[state]}.{_way_back(sitting, state)}"
        )


def _way_back(sitting: Sitting, state: SittingState) -> str:
    if state is RUNNING and sitting.state in {PLANNED, MOVED}:
        return " Tragen Sie zuerst unter „Einladung“ ein, wann eingeladen wurde."
    if sitting.state is not RUNNING:
        return ""
    return " Wurde sie versehentlich eröffnet, nehmen Sie zuerst die Eröffnung zurück."


def require_open_record(sitting: Sitting) -> None:
    """Refuse every change once the minutes are signed."""
    if sitting.record_closed_at is not None:
        raise Frozen(
            "Die Niederschrift dieser Sitzung ist unterzeichnet. "
            "An der Sitzung lässt sich nichts mehr ändern."
        )


def require_editable(sitting: Sitting) -> None:
    require_open_record(sitting)
    if sitting.state is CANCELLED:
        raise Frozen("Eine abgesagte Sitzung lässt sich nicht mehr ändern.")


def require_committee_exists(committee: Committee, day: date, field: str = "day") -> None:
    """No sitting before the founding, none after the last day of a committee that was closed."""
    founded, closed = committee.founded_on, committee.closed_on
    if founded is not None and day < founded:
        raise RuleBroken(
            f"{committee.short} besteht erst ab dem {format_date(founded)}. Wählen Sie diesen oder "
            "einen späteren Tag.",
            field=field,
        )
    if closed is not None and day > closed:
        raise RuleBroken(
            f"{committee.short} besteht nur bis zum {format_date(closed)}. Wählen Sie einen "
            "früheren Tag, oder öffnen Sie das Gremium wieder.",
            field=field,
        )


def can_move(sitting: Sitting) -> bool:
    return sitting.record_closed_at is None and sitting.state in {PLANNED, INVITED, MOVED}


def state_after_move(sitting: Sitting) -> SittingState:
    """A planned sitting stays planned; whoever was invited has to be invited anew."""
    require_open_record(sitting)
    if not can_move(sitting):
        raise RuleBroken(
            f"Diese Sitzung ist „{sitting.state.label}“. Sie lässt sich nicht mehr verlegen."
            f"{_way_back(sitting, MOVED)}"
        )
    return PLANNED if sitting.state is PLANNED else MOVED


def require_move_reason(sitting: Sitting, reason: str) -> None:
    if sitting.state is not PLANNED and not reason:
        raise RuleBroken(
            "Bitte nennen Sie den Grund. Er steht bei der Sitzung, weil schon eingeladen wurde.",
            field="reason",
        )


def period(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Beginning and end in UTC; an end shortly after midnight is the next day's."""
    starts_at = moment(day, start, "start")
    ends_at = end_after(starts_at, day, start, end, "end")
    require_period(starts_at, ends_at)
    return starts_at, ends_at


def end_after(starts_at: datetime, day: date, start: time, end: time, field: str) -> datetime:
    """The moment of an end given by the clock: the same day's, or shortly after midnight."""
    if end > start:
        return moment(day, end, field)
    ends_at = moment(day + ONE_DAY, end, field)
    if ends_at - starts_at > OVER_MIDNIGHT:
        raise RuleBroken("Das Ende muss nach dem Beginn liegen.", field=field)
    return ends_at


def require_period(starts_at: datetime, ends_at: datetime) -> None:
    length = ends_at.astimezone(UTC) - starts_at.astimezone(UTC)
    if length <= timedelta(0):
        raise RuleBroken("Das Ende muss nach dem Beginn liegen.", field="end")
    if length > LONGEST:
        raise RuleBroken("Eine Sitzung dauert höchstens 24 Stunden.", field="end")


def require_place_fits(format: SittingFormat, online_url: str) -> None:
    if online_url and not re.fullmatch(r"https?://[!-~]+", online_url):
        raise RuleBroken(
            "Bitte geben Sie eine vollständige Adresse an, die mit https:// beginnt und keine "
            "Leerzeichen und Umlaute enthält.",
            field="online_url",
        )
    if online_url and format is SittingFormat.IN_PERSON:
        raise RuleBroken(
            "Zu einer Sitzung in Präsenz gehört keine Einwahl. Wählen Sie „hybrid“ oder „online“.",
            field="online_url",
        )


def sees_details(viewer: Viewer, sitting: Sitting) -> bool:
    """Place and number; of a sitting that is not public strangers see the bare date."""
    return reads_public_part(viewer, sitting) or sitting.id in viewer.guest_at


def reads_public_part(viewer: Viewer, sitting: Sitting) -> bool:
    """The whole public part of the agenda; a guest reads only single items without it."""
    return sitting.is_public or belongs(viewer, sitting)


def takes_part(viewer: Viewer, sitting: Sitting) -> bool:
    """Belongs to it or comes as a guest: is told how to dial in."""
    return belongs(viewer, sitting) or sitting.id in viewer.guest_at


def belongs(viewer: Viewer, sitting: Sitting) -> bool:
    """Member, chair or secretariat of one of its committees: sees names and internal pages."""
    return any(viewer.belongs_to(id_) for id_ in sitting.committee_ids)


def sees_closed(viewer: Viewer, sitting: Sitting) -> bool:
    """May read the closed part, by one of the sitting's committees or as the deputy called in."""
    stands_in = sitting.id in viewer.stands_in_at
    return stands_in or any(viewer.sees_closed(id_) for id_ in sitting.committee_ids)


def chairs(viewer: Viewer, sitting: Sitting) -> bool:
    """Chairs one of its committees, or deputises in the chair."""
    return any(viewer.chairs(id_) for id_ in sitting.committee_ids)


def stamp(sitting: Sitting, now: datetime, *, reschedules: bool) -> None:
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
    is_on_the_day = now.astimezone(BERLIN).date() == sitting.date
    if now > opened_at and (is_on_the_day or now <= sitting.ends_at + _AFTER_MIDNIGHT):
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
        return local_datetime(day, clock).astimezone(UTC)  # compared in one zone, shifts are lost
    except ValueError as error:
        where = "day" if isinstance(error, YearError) else field
        raise RuleBroken(str(error), field=where) from error


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


def suggest_reference(short: str, year: int, taken: Iterable[str], sittings: int = 0) -> str:
    """The next reference of a committee in a year, "IR/0004/2026".

    ``sittings``: how many it has in the year already; not all of them need to have a reference.
    """
    pattern = re.compile(rf"{re.escape(short)}/([0-9]{{1,6}})/{year}")
    numbers = [int(found[1]) for one in taken if (found := pattern.fullmatch(one))]
    return f"{short}/{max(sittings, *numbers, 0) + 1:04}/{year}"


def may_sit_together(one: Committee, other: Committee) -> bool:
    """Groups are internal: a joint sitting would tell of them to everyone."""
    public = CommitteeKind.COMMITTEE
    return (one.kind is public) == (other.kind is public)


def require_partners(
    actor: Viewer, committee: Committee, partners: Iterable[Committee], former: Iterable[Committee]
) -> None:
    """The further committees of a joint sitting; who has no say in one cannot invite it."""
    kept = {one.id for one in former}
    for one in partners:
        if one.id == committee.id:
            raise RuleBroken(
                f"{one.short} lädt zu dieser Sitzung ein. Bitte wählen Sie nur weitere Gremien.",
                field="partners",
            )
        if one.id not in kept and not actor.manages(one.id):
            raise RuleBroken(
                f"Die Geschäftsführung von {one.short} liegt nicht bei Ihnen. "
                "Bitte stimmen Sie die gemeinsame Sitzung dort ab.",
                field="partners",
            )
        require_sit_together(committee, one)


def require_sit_together(committee: Committee, other: Committee) -> None:
    if not may_sit_together(committee, other):
        raise RuleBroken(
            "Arbeitsgruppen tagen intern. Gemeinsam tagen können nur Gremien mit Gremien "
            "oder Arbeitsgruppen mit Arbeitsgruppen.",
            field="partners",
        )


def usual_publicity(committees: Iterable[Committee]) -> bool:
    """Of a sitting of these committees: public where all of them usually are."""
    return all(one.is_public for one in committees)


def require_meant_publicity(committees: Iterable[Committee], *, is_meant: bool) -> None:
    """A sitting more public than is usual is asked about; the refusal says who may read it then."""
    closed = [one for one in committees if not one.is_public]
    if not closed or is_meant:
        return
    is_known = any(one.kind is CommitteeKind.COMMITTEE for one in closed)
    readers = "alle im Internet und im öffentlichen Kalender"
    if not is_known:
        readers = "auch die Mitglieder des übergeordneten Gremiums"
    verb = "tagt" if len(closed) == 1 else "tagen"
    raise RuleBroken(
        f"{join_german(one.short for one in closed)} {verb} sonst nichtöffentlich. Ist diese "
        f"Sitzung öffentlich, dann lesen ab sofort {readers}, welche Sitzung es ist und wo sie "
        "stattfindet, nach der Einladung auch die öffentlichen Punkte der Tagesordnung. "
        "Wenn Sie das so wollen, kreuzen Sie es bitte an.",
        field="publicity_meant",
    )


def announce_move(sitting: Sitting) -> str:
    """The words of a mail about the last move, the old date beside the new one; "" without."""
    if not sitting.moves:
        return ""
    last = sitting.moves[-1]
    title = sitting.title if sitting.number is not None else "Sitzung"
    lines = [
        "Sehr geehrte Mitglieder, sehr geehrte Damen und Herren,",
        "",
        f"die {title} {sitting.committee_genitive} ist verlegt.",
        "",
        f"Bisher: {format_period(last.old_starts_at, last.old_ends_at)}"
        + (f", {last.old_place}" if last.old_place else ""),
        f"Neu: {format_period(sitting.starts_at, sitting.ends_at)}"
        + (f", {sitting.place}" if sitting.place else ""),
        "",
        *([f"Grund: {last.reason}", ""] if last.reason else []),
        "Bitte merken Sie sich den neuen Termin vor. In abonnierten Kalendern steht er bald.",
    ]
    return "\n".join(lines)


def describe(sitting: Sitting) -> str:
    """For the audit and for messages: committee and period."""
    return f"{sitting.short}, {format_period(sitting.starts_at, sitting.ends_at)}"


def require_free_moment(there: Sitting | None) -> None:
    """A committee sits once at a time; a form sent twice makes one sitting."""
    if there is not None:
        raise RuleBroken(
            f"Zu dieser Zeit gibt es schon eine Sitzung: {describe(there)}.", field="start"
        )
