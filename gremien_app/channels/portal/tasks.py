""" "Was ist zu tun": from the state of sittings, minutes and plans to tasks with their days."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gremien_app.base.kernel.dates import WEEKDAYS, format_date, relative_days
from gremien_app.meetings.invitations.rules import notice
from gremien_app.meetings.planning.deadlines import deadlines_of
from gremien_app.meetings.planning.models import DeadlineKind, SittingPlan
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.minutes.rules import is_overdue

# A deadline is told so long before its day.
SOON = timedelta(days=28)


class Urgency(StrEnum):
    """The groups of the list, in its order."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    WAITING = "waiting"
    LATER = "later"

    @property
    def label(self) -> str:
        return _URGENCIES[self]


_URGENCIES = {
    Urgency.OVERDUE: "Überfällig",
    Urgency.TODAY: "Heute",
    Urgency.WEEK: "Diese Woche",
    Urgency.WAITING: "Wartet auf Sie",
    Urgency.LATER: "Demnächst",
}


@dataclass(frozen=True)
class Task:
    """One line: what, about what, by when, and the page where it is done.

    ``due`` is None where no day is set; ``is_waiting``: somebody else waits for this person.
    """

    text: str
    endpoint: str
    target_id: int
    about: str
    due: date | None
    is_overdue: bool = False
    is_waiting: bool = False
    anchor: str | None = None

    def urgency(self, today: date) -> Urgency:
        if self.is_overdue:
            return Urgency.OVERDUE
        if self.is_waiting:
            return Urgency.WAITING
        if self.due is None:
            return Urgency.LATER
        if self.due <= today:
            return Urgency.TODAY
        sunday = today + timedelta(days=6 - today.weekday())
        return Urgency.WEEK if self.due <= sunday else Urgency.LATER

    def when(self, today: date) -> str:
        """How far away the day is: "seit 3 Tagen", "heute", "in 2 Tagen"."""
        return "" if self.due is None else relative_days(self.due, today)

    @property
    def day(self) -> str:
        """Weekday and date, short: "Montag, 23.11.2026"."""
        return (
            "" if self.due is None else f"{WEEKDAYS[self.due.weekday()]}, {format_date(self.due)}"
        )


def grouped(tasks: Iterable[Task], today: date) -> list[tuple[Urgency, list[Task]]]:
    """The groups that have tasks, most urgent first; inside a group by day."""
    ordered = by_urgency(tasks)
    groups = [(one, [t for t in ordered if t.urgency(today) is one]) for one in Urgency]
    return [(urgency, found) for urgency, found in groups if found]


def by_urgency(tasks: Iterable[Task]) -> list[Task]:
    """Overdue first, then by day; what has no day comes last."""
    return sorted(
        tasks,
        key=lambda task: (
            not task.is_overdue,
            task.due is None,
            task.due or date.max,
            task.about,
            task.text,
        ),
    )


def about(sitting: Sitting) -> str:
    return f"{sitting.committee.short}, {sitting.title} am {format_date(sitting.date)}"


def _of(
    sitting: Sitting, text: str, endpoint: str, due: date | None, *, is_overdue: bool = False
) -> Task:
    return Task(text, endpoint, sitting.id, about(sitting), due, is_overdue=is_overdue)


def secretariat_tasks(
    sitting: Sitting, ticked: Collection[DeadlineKind], day: date
) -> Iterator[Task]:
    """What only the secretariat can do for a sitting, seen from a day."""
    state = sitting.state
    if state in {SittingState.PLANNED, SittingState.MOVED}:
        if sitting.date < day:
            text = "Termin verstrichen: verlegen oder absagen"
            yield _of(sitting, text, "portal.sitting", sitting.date, is_overdue=True)
            return
        due = notice(sitting, day)
        yield _of(
            sitting,
            "Einladung versenden",
            "invitations.show",
            due.last_dispatch_on,
            is_overdue=due.is_late,
        )
    elif state is SittingState.INVITED and sitting.date <= day:
        late = sitting.date < day
        yield _of(sitting, "Sitzung eröffnen", "portal.sitting", sitting.date, is_overdue=late)
    if sitting.date >= day:
        yield from _deadline_tasks(sitting, ticked, day)


def record_tasks(sitting: Sitting, minutes: Minutes | None, day: date) -> Iterator[Task]:
    """What the minute-takers have to record of a sitting, the secretariat among them."""
    if sitting.state is SittingState.RUNNING:
        text = "Anwesenheit und Abstimmungen erfassen"
        late = sitting.date < day
        yield _of(sitting, text, "proceedings.attendance", sitting.date, is_overdue=late)
    elif sitting.state is SittingState.CLOSED:
        yield from _minutes_tasks(sitting, minutes, day)


def _deadline_tasks(
    sitting: Sitting, ticked: Collection[DeadlineKind], day: date
) -> Iterator[Task]:
    """The deadlines that no state of the sitting shows as a task of its own."""
    for deadline in deadlines_of(sitting, ticked):
        if deadline.is_done or deadline.due > day + SOON:
            continue
        if deadline.kind is DeadlineKind.ACCESS:
            yield Task(
                deadline.label,
                "portal.sitting",
                sitting.id,
                about(sitting),
                deadline.due,
                is_overdue=deadline.due < day,
                anchor="fristen",
            )
        elif deadline.kind is DeadlineKind.MOTIONS and deadline.due >= day:
            # The day passes by itself: afterwards there is nothing to do about it.
            yield _of(sitting, deadline.label, "agenda.show", deadline.due)


def _minutes_tasks(sitting: Sitting, minutes: Minutes | None, day: date) -> Iterator[Task]:
    if sitting.record_closed_at is not None:
        return
    if minutes is None:
        due = sitting.date + timedelta(days=sitting.committee.minutes_due_days)
        text = "Niederschrift beginnen"
        yield _of(sitting, text, "minutes.show", due, is_overdue=due < day)
        return
    words = {
        MinutesState.DRAFT: "Niederschrift fertigstellen und vorlegen",
        MinutesState.RETURNED: "Anmerkungen des Vorsitzes bearbeiten",
        MinutesState.REFUSED: "Von allen verweigerte Niederschrift klären und neu vorlegen",
    }
    if minutes.state in words:
        late = is_overdue(minutes.state, minutes.due_on, day)
        yield _of(sitting, words[minutes.state], "minutes.edit", minutes.due_on, is_overdue=late)


def signing_task(sitting: Sitting, text: str) -> Task:
    """Submitted minutes wait for this person."""
    return Task(text, "minutes.show", sitting.id, about(sitting), None, is_waiting=True)


def plan_tasks(plans: Sequence[SittingPlan]) -> Iterator[Task]:
    """Drafts of year plans that nobody has taken over yet."""
    for plan in plans:
        yield Task(
            "Sitzungsplan prüfen und übernehmen",
            "planning.show",
            plan.id,
            f"{plan.committee.short}, Jahr {plan.year}",
            None,
        )
