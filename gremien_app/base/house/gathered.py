"""What all rooms told, gathered once for each application."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from flask import Blueprint, Flask, current_app

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.base.house.tables import RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage

Said = TypeVar("Said")


class House:
    """The rooms from bottom to top, and what they said, in the order of the rooms."""

    def __init__(self, rooms: Sequence[Registration]) -> None:
        self.rooms = tuple(rooms)

    def init_app(self, app: Flask) -> None:
        app.extensions["house"] = self

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
    def tables(self) -> dict[str, TableFacts]:
        return {one.name: one for one in self._all(lambda room: room.tables)}

    @cached_property
    def recorded(self) -> dict[str, RecordedAs]:
        """The tables whose rows the record tells of."""
        return {name: one.recorded for name, one in self.tables.items() if one.recorded}

    @cached_property
    def areas(self) -> dict[str, Area]:
        return {one.code: one for one in self._all(lambda room: room.areas)}

    @cached_property
    def fields(self) -> dict[str, str]:
        return dict(self._all(lambda room: room.fields.items()))

    @cached_property
    def pages(self) -> dict[str, ObjectPage]:
        """By the table of the objects that have a page of their own."""
        return {one.table: one for one in self._all(lambda room: room.pages)}

    @cached_property
    def evidence(self) -> frozenset[str]:
        return frozenset(self._all(lambda room: room.evidence))

    def short_names(self, ids: Collection[int]) -> Mapping[int, str]:
        """What those are called whose business entries of the record are."""
        tells = [room.short_names for room in self.rooms if room.short_names]
        return tells[0](ids) if tells and ids else {}

    @cached_property
    def about(self) -> dict[str, About]:
        return {one.beginning: one for one in self._all(lambda room: room.about)}


def house() -> House:
    """The house of this application."""
    found: House = current_app.extensions["house"]
    return found
