"""Forms of the running sitting: the attendance sheet, guests, the chair, votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from wtforms import BooleanField, Form, FormField, HiddenField, RadioField

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_clock
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import OneField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    GermanTimeField,
    VersionField,
)
from gremien_app.meetings.agenda.models import AgendaItem, Outcome
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.proceedings import rules
from gremien_app.meetings.proceedings.actions import GUEST_GROUPS, Span
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    AttendanceStatus,
    Vote,
    VoteKind,
    VoteMode,
)
from gremien_app.meetings.proceedings.vote_actions import Ballot
from gremien_app.meetings.proceedings.wording import GROUP_HEADINGS
from gremien_app.meetings.sittings.models import Sitting

TIMES = ("from_1", "to_1", "from_2", "to_2")
ANNOUNCED = {"": None, "ja": True, "nein": False}


def clock_text(moment: datetime | None) -> str:
    """The time as it stands in a field: "17:10"."""
    return format_clock(moment.astimezone(BERLIN).time()) if moment else ""


class RowForm(Form):
    """One person's line. ``known``: version and values on which the page was built."""

    status = RadioField(
        "Anwesenheit",
        choices=[(status.value, status.label) for status in AttendanceStatus],
        validate_choice=False,
    )
    from_1 = GermanTimeField("ab")
    to_1 = GermanTimeField("bis")
    from_2 = GermanTimeField("wieder ab")
    to_2 = GermanTimeField("bis (zweites Mal)")
    known = HiddenField()

    def typed(self) -> tuple[str, ...]:
        """Status and times as they stand in the fields now."""
        times = [cast("GermanTimeField", self[name])._value() for name in TIMES]  # noqa: SLF001 -- as typed
        return (str(self.status.data or ""), *times)

    def said(self) -> str:
        return _in_words(self.typed())

    def spans(self, sitting: Sitting) -> list[Span]:
        """The times as moments; ``RuleBroken`` at their field for an hour that does not exist."""
        moments = [
            rules.moment_in(sitting, self[name].data, name) if self[name].data else None
            for name in TIMES
        ]
        spans: list[Span] = [(moments[0], moments[1]), (moments[2], moments[3])]
        return [span for span in spans if span != (None, None)]


def stored_values(attendance: Attendance) -> tuple[str, ...]:
    """Status and times of a line as stored, in the form in which they are typed."""
    times = [clock_text(m) for i in attendance.intervals[:2] for m in (i.from_at, i.to_at)]
    return (attendance.status.value, *times, *[""] * (len(TIMES) - len(times)))


def known_text(attendance: Attendance) -> str:
    return "|".join((str(attendance.version), *stored_values(attendance)))


def _in_words(values: tuple[str, ...]) -> str:
    status, *times = values
    label = AttendanceStatus(status).label if status in set(AttendanceStatus) else "ohne Angabe"
    words = [f"{word} {text}" for word, text in zip(("ab", "bis") * 2, times, strict=True) if text]
    return ", ".join([label, *words])


class SheetForm(BaseForm):
    """The whole list; ``sheet_form`` gives it a ``RowForm`` per person."""

    def row(self, attendance: Attendance) -> RowForm:
        return cast("RowForm", self[f"p{attendance.id}"].form)

    def is_touched(self, attendance: Attendance) -> bool:
        """Whether this line was changed on the page since it was built."""
        row = self.row(attendance)
        if not row.known.data:
            return False  # not on the page yet when it was built
        typed = row.typed()
        return bool(typed[0]) and typed != tuple(str(row.known.data).split("|")[1:])

    def is_clean(self, attendance: Attendance) -> bool:
        """Whether the line can be read; what is wrong stands at its fields."""
        row = self.row(attendance)
        if row.validate() and row.status.data not in set(AttendanceStatus):
            row.status.errors = ["Bitte wählen Sie da, entschuldigt, fehlt oder offen."]
        for field in row:
            field.errors = [f"{attendance.name}: {error}" for error in field.errors]
        return not row.errors

    def is_outdated(self, attendance: Attendance) -> bool:
        """Whether this line was changed in between to something different."""
        row = self.row(attendance)
        version = str(row.known.data).split("|", 1)[0]
        if version == str(attendance.version) or row.typed() == stored_values(attendance):
            return False
        stored = _in_words(stored_values(attendance))
        self.note_conflict(attendance.name, stored, row.said(), attendance)
        return True

    def refuse_row(self, attendance: Attendance, refusal: RuleBroken) -> None:
        row = self.row(attendance)
        field = row[refusal.field] if refusal.field in TIMES else row.status
        field.errors = [*field.errors, f"{attendance.name}: {refusal.message}"]

    def show_stored(self, attendance: Attendance) -> None:
        self.row(attendance).process(None, data=_row_data(attendance))


def _row_data(attendance: Attendance) -> dict[str, Any]:
    data: dict[str, Any] = {"status": attendance.status.value, "known": known_text(attendance)}
    moments = [m for i in attendance.intervals[:2] for m in (i.from_at, i.to_at)]
    for name, moment in zip(TIMES, moments, strict=False):
        data[name] = moment.astimezone(BERLIN).time() if moment else None
    return data


def sheet_form(people: Sequence[Attendance], *, is_fresh: bool = False) -> SheetForm:
    """A form with one line per person, filled with what is stored, or else what was sent."""
    rows = {f"p{a.id}": FormField(RowForm, label=a.name) for a in people}
    kind = cast("type[SheetForm]", type("SheetForm", (SheetForm,), rows))
    data = {f"p{a.id}": _row_data(a) for a in people}
    return kind(formdata=None, data=data) if is_fresh else kind(data=data)


class GuestForm(BaseForm):
    name = bound(Attendance.name, required="Bitte geben Sie einen Namen ein.", length=200)
    detail = bound(Attendance.detail, "Organisation oder Amt", length=200)
    group = bound(
        Attendance.group,
        choices=[(group.value, GROUP_HEADINGS[group][1]) for group in GUEST_GROUPS],
        default=AttendanceGroup.GUEST,
    )


class ChairForm(BaseForm):
    attendance = OneField("Vorsitz")
    from_at = GermanTimeField("ab Uhrzeit")
    from_item = OneField("ab Tagesordnungspunkt")
    is_confirmed = BooleanField("Ja, den Eintrag ersetzen")

    def offer(self, present: Sequence[Attendance], items: Sequence[NumberedItem]) -> None:
        """Only who is present can preside."""
        labels = {one.item.id: f"{one.label} {one.item.title}"[:80] for one in items}
        self.attendance.offer(present, lambda one: one.name)
        self.from_item.offer(
            [one.item for one in items], lambda item: labels[item.id], none="nicht angegeben"
        )


class ItemForm(BaseForm):
    """A button on an item: only the version on which its page was built."""

    version = VersionField()


@dataclass(frozen=True)
class Choices:
    """What the vote form offers: persons who may be barred, votes in the room."""

    people: Sequence[Attendance]
    present: int


class VoteForm(BaseForm):
    kind = bound(Vote.kind, "Worum geht es bei der Abstimmung?", default=VoteKind.MAIN)
    motion = bound(Vote.motion, "Worüber wird abgestimmt?")
    mode = bound(Vote.mode, none="keine Abstimmung")
    yes = bound(Vote.yes, "Ja", maximum=9999)
    no = bound(Vote.no, "Nein", maximum=9999)
    abstain = bound(Vote.abstain, "Enthaltung", maximum=9999)
    invalid = bound(Vote.invalid, maximum=9999)
    announced = RadioField(
        "Ergebnis",
        choices=[("", "ergibt sich aus den Stimmen"), ("ja", "angenommen"), ("nein", "abgelehnt")],
        default="",
        validate_choice=False,
    )
    result_text = bound(Vote.result_text)
    taken_at = bound(Vote.taken_at, field=GermanTimeField)
    present_override = bound(
        Vote.present_override, "Anwesende Stimmberechtigte, abweichend", maximum=9999
    )
    outcome = bound(AgendaItem.outcome, none="noch offen")
    barred = BoxesField("Befangen und nicht dabei", coerce=int)
    version = VersionField()

    def offer(self, choices: Choices) -> None:
        self.barred.choices = [(a.id, a.name) for a in choices.people]
        self.present = choices.present

    def count_unanimous(self) -> None:
        """All in the room said yes: what the button without script fills in."""
        self.mode.data = self.mode.data or VoteMode.COUNTED
        self.yes.data, self.no.data, self.abstain.data = self.present, 0, 0
        self.invalid.data = None
        if self.kind.data in {VoteKind.MAIN, VoteKind.ELECTION, VoteKind.PROCEDURE}:
            self.outcome.data = self.outcome.data or Outcome.ADOPTED

    def has_vote(self) -> bool:
        counts = (self.yes, self.no, self.abstain, self.invalid)
        told = (self.mode, self.announced, self.result_text, self.motion)
        return any(f.data is not None for f in counts) or any(f.data for f in told)

    def ballot(self, sitting: Sitting) -> Ballot:
        """What was entered; without a mode, counts mean counted and words mean verbal."""
        counted = any(f.data is not None for f in (self.yes, self.no, self.abstain))
        mode = self.mode.data or (VoteMode.COUNTED if counted else VoteMode.VERBAL)
        clock = self.taken_at.data
        moment = rules.moment_in(sitting, clock, "taken_at") if clock else None
        told = {"mode": mode, "taken_at": moment, "announced": ANNOUNCED.get(self.announced.data)}
        return Ballot(**self.given(Vote) | told)


def announced(vote: Vote) -> str:
    """The answer to "Ergebnis" that stands for a recorded vote."""
    has_counts = vote.yes is not None or vote.no is not None
    return "" if has_counts or vote.is_adopted is None else ("ja" if vote.is_adopted else "nein")
