"""Due things: every room says its own, "Was ist zu tun" and the calendars show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeVar

from gremien_app.base.kernel.dates import WEEKDAYS, format_date, relative_days
from gremien_app.base.kernel.labels import Labelled
from gremien_app.base.kernel.viewer import Viewer

Read = TypeVar("Read")


class Urgency(Labelled):
    """How near a task is, the most urgent first."""

    OVERDUE = "overdue", "Überfällig"
    TODAY = "today", "Heute"
    WEEK = "week", "Diese Woche"
    WAITING = "waiting", "Wartet auf Sie"
    LATER = "later", "Demnächst"


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
    slug: str = ""  # where the page is known by that and not by a number

    @property
    def address(self) -> dict[str, int | str]:
        """What the address of the page says of it."""
        return {"slug": self.slug} if self.slug else {"id": self.target_id}

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


def grouped(tasks: Iterable[Task], today: date) -> list[tuple[str, list[Task]]]:
    """By what they are about; the group with the most urgent task first, inside by urgency."""
    order = list(Urgency)
    groups: dict[str, list[Task]] = {}
    for task in sorted(by_urgency(tasks), key=lambda one: order.index(one.urgency(today))):
        groups.setdefault(task.about, []).append(task)
    return list(groups.items())


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


@dataclass(frozen=True)
class Asked:
    """Who asks what is to be done, and seen from which day."""

    viewer: Viewer
    day: date
    _known: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, read: Callable[[Viewer, date], Read]) -> Read:
        """What several rooms look at is read by the first of them."""
        if read not in self._known:
            self._known[read] = read(self.viewer, self.day)
        found: Read = self._known[read]
        return found


class Dated(Protocol):
    """What a deadline is about, as far as a calendar tells it."""

    @property
    def uid(self) -> str: ...
    @property
    def sequence(self) -> int: ...
    @property
    def changed_at(self) -> datetime: ...
    @property
    def date(self) -> date: ...
    @property
    def title(self) -> str: ...
    @property
    def short(self) -> str: ...
    @property
    def committee_name(self) -> str: ...


@dataclass(frozen=True)
class DueDay:
    """A day by which something is to be done; ``path`` leads to the page of what it is about.

    The calendar of one's deadlines shows it, and knows it again by ``key`` and that thing's UID.
    """

    key: str
    label: str
    due: date
    of: Dated
    path: str
