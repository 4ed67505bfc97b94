"""How long each kind of data is kept: from the settings and rules, for people and operators."""

from dataclasses import dataclass

from gremien_app.base.house.gathered import House
from gremien_app.base.house.keeping import Lengths


@dataclass(frozen=True)
class Kind:
    """One kind of data; ``tables`` are where it lies, and every table belongs to one kind.

    ``settings`` say how long; only operators are told their names.
    """

    name: str
    whose: str
    kept: str
    end: str
    tables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def kinds(house: House, lengths: Lengths) -> list[Kind]:
    """All kinds that the rooms say, for the lengths that are set."""
    return [
        Kind(
            keeping.name,
            keeping.whose,
            keeping.in_words(lengths),
            keeping.end,
            tuple(one.name for one in house.tables.values() if one.keeping is keeping),
            keeping.settings,
        )
        for keeping in house.keepings
    ]
