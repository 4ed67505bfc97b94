"""Former names that may not be told: where they stand, and as what they are told now."""

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, Text, cast, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.planning.models import PlannedDate
from gremien_app.meetings.proceedings.models import Attendance, Vote
from gremien_app.meetings.sittings.models import Sitting, SittingMove
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Ending, Membership
from gremien_app.people.persons.models import Person
from gremien_app.people.persons.naming_rules import Name
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.former_queries import Texts
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesEntry,
    MinutesPublication,
    MinutesRemark,
    MinutesVersion,
    Signature,
)
from gremien_app.records.names.models import NameDecision
from gremien_app.records.names.people import KnownPerson, split_name
from gremien_app.records.names.renaming import Naming, Renamer, Renaming, with_names
from gremien_app.records.resolutions.models import PublishedResolution, Resolution

# What the office types about a sitting, and how its sitting is found.
TEXTS: dict[type, Texts] = {
    AgendaItem: Texts(
        "Tagesordnung", ("title", "presenter", "proposal", "explanation"), attrgetter("sitting")
    ),
    Attendance: Texts("Anwesenheit", ("note", "detail"), attrgetter("sitting")),
    Guest: Texts("Gast", ("detail",), attrgetter("sitting")),
    Invitation: Texts("Einladung", ("text", "late_reason"), attrgetter("sitting")),
    MinutesEntry: Texts("Niederschrift", ("text",), attrgetter("minutes.sitting")),
    MinutesPublication: Texts(
        "Grund einer Zurücknahme", ("withdrawal_reason",), attrgetter("version.minutes.sitting")
    ),
    MinutesRemark: Texts("Anmerkung zur Niederschrift", ("text",), attrgetter("minutes.sitting")),
    NameDecision: Texts(
        "Entscheidung über einen Namen",
        ("words", "basis"),
        lambda row: db.session.get_one(Sitting, row.sitting_id),
    ),
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

# Texts of no sitting: there somebody else of that name, wherever, has a say in what is meant.
_ELSEWHERE: dict[type, tuple[str, ...]] = {
    Committee: ("about", "letterhead", "contact_name", "closed_reason"),
    Ending: ("former_reason",),
    Membership: ("end_reason",),
    PlannedDate: ("kept_reason",),
}
# Changed by nobody; a new publication hides what is decided there.
FROZEN = {
    MinutesVersion: Texts("vorgelegte Niederschrift", ("content",), attrgetter("minutes.sitting"))
}


def renamer_of(sitting: Sitting) -> Renamer:
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
        Renaming(one.person_id, naming_of(one), naming_of(one.person.on(sitting.date)))
        for one in found
    ]
    return Renamer(renamings, others_at(sitting, {one.person_id for one in found}))


def naming_of(called: Any) -> Naming:
    return Naming(called.salutation, called.title, called.first_name, called.last_name)


def others_at(sitting: Sitting, besides: set[int]) -> list[KnownPerson]:
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
            found.append(KnownPerson(f"line:{row.id}", row.person.last_name, row.person.first_name))
    return found


class Changes:
    """The change of one name, by the sitting: who else was there has a say in what is meant."""

    def __init__(self, person: Person, renaming: Renaming) -> None:
        self._person, self._renaming = person, renaming
        self._made: dict[int, Renamer] = {}

    def of(self, sitting: Sitting) -> Renamer:
        if sitting.id not in self._made:
            others = others_at(sitting, {self._person.id})
            self._made[sitting.id] = Renamer([self._renaming], others)
        return self._made[sitting.id]


def frozen_with(change: Changes, former: Name, person: Person) -> list[int]:
    content = cast(MinutesVersion.content, Text)
    signed = MinutesVersion.signatures.any(
        or_(
            Signature.person_id == person.id,
            Signature.presided_id == person.id,
            *(_holds(one, former) for one in (Signature.name, Signature.stands_for)),
        )
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
        printed = [one.content, [(s.name, s.stands_for, s.note) for s in one.signatures]]
        sitting = one.minutes.sitting
        if with_names(printed, change.of(sitting)) != printed:
            found.append(sitting.id)
    return list(dict.fromkeys(found))


def _holds(column: SQLColumnExpression[str], former: Name) -> ColumnElement[bool]:
    """Whether a text may hold the surname: by its longest piece that is always written so."""
    pieces = re.findall("[A-Za-z]+", former.last_name) or [former.last_name]
    return column.icontains(max(pieces, key=len), autoescape=True)


def is_known(sitting_id: int, person: Person, parts: dict[str, str]) -> bool:
    """Whether the sitting's papers are known to print this name of the person."""
    known = select(SignedName.id).filter_by(sitting_id=sitting_id, person_id=person.id, **parts)
    return first_of(known) is not None


def typed_with(former: Name) -> Iterator[tuple[Texts, Iterable[Any]]]:
    """Of each kind of the office's texts: the rows that may say the name."""
    for kind, texts in TEXTS.items():
        columns = [cast(getattr(kind, name), Text) for name in texts.columns]
        holds = or_(*(_holds(column, former) for column in columns))
        query: Select[Any] = select(kind).where(holds)
        yield texts, db.session.scalars(query.order_by("id"))


def typed_elsewhere(former: Name) -> Iterator[tuple[tuple[str, ...], Iterable[Any]]]:
    """Of the texts of no sitting: the columns, and the rows that may say the name."""
    for kind, names in _ELSEWHERE.items():
        holds = or_(*(_holds(getattr(kind, name), former) for name in names))
        query: Select[Any] = select(kind).where(holds)
        yield names, db.session.scalars(query.order_by("id"))


def renamer_elsewhere(person: Person, former: Name) -> Renamer:
    """Leaves what anybody else may mean who is called the same in part."""
    same = or_(Person.last_name == former.last_name, Person.first_name == former.first_name)
    query = select(Person).where(same, Person.id != person.id).order_by(Person.id)
    others = [
        KnownPerson(f"person:{one.id}", one.last_name, one.first_name)
        for one in db.session.scalars(query)
    ]
    return Renamer([Renaming(person.id, naming_of(former), naming_of(person))], others)


def resolutions_on(item: AgendaItem) -> Sequence[Resolution]:
    query = select(Resolution).where(Resolution.agenda_item_id == item.id)
    return all_of(query.order_by(Resolution.id))
