"""Committees that are not formed for the term that has begun."""

from collections.abc import Iterator

from gremien_app.base.house.due import Asked, Task
from gremien_app.people.renewal.queries import unformed_of


def due(asked: Asked) -> Iterator[Task]:
    for committee, term in unformed_of(asked.viewer, asked.day):
        yield Task(
            f"Gremium für die Wahlperiode {term.name} neu bilden",
            "renewal.show",
            committee.id,
            committee.name_on(asked.day).name,
            term.starts_on,
            is_overdue=term.starts_on < asked.day,
            slug=committee.slug,
        )
