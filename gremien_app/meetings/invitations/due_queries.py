"""Which invitations are to be sent, and whom none reached."""

from collections.abc import Iterator
from datetime import date

from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.numbers import format_count
from gremien_app.meetings.invitations.dispatch_models import Dispatch, Way
from gremien_app.meetings.invitations.dispatch_queries import unreached
from gremien_app.meetings.invitations.dispatch_rules import last_day_by
from gremien_app.meetings.invitations.rules import notice
from gremien_app.meetings.sittings.due_queries import about, managed, task_of
from gremien_app.meetings.sittings.models import Sitting, SittingState


def due(asked: Asked) -> Iterator[Task]:
    sittings = managed(asked)
    for sitting in sittings:
        yield from tasks_of(sitting, asked.day)
    by_id = {one.id: one for one in sittings if one.date >= asked.day}
    for dispatch, count in unreached(by_id):
        yield _again(by_id[dispatch.sitting_id], dispatch, count, asked.day)


def _again(sitting: Sitting, dispatch: Dispatch, count: int, day: date) -> Task:
    """While the notice period runs it is kept only by reaching them today."""
    last = last_day_by(sitting, Way.HAND)
    due_on = day if last is not None and day <= last else sitting.date
    people = format_count(count, "Person", "Personen")
    urgent = "heute noch anders zustellen" if due_on == day else "anders zustellen"
    text = f"{dispatch.kind.label}: {people} nicht erreicht, {urgent}"
    return Task(text, "proof.show", dispatch.id, about(sitting), due_on)


def tasks_of(sitting: Sitting, day: date) -> Iterator[Task]:
    """Of a sitting that still can take place."""
    if sitting.state in {SittingState.PLANNED, SittingState.MOVED} and sitting.date >= day:
        told = notice(sitting, day)
        text, last = "Einladung versenden", told.last_dispatch_on
        yield task_of(sitting, text, "invitations.show", last, is_overdue=told.is_late)
