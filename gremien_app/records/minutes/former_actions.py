"""Former names that may not be told: out of every open text, and out of what is delivered.

What was frozen stays, for the office and for ``verify``. Pages and files for everyone else are
made of it with the names of today.
"""

from functools import partial
from typing import Any

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_actions import TAKEN_BACK
from gremien_app.people.persons.naming_rules import Name
from gremien_app.records.minutes import signed_name_queries
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.former_queries import Search
from gremien_app.records.minutes.signed_name_queries import (
    FROZEN,
    TEXTS,
    Changes,
    naming_of,
    others_at,
)
from gremien_app.records.names.renaming import Renaming, with_names
from gremien_app.records.resolutions.models import PublishedResolution
from gremien_app.records.resolutions.rules import published_sha256


def _forget(person: Person, former: Name) -> list[str]:
    """A former name may not be told any more; answers where it may still be meant."""
    change = Changes(person, Renaming(person.id, naming_of(former), naming_of(person)))
    parts = {name: getattr(former, name) for name in ("salutation", "first_name", "last_name")}
    for sitting_id in signed_name_queries.frozen_with(change, former, person):
        if not signed_name_queries.is_known(sitting_id, person, parts):
            name = SignedName(
                sitting_id=sitting_id, person_id=person.id, title=former.title, **parts
            )
            db.session.add(name)
    _retype(change, former)
    _retype_elsewhere(person, former)
    db.session.flush()
    others = partial(others_at, besides={person.id})
    return Search(person, former, change.of, others).places(TEXTS | FROZEN)


def _retype(change: Changes, former: Name) -> None:
    """What the office typed is corrected; whether it was signed so is asked by today's names."""
    for texts, rows in signed_name_queries.typed_with(former):
        for row in rows:
            renamer = change.of(texts.sitting_of(row))
            for name in texts.columns:
                _set(row, name, with_names(getattr(row, name), renamer))
            _search_again(row)
            if isinstance(row, PublishedResolution) and db.session.is_modified(row):
                _put_on_record(row)


def _retype_elsewhere(person: Person, former: Name) -> None:
    renamer = signed_name_queries.renamer_elsewhere(person, former)
    for columns, rows in signed_name_queries.typed_elsewhere(former):
        for row in rows:
            for column in columns:
                _set(row, column, renamer(getattr(row, column)))


def _set(row: Any, name: str, value: Any) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)


def _put_on_record(public: PublishedResolution) -> None:
    """What the register shows from now on; ``verify`` compares it. No name is told."""
    resolution = public.resolution
    record(
        SYSTEM,
        "resolution.publication_renamed",
        resolution,
        summary=f"Beschluss {resolution.label}: Name im öffentlichen Verzeichnis geändert",
        changes={"sha256": (None, published_sha256(public))},
    )


def _search_again(row: Any) -> None:
    """The register is searched by its folded texts."""
    if isinstance(row, PublishedResolution):
        row.search_key = fold(f"{row.title or ''} {row.text or ''} {row.addressee or ''}")
    if isinstance(row, AgendaItem):
        for one in signed_name_queries.resolutions_on(row):
            _set(one, "search_key", fold(f"{row.title} {one.text} {one.addressee}".strip()))


TAKEN_BACK.append(_forget)
