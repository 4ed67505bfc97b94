"""The deadlines of sittings that no state of theirs shows."""

from collections.abc import Iterator
from datetime import date, timedelta

from gremien_app.base.house.due import Asked, DueDay, Task
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.deadlines.queries import deadlines_for
from gremien_app.meetings.deadlines.rules import deadlines_of
from gremien_app.meetings.sittings.due_queries import managed, task_of
from gremien_app.meetings.sittings.models import Sitting

# A deadline is told so long before its day.
SOON = timedelta(days=28)


def due(asked: Asked) -> Iterator[Task]:
    for sitting in managed(asked):
        yield from tasks_of(sitting, asked.day)


def due_days(viewer: Viewer, from_day: date, until: date) -> Iterator[DueDay]:
    """The deadlines of a period that this viewer has to keep and that are not done, by day."""
    for deadline, sitting in deadlines_for(viewer, from_day, until):
        if not deadline.is_done:
            yield DueDay(
                key=deadline.kind.value,
                label=deadline.label,
                due=deadline.due,
                of=sitting,
                path=f"/sitzungen/{sitting.id}",
            )


def tasks_of(sitting: Sitting, day: date) -> Iterator[Task]:
    """The deadlines that no state of the sitting shows as a task of its own."""
    if sitting.date < day:
        return
    for deadline in deadlines_of(sitting):
        if deadline.is_done or deadline.due > day + SOON:
            continue
        if deadline.kind is DeadlineKind.MOTIONS and deadline.due >= day:
            # The day passes by itself: afterwards there is nothing to do about it.
            yield task_of(sitting, deadline.label, "agenda.show", deadline.due)
