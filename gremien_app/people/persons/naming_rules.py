"""Rules of a person's name: whether a former one is left, and since when the new one is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.persons.models import Person

NAME = ("salutation", "title", "first_name", "last_name")
ASKED = ("salutation", "first_name", "last_name")  # a title is no name


@dataclass(frozen=True)
class Former:
    """What becomes of the former name: hidden, or seen for days before ``since``."""

    is_visible: bool = False
    since: date | None = None


@dataclass(frozen=True)
class Name:
    salutation: str
    title: str
    first_name: str
    last_name: str

    @property
    def plain(self) -> str:
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def sorted(self) -> str:
        return ", ".join(part for part in (self.last_name, self.first_name) if part)


HIDDEN = Former()


def name_of(person: Person) -> Name:
    return Name(person.salutation, person.title, person.first_name, person.last_name)


def is_renamed(old: Name, changed: Mapping[str, object]) -> bool:
    """Whether somebody has a former name now; an entry that is completed leaves none."""
    return any(name in changed and getattr(old, name) for name in ASKED)


def require_since(person: Person, since: date | None, today: date) -> date:
    """The first day of the new name, today unless said otherwise."""
    day = since or today
    if day > today:
        raise RuleBroken("Der erste Tag des neuen Namens liegt in der Zukunft.", field="name_since")
    latest = max((one.valid_until for one in person.former_names), default=None)
    if latest is not None and day - ONE_DAY <= latest:
        raise RuleBroken(
            f"Der Name davor galt bis zum {format_date(latest)}. Der jetzige gilt mindestens einen "
            "Tag länger.",
            field="name_since",
        )
    return day
