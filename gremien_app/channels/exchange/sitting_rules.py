"""What must fit together in one sitting: its times, its state, and who is named in it."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange.clock_rules import Clocks
from gremien_app.channels.exchange.rules import Checker, each
from gremien_app.meetings.agenda.decisions import DONE, GONE
from gremien_app.meetings.proceedings.models import PROCEDURAL_KINDS, AttendanceStatus
from gremien_app.meetings.proceedings.rules import require_spans
from gremien_app.meetings.sittings.models import HELD, SittingState

Found = TypeVar("Found")


def check_sittings(file: Checker) -> None:
    """Add the problems of all sittings to those of the file."""
    for where, sitting in each("sittings", file.data["sittings"]):
        SittingChecker(file, where, sitting).check()


class SittingChecker:
    """One sitting: its times, its state, and who is named in it."""

    def __init__(self, file: Checker, where: str, sitting: Data) -> None:
        self.file, self.where, self.sitting = file, where, sitting

    def check(self) -> None:
        sitting, where = self.sitting, self.where
        self.file.refer(
            f"{where}.committee", sitting["committee"], self.file.committees, "Dieses Gremium"
        )
        for index, slug in enumerate(sitting["with"] or ()):
            place = f"{where}.with[{index}]"
            self.file.refer(place, slug, self.file.committees, "Dieses Gremium")
            if slug is not None and slug == sitting["committee"]:
                self.file.note(place, "ein Gremium tagt nicht mit sich selbst gemeinsam", slug)
        if sitting["room"]:
            key = (sitting["room"]["venue"], sitting["room"]["room"])
            self.file.refer(f"{where}.room", key, self.file.rooms, "Dieser Raum")
        if sitting["number"] is not None and sitting["date"] and self._term() is None:
            self.file.note(
                f"{where}.number",
                "gibt es nur in einer Wahlperiode, und an diesem Tag läuft keine",
                sitting["number"],
            )
        self._times()
        self._state()
        self._people()

    def _times(self) -> None:
        """Each as the forms read it; what is wrong in one does not hide the others."""
        sitting, where = self.sitting, self.where
        self._dispatches()
        for place, move in each(f"{where}.moves", sitting["moves"]):
            self._move(place, move)
        if sitting["date"] is None or sitting["start"] is None:
            return
        clocks = self._tried(f"{where}.start", sitting["start"], self._clocks)
        if clocks is None:
            return
        self._tried(
            f"{where}.end", sitting["end"], lambda: clocks.ends_at(sitting["end"], timedelta(1))
        )
        opened = self._tried(
            f"{where}.opened", sitting["opened"], lambda: clocks.opened_at(sitting["opened"])
        )
        if opened and sitting["closed"]:
            self._tried(f"{where}.closed", sitting["closed"], lambda: clocks.closed_at(sitting))
        for place, row in each(f"{where}.attendance", sitting["attendance"]):
            self._spans(clocks, place, row["times"])
        for place, chair in each(f"{where}.chairs", sitting["chairs"]):
            self._at(clocks, f"{place}.from", chair["from"])
        for place, item in items_of(f"{where}.agenda", sitting["agenda"]):
            for spot, vote in each(f"{place}.votes", item["votes"]):
                self._at(clocks, f"{spot}.at", vote["at"])

    def _term(self) -> str | None:
        return self.file.term_of(self.sitting["date"])

    def _clocks(self) -> Clocks:
        return Clocks(self.sitting["date"], self.sitting["start"])

    def _tried(self, place: str, value: time | None, read: Callable[[], Found]) -> Found | None:
        try:
            return read()
        except RuleBroken as refusal:
            self.file.note(place, refusal.message, f"{value:%H:%M}" if value else "")
            return None

    def _at(self, clocks: Clocks, place: str, clock: time | None) -> datetime | None:
        return self._tried(place, clock, lambda: clocks.at(clock))

    def _move(self, place: str, move: Data) -> None:
        day, start, end = move["date"], move["start"], move["end"]
        if day is None or start is None or end is None:
            return
        self._tried(f"{place}.end", end, lambda: Clocks(day, start).ends_at(end, timedelta(1)))

    def _spans(self, clocks: Clocks, place: str, times: list[Data] | None) -> None:
        found = [
            (self._at(clocks, f"{at}.from", one["from"]), self._at(clocks, f"{at}.to", one["to"]))
            for at, one in each(f"{place}.times", times)
        ]
        try:
            require_spans(found)
        except RuleBroken as refusal:  # at "to_2"
            name, _, number = (refusal.field or "to_1").partition("_")
            index = int(number) - 1
            value = (times or [])[index][name]
            self.file.note(
                f"{place}.times[{index}].{name}",
                refusal.message,
                f"{value:%H:%M}" if value else "",
            )

    def _dispatches(self) -> None:
        """What was entered afterwards says when, and without its day what is known of it."""
        for place, one in each(f"{self.where}.invitations", self.sitting["invitations"]):
            on, entered = one["on"], one["entered"]
            if on is None and not (entered and one["note"]):
                self.file.note(f"{place}.on", "fehlt; ohne den Tag braucht es „entered“ und „note“")
            if on and entered and entered < on:
                self.file.note(f"{place}.entered", "liegt vor „on“", entered.isoformat())

    def _state(self) -> None:
        sitting, where, state = self.sitting, self.where, self.sitting["state"]
        note = self.file.note
        if state is None:
            return
        if (state is SittingState.CANCELLED) != bool(sitting["cancel"]):
            note(f"{where}.cancel", "gehört zum Zustand „cancelled“ und nur dazu", state.value)
        if state is SittingState.MOVED and not sitting["moves"]:
            note(f"{where}.moves", "fehlt beim Zustand „moved“", state.value)
        if state in HELD:
            self._gone()
            for place, item in items_of(f"{where}.agenda", sitting["agenda"]):
                if item["text"] and not sitting["minutes"]:
                    note(f"{place}.text", "braucht „minutes“: die Niederschrift, in der er steht")
            return
        for place, value in self._only_when_held():
            if value:
                note(place, "gibt es erst in einer eröffneten Sitzung", state.value)

    def _gone(self) -> None:
        """Nothing is decided on an item that went off the agenda, as in the forms."""
        for place, item in items_of(f"{self.where}.agenda", self.sitting["agenda"]):
            if item["mark"] not in GONE:
                continue
            decided = [("resolution", item["resolution"]), ("outcome", item["outcome"] in DONE)]
            for index, vote in enumerate(item["votes"] or ()):
                decided.append((f"votes[{index}]", vote["kind"] not in PROCEDURAL_KINDS))
            for key, is_there in decided:
                if is_there:
                    self.file.note(
                        f"{place}.{key}", "gibt es nicht zu einem abgesetzten oder vertagten Punkt"
                    )

    def _only_when_held(self) -> Iterator[tuple[str, Any]]:
        for key in ("chairs", "opened", "closed", "minutes"):
            yield f"{self.where}.{key}", self.sitting[key]
        for place, item in items_of(f"{self.where}.agenda", self.sitting["agenda"]):
            for key in ("votes", "resolution", "text"):
                yield f"{place}.{key}", item[key]

    def _status(self, place: str, row: Data) -> None:
        status, is_closed = row["status"], self.sitting["state"] is SittingState.CLOSED
        if status is AttendanceStatus.OPEN and is_closed:
            self.file.note(f"{place}.status", "„open“ gibt es nicht in einer beendeten Sitzung")
        if row["times"] and status and status is not AttendanceStatus.PRESENT:
            self.file.note(f"{place}.times", "gibt es nur bei Anwesenden", status.value)

    def _people(self) -> None:
        sitting, where, file = self.sitting, self.where, self.file
        rows = list(each(f"{where}.attendance", sitting["attendance"]))
        file.unique((f"{place}.person", row["person"]) for place, row in rows)
        here = {row["person"] for _, row in rows}
        term = self._term() if sitting["date"] else None
        for place, row in rows:
            file.refer(f"{place}.person", row["person"], file.persons, "Diese Person")
            if row["person"] is None and not row["name"]:
                file.note(place, "braucht „person“ oder „name“")
            self._status(place, row)
            if row["seat"] is not None:
                key = (sitting["committee"], term, row["seat"])
                file.refer(f"{place}.seat", key, file.seats, "Dieser Sitz")
        for place, chair in each(f"{where}.chairs", sitting["chairs"]):
            file.refer(f"{place}.person", chair["person"], here, "In der Anwesenheit: diese Person")
        guests = list(each(f"{where}.guests", sitting["guests"]))
        file.unique((f"{place}.person", row["person"]) for place, row in guests)
        for place, row in guests:
            file.refer(f"{place}.person", row["person"], file.persons, "Diese Person")
        invited = {row["person"] for _, row in guests}
        for place, item in items_of(f"{where}.agenda", sitting["agenda"]):
            for index, ref in enumerate(item["guests"] or ()):
                file.refer(
                    f"{place}.guests[{index}]", ref, invited, "Unter den Gästen: diese Person"
                )
            for index, ref in enumerate(item["barred"] or ()):
                file.refer(
                    f"{place}.barred[{index}]", ref, here, "In der Anwesenheit: diese Person"
                )


def items_of(where: str, items: list[Data] | None) -> Iterator[tuple[str, Data]]:
    """All items of an agenda with their paths, sub-items after their parent."""
    for place, item in each(where, items):
        yield place, item
        yield from items_of(f"{place}.items", item["items"])
