"""What all rooms told, gathered once for each application."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from flask import Blueprint, Flask, current_app
from sqlalchemy import Column, ColumnElement, Connection, MetaData, true

from gremien_app.base import columns
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked, DueDay, Task
from gremien_app.base.house.keeping import Keeping
from gremien_app.base.house.messages import Hint, MailNews, MessageLine
from gremien_app.base.house.occasions import Occasion, Wishes
from gremien_app.base.house.offers import Source
from gremien_app.base.house.registration import About, MenuEntry, Registration, Tab, Taken
from gremien_app.base.house.tables import Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.base.kernel.viewer import Viewer

Said = TypeVar("Said")


class Unsaid(TypeError):  # noqa: N818 -- the house's word for it
    """A table was forgotten: raised when an application is made, never while it runs."""


class House:
    """The rooms from bottom to top, and what they said, in the order of the rooms."""

    def __init__(self, rooms: Sequence[Registration]) -> None:
        self.rooms = tuple(rooms)

    def init_app(self, app: Flask) -> None:
        app.extensions["house"] = self

    def require_complete(self, metadata: MetaData) -> None:
        """Raise ``Unsaid`` where a table is one of which no room, or its room too little, says."""
        for name, table in metadata.tables.items():
            facts = self.tables.get(name)
            if facts is None:
                raise Unsaid(f"no room says anything of the table {name}")
            for key in table.foreign_keys:
                above = self.tables.get(key.column.table.name)
                if above and above.has_content and facts.is_content is None:
                    raise Unsaid(f"{name} does not say whether it is content of {above.name}")

    def _all(self, said: Callable[[Registration], Iterable[Said]]) -> tuple[Said, ...]:
        return tuple(one for room in self.rooms for one in said(room))

    @cached_property
    def blueprints(self) -> tuple[Blueprint, ...]:
        return self._all(lambda room: room.blueprints)

    @cached_property
    def menu(self) -> tuple[MenuEntry, ...]:
        return tuple(sorted(self._all(lambda room: room.menu), key=lambda one: one.order))

    @cached_property
    def current(self) -> dict[str, tuple[str, ...]]:
        """By the endpoint of a menu's entry: how the endpoints of the pages under it begin."""
        return {entry.endpoint: self._under(entry) for entry in self.menu}

    def _under(self, entry: MenuEntry) -> tuple[str, ...]:
        return self._all(lambda room: room.current.get(entry.endpoint, ()))

    def tabs_of(self, table: str) -> list[Tab]:
        """The sub-pages of the objects of a table, in their order."""
        found = [tab for tab in self._tabs if tab.table == table]
        return sorted(found, key=lambda tab: tab.order)

    @cached_property
    def _tabs(self) -> tuple[Tab, ...]:
        return self._all(lambda room: room.tabs)

    @cached_property
    def private(self) -> tuple[str, ...]:
        return self._all(lambda room: room.private)

    @cached_property
    def secret_forms(self) -> tuple[str, ...]:
        return self._all(lambda room: room.secret_forms)

    @cached_property
    def sessionless(self) -> frozenset[str]:
        return frozenset(self._all(lambda room: room.sessionless))

    @cached_property
    def watched(self) -> frozenset[str]:
        return frozenset(self._all(lambda room: room.watched))

    @cached_property
    def uploads(self) -> frozenset[str]:
        return frozenset(self._all(lambda room: room.uploads))

    @cached_property
    def tables(self) -> dict[str, TableFacts]:
        return {one.name: one for one in self._all(lambda room: room.tables)}

    def content_of(self, name: str) -> list[tuple[Column[Any], ColumnElement[bool]]]:
        """Where other tables hang content on the rows of this one: the columns that point there.

        Each with the condition on which a row of that table is content.
        """
        return [
            (column, true() if facts.unless is None else ~facts.unless)
            for facts in self.tables.values()
            if facts.is_content
            for column in facts.pointing_to(name)
        ]

    @cached_property
    def filled(self) -> frozenset[str]:
        """Tables of one row that the migrations write: an office that has nothing else is new."""
        return frozenset(one.name for one in self.tables.values() if one.is_filled)

    @property
    def due(self) -> list[Callable[[Asked], Iterable[Task]]]:
        return [room.due for room in self.rooms if room.due]

    def due_days(self, viewer: Viewer, from_day: date, until: date) -> list[DueDay]:
        """The deadlines of a period that this viewer has to keep, by day."""
        told = [room.due_days for room in self.rooms if room.due_days]
        found = [one for tell in told for one in tell(viewer, from_day, until)]
        return sorted(found, key=lambda one: one.due)

    @property
    def tidies(self) -> list[Callable[[datetime], int]]:
        return [room.tidy for room in self.rooms if room.tidy]

    @property
    def restored(self) -> list[Callable[[Connection, datetime], None]]:
        return [room.restored for room in self.rooms if room.restored]

    @cached_property
    def keepings(self) -> list[Keeping]:
        """All kinds of data, in the order of the page that tells how long they are kept."""
        found = {one.keeping.order: one.keeping for one in self.tables.values()}
        found |= {one.order: one for one in self._all(lambda room: room.keepings)}
        return [found[order] for order in sorted(found)]

    def going_with(self, name: str) -> list[tuple[TableFacts, GoesWith, Column[Any]]]:
        """The tables whose rows go with the row of this one, and by which column; from the top."""
        return [
            (facts, facts.goes_with, facts.table.c[facts.goes_with.column])
            for room in reversed(self.rooms)
            for facts in room.tables
            if facts.goes_with
            if facts.table.c[facts.goes_with.column] in facts.pointing_to(name)
        ]

    def columns(self, *fates: Fate) -> list[Column[Any]]:
        """The columns in which something of a person may stand, of these fates, by table."""
        return [column for facts in self.tables.values() for column in facts.columns(*fates)]

    @cached_property
    def recorded(self) -> dict[str, RecordedAs]:
        """The tables whose rows the record tells of."""
        return {name: one.recorded for name, one in self.tables.items() if one.recorded}

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {one.code: one for one in self._all(lambda room: room.areas)}

    @cached_property
    def fields(self) -> dict[str, str]:
        """Words for what the record tells of: those of the columns, and what is none (any more)."""
        return columns.labels(db.metadata) | dict(self._all(lambda room: room.fields.items()))

    @cached_property
    def pages(self) -> dict[str, ObjectPage]:
        """By the table of the objects that have a page of their own."""
        return {one.table: one for one in self._all(lambda room: room.pages)}

    @cached_property
    def evidence(self) -> frozenset[str]:
        return frozenset(self._all(lambda room: room.evidence))

    def guessed(self) -> list[str]:
        """Texts whose words everybody here would try as a password."""
        return [text for room in self.rooms if room.guessed for text in room.guessed()]

    def short_names(self, ids: Collection[int]) -> Mapping[int, str]:
        """What those are called whose business entries of the record are."""
        tells = [room.short_names for room in self.rooms if room.short_names]
        return tells[0](ids) if tells and ids else {}

    def hints(self, thing: Any) -> list[Hint]:
        """What rooms see against sending something about this thing, in their order."""
        return [one for room in self.rooms if room.hints for one in room.hints(thing)]

    def message_lines(self, recipients: Sequence[Any]) -> dict[int, list[MessageLine]]:
        """What rooms add to the messages to these recipients, by their ids."""
        found: dict[int, list[MessageLine]] = {}
        for room in self.rooms:
            if room.message_lines:
                for id_, line in room.message_lines(recipients).items():
                    found.setdefault(id_, []).append(line)
        return found

    def tell_mail(self, news: MailNews) -> None:
        """Whoever wrote the mail learns what became of it, in the same transaction."""
        for room in self.rooms:
            if room.mail_news:
                room.mail_news(news)

    def own_uids(self, ids: Collection[int]) -> set[int]:
        """Which of these persons have calendars with UIDs of their own."""
        return {id_ for room in self.rooms if room.own_uids for id_ in room.own_uids(ids)}

    @cached_property
    def occasions(self) -> dict[str, Occasion]:
        """The kinds of mails that are written here, by their keys, in the order of the page."""
        found = sorted(self._all(lambda room: room.occasions), key=lambda one: one.order)
        return {one.key: one for one in found}

    def wishes(self, ids: Collection[int]) -> dict[int, Wishes]:
        """What these persons said about mails, by their numbers."""
        tells = [room.wishes for room in self.rooms if room.wishes] if ids else []
        return {id_: one for tell in tells for id_, one in tell(ids).items()}

    @cached_property
    def taken(self) -> dict[str, Taken]:
        """What a unique constraint says, by its name."""
        return {one.constraint: one for one in self._all(lambda room: room.taken)}

    @cached_property
    def pool(self) -> dict[str, Source]:
        """What may wait for an agenda, by the code of its source, in the order of the page."""
        found = sorted(self._all(lambda room: room.pool), key=lambda one: one.order)
        return {one.code: one for one in found}

    def names_in(self, thing: Any, text: str) -> list[str]:
        """What in a text that is about to be public is a person's name, or looks like one."""
        tells = [room.names_in for room in self.rooms if room.names_in]
        return [name for tell in tells for name in tell(thing, text)] if text else []

    def carry(self, actor: Viewer, thing: Any, copy: Any) -> None:
        """Whatever hangs on the one goes along to the other."""
        for room in self.rooms:
            if room.carried:
                room.carried(actor, thing, copy)

    @cached_property
    def about(self) -> dict[str, About]:
        return {one.beginning: one for one in self._all(lambda room: room.about)}


def house() -> House:
    """The house of this application."""
    found: House = current_app.extensions["house"]
    return found
