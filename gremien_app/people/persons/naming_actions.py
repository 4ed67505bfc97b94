"""A person is called otherwise from now on: the former name goes, or stays where it is wanted.

By default it is not disclosed (SBGG § 13): it is kept nowhere but in what was signed, and today's
takes its place in every copy, in open papers and in the record of changes.
"""

import secrets
from collections.abc import Callable
from datetime import date

from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.text import slugify_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.renaming_actions import take_out
from gremien_app.people.persons import queries
from gremien_app.people.persons.models import FormerName, Person
from gremien_app.people.persons.naming_rules import NAME, Name, name_of

# What the rooms above do when a former name may not be told any more: person, former name; they
# answer with the places at which it may still be meant.
TAKEN_BACK: list[Callable[[Person, Name], list[str]]] = []


def keep(person: Person, old: Name, since: date) -> None:
    """Days before ``since`` show the former name."""
    person.former_names.append(
        FormerName(**{part: getattr(old, part) for part in NAME}, valid_until=since - ONE_DAY)
    )


def take_back(actor: Viewer, person: Person, old: Name) -> list[str]:
    """Nobody learns the former name, nor those before it, from anything but what was signed.

    Answers with the places of which only a reader can tell whether it is meant there.
    """
    to_check: list[str] = []
    formers = [old, *(Name(*(getattr(one, part) for part in NAME)) for one in person.former_names)]
    person.former_names = []
    account = queries.account_of(person)
    if account is not None and account.name != person.name:
        take_out(actor, account, {account.name: person.name}, account_id=account.id)
        account.name = person.name
    new = name_of(person)
    for former in formers:
        _rename_key(person, former)
        if former.plain != new.plain or former.salutation != new.salutation:
            for follow in TAKEN_BACK:
                to_check += follow(person, former)
        if former.first_name and former.last_name and former.plain != new.plain:
            names = {former.plain: new.plain, former.sorted: new.sorted}
            if former.title:
                names[f"{former.title} {former.plain}"] = person.name
            _take_out(actor, person, names, account)
    return list(dict.fromkeys(to_check))


def _take_out(actor: Viewer, person: Person, names: dict[str, str], account: User | None) -> None:
    """From copies and record, unless somebody else is called so."""
    if not names.keys() & queries.names_of_others(person):
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
