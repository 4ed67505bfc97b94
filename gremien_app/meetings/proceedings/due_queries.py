"""Which sittings are running: their minute-takers have to record them."""

from collections.abc import Iterator

from gremien_app.base.house.due import Asked, Task
from gremien_app.meetings.sittings.due_queries import task_of, to_look_after
from gremien_app.meetings.sittings.models import SittingState


def due(asked: Asked) -> Iterator[Task]:
    for sitting in asked.once(to_look_after):
        if sitting.state is SittingState.RUNNING:
            text = "Anwesenheit und Abstimmungen erfassen"
            late = sitting.date < asked.day
            yield task_of(sitting, text, "proceedings.attendance", sitting.date, is_overdue=late)
