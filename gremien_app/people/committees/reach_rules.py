"""What a change of master data reaches: what it is about, on which days, made by whom."""

from dataclasses import dataclass
from enum import StrEnum

from gremien_app.base.kernel.period import Period


class Matter(StrEnum):
    """What is changed; the value stands in the record of each sitting."""

    ROSTER = "Mitgliederverzeichnis"
    NAME = "Name des Gremiums"
    SEATS = "Zahl der Sitze"
    TERM = "Wahlperiode"


@dataclass(frozen=True)
class Reach:
    """Days on which something differs from before. ``committee_id`` None: for every committee.

    ``person_id``: only this person's place. ``term_id`` and ``seats_before``: of which term the
    number of seats was another one; ``was_within``: the days belonged to the term before.
    """

    matter: Matter
    days: Period
    committee_id: int | None
    person_id: int | None = None
    term_id: int | None = None
    seats_before: int | None = None
    was_within: bool = True


@dataclass(frozen=True)
class Author:
    user_id: int | None = None
    name: str = "System"
