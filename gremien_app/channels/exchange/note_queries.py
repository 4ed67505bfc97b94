"""What the forms only warn of: told after the import, and no reason to refuse it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from gremien_app.base.kernel.text import fold
from gremien_app.channels.exchange import queries
from gremien_app.meetings.sittings.date_queries import warnings_about_many
from gremien_app.meetings.sittings.date_rules import candidate_of
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.persons.models import Person


class Placed(Protocol):
    """A sitting that was written, with its path in the file."""

    where: str
    sitting: Sitting


def namesake_notes(made: Mapping[Person, str]) -> list[str]:
    """Two people of one name stay two; whether they are one, somebody has to look."""
    if not made:
        return []
    known: dict[str, Person] = {}
    notes = []
    for one in queries.persons_by_age():
        other = known.setdefault(fold(one.name), one)
        if other is not one and one in made:
            notes.append(
                f"{made[one]}: Eine Person dieses Namens gibt es schon (Kennung „{other.ref}“). "
                "Beide bleiben; ist es dieselbe, verwenden Sie bitte deren Kennung."
            )
    return notes


def date_notes(made: Sequence[Placed], now: datetime) -> list[str]:
    """What speaks against dates that are still to come and were not kept on purpose."""
    ahead = [
        one
        for one in made
        if one.sitting.starts_at > now
        and one.sitting.state is not SittingState.CANCELLED
        and not one.sitting.kept_reason
    ]
    found = warnings_about_many([candidate_of(one.sitting) for one in ahead])
    return [
        f"{one.where}.date: {warning.text}"
        for one, warnings in zip(ahead, found, strict=True)
        for warning in warnings
    ]
