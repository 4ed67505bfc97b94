"""What must fit together in one sitting: its times, its state, and who is named in it."""

from collections.abc import Iterator
from typing import Any

from gremien_app.base.kernel.dates import local_datetime
from gremien_app.channels.data_format.read import Data
from gremien_app.channels.exchange.rules import Checker, each
from gremien_app.meetings.agenda.decisions import DONE, GONE
from gremien_app.meetings.proceedings.models import PROCEDURAL_KINDS, AttendanceStatus
from gremien_app.meetings.sittings.models import HELD, SittingState


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
        self._times()
        self._state()
        self._people()

    def _times(self) -> None:
        sitting, where = self.sitting, self.where
        for start, end in (("start", "end"), ("opened", "closed")):
            begin = sitting[start] or sitting["start"]
            if begin and sitting[end] and sitting[end] <= begin:
                self.file.note(
                    f"{where}.{end}", f"liegt nicht nach „{start}“", f"{sitting[end]:%H:%M}"
                )
        for place, move in each(f"{where}.moves", sitting["moves"]):
            if move["start"] and move["end"] and move["end"] <= move["start"]:
                self.file.note(f"{place}.end", "liegt nicht nach „start“", f"{move['end']:%H:%M}")
        self._dispatches()
        self._existing_times()
        for place, row in each(f"{where}.attendance", sitting["attendance"]):
            for spot, span in each(f"{place}.times", row["times"]):
                if span["from"] and span["to"] and span["to"] <= span["from"]:
                    self.file.note(f"{spot}.to", "liegt nicht nach „from“", f"{span['to']:%H:%M}")

    def _dispatches(self) -> None:
        """What was entered afterwards says when, and without its day what is known of it."""
        for place, one in each(f"{self.where}.invitations", self.sitting["invitations"]):
            on, entered = one["on"], one["entered"]
            if on is None and not (entered and one["note"]):
                self.file.note(f"{place}.on", "fehlt; ohne den Tag braucht es „entered“ und „note“")
            if on and entered and entered < on:
                self.file.note(f"{place}.entered", "liegt vor „on“", entered.isoformat())

    def _existing_times(self) -> None:
        """No clock shows the hour that summer time skips."""
        for key in ("start", "end", "opened", "closed"):
            clock, day = self.sitting[key], self.sitting["date"]
            if clock is None or day is None:
                continue
            try:
                local_datetime(day, clock)
            except ValueError as error:
                self.file.note(f"{self.where}.{key}", str(error), f"{clock:%H:%M}")

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
        term = file.term_of(sitting["date"]) if sitting["date"] else None
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
