"""Plans of a year that nobody took over yet."""

from collections.abc import Iterator
from datetime import date

from gremien_app.base.house.due import Asked, Task
from gremien_app.meetings.planning.queries import draft_plans


def due(asked: Asked) -> Iterator[Task]:
    for plan in draft_plans(asked.viewer, asked.day.year):
        yield Task(
            "Sitzungsplan prüfen und übernehmen",
            "planning.show",
            plan.id,
            f"{plan.committee.name_on(date(plan.year, 1, 1)).name}, Jahr {plan.year}",
            None,
        )
