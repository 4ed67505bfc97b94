"""When an invitation may go out, and whether it keeps the notice period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gremien_app.base.kernel.dates import format_date_long, format_time_span
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import format_notice, last_dispatch_date
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.sittings.models import Sitting, SittingFormat, SittingState
from gremien_app.meetings.sittings.rules import require_transition

_LATE = (
    "Die Ladungsfrist ist nicht eingehalten. Bitte begründen Sie, warum trotzdem eingeladen wird."
)


@dataclass(frozen=True)
class Notice:
    """The notice period of a sitting, seen from a day. ``period`` is "7 Kalendertage" or ""."""

    last_dispatch_on: date | None
    period: str
    is_late: bool
    days_left: int | None


def notice(sitting: Sitting, today: date) -> Notice:
    """From the committee's rules of procedure; nothing is late where none is known."""
    committee = sitting.committee
    if committee.notice_days is None:
        return Notice(last_dispatch_on=None, period="", is_late=False, days_left=None)
    last = last_dispatch_date(sitting.date, committee.notice_days, committee.notice_unit)
    return Notice(
        last_dispatch_on=last,
        period=format_notice(committee.notice_days, committee.notice_unit),
        is_late=today > last,
        days_left=(last - today).days,
    )


def require_future(sitting: Sitting, now: datetime) -> None:
    if sitting.starts_at <= now:
        raise RuleBroken("Der Termin liegt in der Vergangenheit. Bitte verlegen Sie die Sitzung.")


def obstacles(sitting: Sitting, agenda: Sequence[NumberedItem], now: datetime) -> list[str]:
    """What is still missing before the invitation may go out, as sentences."""
    found = []
    if not agenda:
        found.append("Die Tagesordnung ist noch leer.")
    if sitting.starts_at <= now:
        found.append("Der Termin liegt in der Vergangenheit. Bitte verlegen Sie die Sitzung.")
    if sitting.format is not SittingFormat.ONLINE and sitting.room_id is None:
        found.append("Der Sitzungsort fehlt noch.")
    if sitting.format is not SittingFormat.IN_PERSON and not sitting.online_url:
        found.append("Die Adresse zur Einwahl fehlt noch.")
    return found


def has_begun(sitting: Sitting, now: datetime) -> bool:
    """Nobody can be invited any more; that somebody was can still be entered."""
    return sitting.starts_at <= now


def require_enterable(
    sitting: Sitting, day: date | None, note: str, now: datetime, today: date, late_reason: str
) -> Notice:
    """Refuse a dispatch entered afterwards that cannot have been so.

    An empty agenda or an open place hinder nothing here: the letter is out, or never was.
    """
    require_transition(sitting, SittingState.INVITED)
    if day is None:
        _require_note(sitting, note, now)
        return notice(sitting, sitting.date)
    if day > today or day > sitting.date:
        raise RuleBroken(
            "Dieser Tag kommt erst nach der Sitzung."
            if day > sitting.date
            else "Dieser Tag kommt erst noch. Bitte nennen Sie den Tag, an dem versandt wurde.",
            field="dispatched_on",
        )
    found = notice(sitting, day)
    if found.is_late and not late_reason:
        raise RuleBroken(_LATE, field="late_reason")
    return found


def _require_note(sitting: Sitting, note: str, now: datetime) -> None:
    if not has_begun(sitting, now):
        raise RuleBroken(
            "Ohne den Tag des Versands geht es erst, wenn die Sitzung begonnen hat.",
            field="dispatched_on",
        )
    if not note:
        raise RuleBroken(
            "Bitte nennen Sie den Tag des Versands. Kennen Sie ihn nicht, oder wurde nicht "
            "schriftlich eingeladen, dann schreiben Sie das in den Vermerk.",
            field="dispatched_on",
        )


def can_invite(sitting: Sitting) -> bool:
    return sitting.record_closed_at is None and sitting.state in {
        SittingState.PLANNED,
        SittingState.MOVED,
    }


def require_invitable(
    sitting: Sitting, agenda: Sequence[NumberedItem], now: datetime, today: date, late_reason: str
) -> Notice:
    """Refuse what is incomplete; a missed notice period only asks for its reason."""
    require_transition(sitting, SittingState.INVITED)
    missing = obstacles(sitting, agenda, now)
    if missing:
        raise RuleBroken(" ".join(missing))
    found = notice(sitting, today)
    if found.is_late and not late_reason:
        raise RuleBroken(_LATE, field="late_reason")
    return found


def default_text(sitting: Sitting, number: int | None = None) -> str:
    """The letter's words above the agenda, to be changed by the secretariat.

    ``number``: the one that the dispatch will give it.
    """
    start = format_time_span(sitting.starts_at, None)
    title = sitting.title_with(sitting.number or number)
    named = title if sitting.number or number else "Sitzung"
    return (
        "Sehr geehrte Mitglieder, sehr geehrte Damen und Herren,\n\n"
        f"hiermit lade ich Sie zur {named} {sitting.committee_genitive} am "
        f"{format_date_long(sitting.date)}, {start}, ein.\n\n"
        "Falls Sie verhindert sind, geben Sie bitte der Geschäftsführung Bescheid und "
        "verständigen Sie Ihre Stellvertretung. Falls Sie Unterstützung brauchen, zum Beispiel "
        "Gebärdensprachdolmetschen, sagen Sie bitte möglichst früh Bescheid."
    )
