"""Former names that may not be told: out of every open text, and out of what is delivered.

What was frozen stays, for the office and for ``verify``. Pages and files for everyone else are
made of it with the names of today.
"""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, cast, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import fold
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.proceedings.models import Attendance, Vote
from gremien_app.meetings.sittings.models import Sitting, SittingMove
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_actions import TAKEN_BACK
from gremien_app.people.persons.naming_rules import Name
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.former_queries import Search, Texts
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesEntry,
    MinutesPublication,
    MinutesRemark,
    MinutesVersion,
    Signature,
)
from gremien_app.records.names.people import Known, split_name
from gremien_app.records.names.renaming import Naming, Renamer, Renaming, with_names
from gremien_app.records.resolutions.models import PublishedResolution, Resolution
from gremien_app.records.resolutions.rules import published_sha256

# What the office types about a sitting, and how its sitting is found.
_TEXTS: dict[type, Texts] = {
    AgendaItem: Texts(
        "Tagesordnung",
        ("title", "presenter", "proposal", "explanation"),
        attrgetter("sitting"),
    ),
    Attendance: Texts("Anwesenheit", ("note", "detail"), attrgetter("sitting")),
    Guest: Texts("Gast", ("detail",), attrgetter("sitting")),
    Invitation: Texts("Einladung", ("text", "late_reason"), attrgetter("sitting")),
    MinutesEntry: Texts("Niederschrift", ("text",), attrgetter("minutes.sitting")),
    MinutesPublication: Texts(
        "Grund einer Zurücknahme",
        ("withdrawal_reason",),
        attrgetter("version.minutes.sitting"),
    ),
    MinutesRemark: Texts("Anmerkung zur Niederschrift", ("text",), attrgetter("minutes.sitting")),
    PublishedResolution: Texts(
        "veröffentlichter Beschluss",
        ("title", "text", "addressee", "votes", "relied", "withdrawal_reason"),
        attrgetter("resolution.agenda_item.sitting"),
    ),
    Resolution: Texts("Beschluss", ("text", "addressee"), attrgetter("agenda_item.sitting")),
    Sitting: Texts(
        "Vermerk zur Sitzung", ("note", "cancel_reason", "kept_reason"), lambda row: row
    ),
    SittingMove: Texts("Grund einer Verlegung", ("reason",), attrgetter("sitting")),
    Vote: Texts("Abstimmung", ("motion", "result_text"), attrgetter("agenda_item.sitting")),
}

# Changed by nobody; a new publication hides what is decided there.
_FROZEN = {
    MinutesVersion: Texts("vorgelegte Niederschrift", ("content",), attrgetter("minutes.sitting"))
}


def renamer_of(sitting: Sitting) -> Renamer:
    """Puts today's names in the place of those that this sitting's frozen texts print."""
    return renamers_of([sitting])[sitting.id]


def renamers_of(sittings: Iterable[Sitting]) -> dict[int, Renamer]:
    """The same of several at once, by their ids."""
    by_id = {one.id: one for one in sittings}
    query = select(SignedName).where(SignedName.sitting_id.in_(by_id))
    names: dict[int, list[SignedName]] = {id_: [] for id_ in by_id}
    for one in db.session.scalars(
        query.options(joinedload(SignedName.person)).order_by(SignedName.id)
    ):
        names[one.sitting_id].append(one)
    return {id_: _renamer(by_id[id_], found) for id_, found in names.items()}


def _renamer(sitting: Sitting, found: Sequence[SignedName]) -> Renamer:
    if not found:
        return Renamer([])
    renamings = [
        Renaming(one.person_id, _naming(one), _naming(one.person.on(sitting.date))) for one in found
    ]
    return Renamer(renamings, _others(sitting, {one.person_id for one in found}))


def _naming(called: Any) -> Naming:
    return Naming(called.salutation, called.title, called.first_name, called.last_name)


def _others(sitting: Sitting, besides: set[int]) -> list[Known]:
    """Who else was there, by the names of today and of the list: a surname of two tells nothing."""
    rows = db.session.scalars(
        select(Attendance)
        .where(Attendance.sitting_id == sitting.id)
        .options(joinedload(Attendance.person))
        .order_by(Attendance.id)
    )
    found = []
    for row in rows:
        if row.person_id in besides:
            continue
        found.append(split_name(f"line:{row.id}", row.name))
        if row.person is not None:
            found.append(Known(f"line:{row.id}", row.person.last_name, row.person.first_name))
    return found


def _forget(person: Person, former: Name) -> list[str]:
    """A former name may not be told any more; answers where it may still be meant."""
    change = _Changes(person, Renaming(person.id, _naming(former), _naming(person)))
    parts = {name: getattr(former, name) for name in ("salutation", "first_name", "last_name")}
    for sitting_id in _frozen_with(change, former, person):
        known = select(SignedName.id).filter_by(sitting_id=sitting_id, person_id=person.id, **parts)
        if db.session.scalars(known).first() is None:
            name = SignedName(
                sitting_id=sitting_id, person_id=person.id, title=former.title, **parts
            )
            db.session.add(name)
    _retype(change, former)
    db.session.flush()
    others = partial(_others, besides={person.id})
    return Search(person, former, change.of, others).places(_TEXTS | _FROZEN)


class _Changes:
    """The change of one name, by the sitting: who else was there has a say in what is meant."""

    def __init__(self, person: Person, renaming: Renaming) -> None:
        self._person, self._renaming = person, renaming
        self._made: dict[int, Renamer] = {}

    def of(self, sitting: Sitting) -> Renamer:
        if sitting.id not in self._made:
            others = _others(sitting, {self._person.id})
            self._made[sitting.id] = Renamer([self._renaming], others)
        return self._made[sitting.id]


def _frozen_with(change: _Changes, former: Name, person: Person) -> list[int]:
    """The sittings of which a version or a signature prints the name."""
    content = cast(MinutesVersion.content, Text)
    signed = MinutesVersion.signatures.any(
        or_(Signature.person_id == person.id, _holds(Signature.name, former))
    )
    versions = db.session.scalars(
        select(MinutesVersion)
        .where(or_(_holds(content, former), signed))
        .options(
            joinedload(MinutesVersion.minutes).joinedload(Minutes.sitting),
            selectinload(MinutesVersion.signatures),
        )
        .order_by(MinutesVersion.id)
    )
    found = []
    for one in versions:
        printed = [one.content, [signature.name for signature in one.signatures]]
        sitting = one.minutes.sitting
        if with_names(printed, change.of(sitting)) != printed:
            found.append(sitting.id)
    return list(dict.fromkeys(found))


def _retype(change: _Changes, former: Name) -> None:
    """What the office typed is corrected; whether it was signed so is asked by today's names."""
    for kind, texts in _TEXTS.items():
        names = texts.columns
        columns = [cast(getattr(kind, name), Text) for name in names]
        holds = or_(*(_holds(column, former) for column in columns))
        query: Select[Any] = select(kind).where(holds)
        for row in db.session.scalars(query.order_by("id")):
            renamer = change.of(texts.sitting_of(row))
            for name in names:
                _set(row, name, with_names(getattr(row, name), renamer))
            _search_again(row)
            if isinstance(row, PublishedResolution) and db.session.is_modified(row):
                _put_on_record(row)


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
        committee_id=resolution.committee_id,
        summary=f"Beschluss {resolution.label}: Name im öffentlichen Verzeichnis geändert",
        changes={"sha256": (None, published_sha256(public))},
    )


def _search_again(row: Any) -> None:
    """The register is searched by its folded texts."""
    if isinstance(row, PublishedResolution):
        row.search_key = fold(f"{row.title or ''} {row.text or ''} {row.addressee or ''}")
    if isinstance(row, AgendaItem):
        query = select(Resolution).where(Resolution.agenda_item_id == row.id)
        for one in db.session.scalars(query):
            _set(one, "search_key", fold(f"{row.title} {one.text} {one.addressee}".strip()))


def _holds(column: SQLColumnExpression[str], former: Name) -> ColumnElement[bool]:
    """Whether a text may hold the surname: by its longest piece that is always written so."""
    pieces = re.findall("[A-Za-z]+", former.last_name) or [former.last_name]
    return column.icontains(max(pieces, key=len), autoescape=True)


TAKEN_BACK.append(_forget)
