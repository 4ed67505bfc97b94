"""A person is called otherwise from now on: the former name goes, or stays where it is wanted.

By default it is not disclosed (SBGG § 13): it is kept nowhere but in what was signed, and today's
takes its place in every copy, in open papers and in the record of changes.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.text import slugify_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.accounts.copies import take_out
from gremien_app.people.accounts.models import User
from gremien_app.people.members.models import Person
from gremien_app.people.members.naming_models import FormerName

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
# What the rooms above do when a former name may not be told any more: person, former name.
TAKEN_BACK: list[Callable[[Person, Name], None]] = []


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
    if latest is not None and day - timedelta(days=1) <= latest:
        raise RuleBroken(
            f"Der Name davor galt bis zum {format_date(latest)}. Der jetzige gilt mindestens einen "
            "Tag länger.",
            field="name_since",
        )
    return day


def keep(person: Person, old: Name, since: date) -> None:
    """Days before ``since`` show the former name."""
    person.former_names.append(
        FormerName(**{part: getattr(old, part) for part in NAME}, valid_until=since - timedelta(1))
    )


def take_back(actor: Viewer, person: Person, old: Name) -> None:
    """Nobody learns the former name, nor those before it, from anything but what was signed."""
    formers = [old, *(Name(*(getattr(one, part) for part in NAME)) for one in person.former_names)]
    person.former_names = []
    account = db.session.scalars(select(User).where(User.person_id == person.id)).first()
    if account is not None and account.name != person.name:
        take_out(actor, account, {account.name: person.name}, account_id=account.id)
        account.name = person.name
    new = name_of(person)
    for former in formers:
        _rename_key(person, former)
        if former.plain != new.plain or former.salutation != new.salutation:
            for follow in TAKEN_BACK:
                follow(person, former)
        if former.first_name and former.last_name and former.plain != new.plain:
            names = {former.plain: new.plain, former.sorted: new.sorted}
            if former.title:
                names[f"{former.title} {former.plain}"] = person.name
            _take_out(actor, person, names, account)


def _take_out(actor: Viewer, person: Person, names: dict[str, str], account: User | None) -> None:
    """From copies and record, unless somebody else is called so."""
    others = select(Person.first_name, Person.last_name).where(Person.id != person.id)
    if not any(f"{first} {last}" in names for first, last in db.session.execute(others)):
        take_out(actor, person, names, account_id=account.id if account else None)


def _rename_key(person: Person, old: Name) -> None:
    """The key of the data format and the order name may hold the former name too."""
    gone = _words(old.plain) - _words(f"{person.first_name} {person.last_name}")
    if gone & _words(person.ref):
        person.ref = f"person-{secrets.token_hex(8)}"
    if gone & _words(person.order_name):
        person.order_name = ""


def _words(name: str) -> set[str]:
    return set(slugify_german(name).split("-"))
