"""What people wrote and nobody has answered yet, for the start page."""

from collections.abc import Iterator

from gremien_app.base.house.due import Asked, Task
from gremien_app.channels.concerns.queries import concerns_visible_to


def due(asked: Asked) -> Iterator[Task]:
    if not (asked.viewer.is_staff or asked.viewer.is_admin):
        return
    for one in concerns_visible_to(asked.viewer, is_open=True):
        yield Task(
            f"{one.kind.label}: beantworten",
            "concerns.show",
            one.id,
            f"Anliegen {one.id}",
            one.due_on,
            is_overdue=one.due_on < asked.day,
        )
