"""Which invitations are to be sent."""

from collections.abc import Iterator
from datetime import date

from gremien_app.base.house.due import Asked, Task
from gremien_app.meetings.invitations.rules import notice
from gremien_app.meetings.sittings.due_queries import managed, task_of
from gremien_app.meetings.sittings.models import Sitting, SittingState


def due(asked: Asked) -> Iterator[Task]:
    for sitting in managed(asked):
        yield from tasks_of(sitting, asked.day)


def tasks_of(sitting: Sitting, day: date) -> Iterator[Task]:
    """Of a sitting that still can take place."""
    if sitting.state in {SittingState.PLANNED, SittingState.MOVED} and sitting.date >= day:
        told = notice(sitting, day)
        text, last = "Einladung versenden", told.last_dispatch_on
        yield task_of(sitting, text, "invitations.show", last, is_overdue=told.is_late)
