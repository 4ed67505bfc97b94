"""Which invitations are to be sent, and whom none reached."""

from collections.abc import Iterator
from datetime import date

from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.numbers import format_count
from gremien_app.meetings.invitations.dispatch_models import Dispatch, Way
from gremien_app.meetings.invitations.dispatch_queries import unreached
from gremien_app.meetings.invitations.dispatch_rules import last_day_by
from gremien_app.meetings.invitations.release_queries import to_release
from gremien_app.meetings.invitations.rules import notice
from gremien_app.meetings.sittings.due_queries import about, managed, task_of
from gremien_app.meetings.sittings.models import Sitting, SittingState


def due(asked: Asked) -> Iterator[Task]:
    sittings = managed(asked)
    for sitting in sittings:
        yield from tasks_of(sitting, asked.day)
    for id_, booked in to_release(sittings, midnight(asked.day)).items():
        for one in booked:
            text = f"Raum abbestellen: {one.sentence}"
            sitting = next(two for two in sittings if two.id == id_)
            yield task_of(sitting, text, "invitations.show", asked.day)
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
        # Letters have to go first; who gets a mail still may be told in time after that day.
        text, last = "Einladung versenden", last_day_by(sitting, Way.LETTER)
        yield task_of(sitting, text, "invitations.show", last, is_overdue=told.is_late)
