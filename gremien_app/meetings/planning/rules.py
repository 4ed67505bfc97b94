"""What may happen to a year plan and when; every refusal is a German sentence."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gremien_app.base.kernel.dates import (
    berlin_date,
    format_date,
    format_date_long,
    format_time_span,
)
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.planning.models import PlannedDate, PlanState, SittingPlan
from gremien_app.meetings.planning.patterns import ORDINALS, Pattern, PatternKind, Proposal, Slot
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.rules import period
from gremien_app.people.committees.models import Committee

FIRST_YEAR, LAST_YEAR = 1990, 2100
MOST_DATES = 60
MOST_WEEKS = 26


def require_new_wish(wish: Mapping[str, Any], drafts: Iterable[SittingPlan]) -> None:
    """A form sent twice makes one draft; the same wish again begins with the one there is."""
    for draft in drafts:
        if all(draft.pattern.get(name) == value for name, value in wish.items()):
            day = format_date(berlin_date(draft.created_at))
            raise RuleBroken(
                f"Diesen Vorschlag gibt es schon, angelegt am {day}. Er steht auf der Übersicht "
                "unter „Was ist zu tun“. Löschen Sie ihn, wenn Sie neu beginnen wollen."
            )


def require_pattern(pattern: Pattern) -> None:
    """Refuse a wish that has no dates or hours that a day does not have."""
    require_year(pattern.year)
    if (pattern.start is None) != (pattern.end is None):
        missing, word = ("end", "das Ende") if pattern.end is None else ("start", "den Beginn")
        raise RuleBroken(f"Bitte geben Sie auch {word} an.", field=missing)
    if pattern.kind is PatternKind.WEEKDAY and pattern.ordinal not in ORDINALS:
        raise RuleBroken(f"Bitte wählen Sie {join_german(ORDINALS.values(), 'oder')}.", "ordinal")
    if pattern.kind is PatternKind.WEEKS:
        _require_weeks(pattern)
    if len(set(pattern.skipped_months)) == 12:
        raise RuleBroken("Bitte lassen Sie mindestens einen Monat übrig.", field="skipped_months")


def _require_weeks(pattern: Pattern) -> None:
    if pattern.first is None:
        raise RuleBroken("Bitte geben Sie das erste Datum an.", field="first")
    if pattern.first.year != pattern.year:
        raise RuleBroken(f"Das erste Datum muss im Jahr {pattern.year} liegen.", field="first")
    if not 1 <= pattern.weeks <= MOST_WEEKS:
        raise RuleBroken(f"Bitte geben Sie 1 bis {MOST_WEEKS} Wochen an.", field="weeks")


def require_dates(pattern: Pattern, proposal: Proposal) -> None:
    """A wish that yields nothing says why, instead of an empty plan."""
    if proposal.slots:
        return
    if pattern.kind is PatternKind.COPY and not proposal.notes:
        raise RuleBroken(
            f"Im Jahr {pattern.year - 1} gibt es keine Sitzungen, deren Rhythmus sich übernehmen "
            "ließe. Bitte wählen Sie ein anderes Muster.",
            field="kind",
        )
    raise RuleBroken(
        " ".join(["Mit diesen Angaben bleibt kein Termin übrig.", *proposal.notes]), field="kind"
    )


def without_taken(
    proposal: Proposal, taken: Sequence[tuple[datetime, datetime]], short: str
) -> Proposal:
    """Without the dates at which the committee sits already, which is said."""

    def is_free(slot: Slot) -> bool:
        starts_at, ends_at = period(slot.day, slot.start, slot.end)
        return all(end <= starts_at or start >= ends_at for start, end in taken)

    kept = tuple(slot for slot in proposal.slots if is_free(slot))
    if len(kept) == len(proposal.slots):
        return proposal
    days = join_german(format_date(slot.day) for slot in proposal.slots if slot not in kept)
    note = f"{short} hat um diese Zeit schon eine Sitzung und hier keinen zweiten Termin: {days}."
    return Proposal(kept, (*proposal.notes, note))


def require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleBroken(
            f"Das Jahr muss zwischen {FIRST_YEAR} und {LAST_YEAR} liegen.", field="year"
        )


def require_open_plan(plan: SittingPlan) -> None:
    """A committed plan is a record: its sittings are changed one by one, or the whole undone."""
    if plan.state is PlanState.COMMITTED:
        raise RuleBroken(
            "Dieser Sitzungsplan ist schon übernommen. Verlegen Sie die einzelne Sitzung, oder "
            "nehmen Sie die Übernahme zuerst zurück."
        )


def require_deletable(plan: SittingPlan) -> None:
    if plan.state is not PlanState.DRAFT:
        raise RuleBroken(
            "Dieser Sitzungsplan war schon übernommen. Er bleibt als Nachweis erhalten."
        )


def require_room_for_one(plan: SittingPlan) -> None:
    if len(plan.dates) >= MOST_DATES:
        raise RuleBroken(f"Ein Sitzungsplan hat höchstens {MOST_DATES} Termine.")


def require_in_year(plan: SittingPlan, day: date) -> None:
    if day.year != plan.year:
        raise RuleBroken(
            f"Der Termin muss im Jahr {plan.year} liegen. Für ein anderes Jahr legen Sie bitte "
            "einen eigenen Vorschlag an.",
            field="day",
        )


def require_other_day(plan: SittingPlan, day: date, own: PlannedDate | None = None) -> None:
    """The same date twice is a slip; it would only be refused when the plan is taken over."""
    if any(one.day == day for one in plan.kept_dates if one is not own):
        raise RuleBroken(
            f"Der {format_date(day)} steht schon in diesem Vorschlag. Bitte ändern Sie dort die "
            "Uhrzeit, oder wählen Sie einen anderen Tag.",
            field="day",
        )


def exists_on(committee: Committee, day: date) -> bool:
    """Whether there is the committee on a day, from its founding to its closing."""
    founded, closed = committee.founded_on, committee.closed_on
    return (founded is None or founded <= day) and (closed is None or day <= closed)


def require_committee_exists(committee: Committee, day: date) -> None:
    if not exists_on(committee, day):
        raise RuleBroken(f"{existence(committee)} Bitte wählen Sie einen Tag davon.", field="day")


def existence(committee: Committee) -> str:
    """From when till when there is the committee, in a sentence."""
    since = f" seit dem {format_date(committee.founded_on)}" if committee.founded_on else ""
    until = f" bis zum {format_date(committee.closed_on)}" if committee.closed_on else ""
    return f"{committee.short} besteht{since}{until}."


def unnumbered_note(days: Sequence[date]) -> str:
    """Said of the days that lie in no known term; "" when there are none."""
    if not days:
        return ""
    told = join_german(format_date(day) for day in days)
    return (
        f"Keine Wahlperiode bekannt für: {told}. Die Sitzungen dieser Tage bekommen auch mit der "
        "Einladung keine Nummer, solange die Verwaltung der Anwendung keine Wahlperiode für sie "
        "anlegt."
    )


def require_committable(plan: SittingPlan) -> None:
    require_open_plan(plan)
    if not plan.kept_dates:
        raise RuleBroken("Der Vorschlag hat keine Termine. Bitte fügen Sie zuerst einen hinzu.")


def require_undoable(plan: SittingPlan, used: Collection[int]) -> None:
    """Undo the whole commit or nothing; ``used`` are ids of sittings that have content."""
    if plan.state is not PlanState.COMMITTED:
        raise RuleBroken("Dieser Sitzungsplan ist nicht übernommen. Es gibt nichts zurückzunehmen.")
    changed = [format_date(planned.day) for planned in touched(plan, used)]
    if changed:
        raise RuleBroken(
            f"Am {join_german(changed)} hat sich seit der Übernahme etwas geändert: eingeladen, "
            "verlegt, in den Angaben geändert oder mit einer Tagesordnung versehen. Der Plan lässt "
            "sich darum nicht mehr im Ganzen zurücknehmen. Bitte sagen Sie die anderen Sitzungen "
            "einzeln ab."
        )


def touched(plan: SittingPlan, used: Collection[int]) -> list[PlannedDate]:
    """The dates whose sittings are no longer what the commit made of them.

    What was called off meanwhile, or is not there any more, hinders nothing: it stays so.
    """
    return [
        planned
        for planned in plan.kept_dates
        if planned.sitting is not None
        and planned.sitting.state is not SittingState.CANCELLED
        and (planned.sitting.id in used or not _is_as_made(planned, planned.sitting))
    ]


def called_off(plan: SittingPlan) -> list[PlannedDate]:
    """The dates whose sittings were cancelled one by one since the commit."""
    return [
        planned
        for planned in plan.kept_dates
        if planned.sitting is not None and planned.sitting.state is SittingState.CANCELLED
    ]


def _is_as_made(planned: PlannedDate, sitting: Sitting) -> bool:
    """By what the sitting is, not by when it was touched: what was put back changed nothing."""
    return (
        sitting.state is SittingState.PLANNED
        and not sitting.moves
        and not sitting.partners
        and not sitting.note
        and not sitting.online_url
        and (sitting.starts_at, sitting.ends_at, sitting.room_id)
        == (planned.starts_at, planned.ends_at, planned.room_id)
    )


def describe(plan: SittingPlan) -> str:
    """For the audit and for messages."""
    return f"Sitzungsplan {plan.year}, {plan.committee.short}"


def describe_date(planned: PlannedDate) -> str:
    return (
        f"{format_date_long(planned.day)}, {format_time_span(planned.starts_at, planned.ends_at)}"
    )
