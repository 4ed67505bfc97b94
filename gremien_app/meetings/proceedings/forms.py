"""Forms of the running sitting: the attendance sheet, guests, the chair, votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from wtforms import BooleanField, Form, FormField, HiddenField, RadioField

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_clock
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    ChoiceField,
    GermanTimeField,
    TextField,
    VersionField,
    WholeNumberField,
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
            row.status.errors = ["Bitte wählen Sie da, entschuldigt oder fehlt."]
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
    name = TextField("Name", required="Bitte geben Sie einen Namen ein.")
    detail = TextField("Organisation oder Amt")
    group = ChoiceField(
        "Gruppe",
        choices=[(group.value, GROUP_HEADINGS[group][1]) for group in GUEST_GROUPS],
        default=AttendanceGroup.GUEST.value,
    )


class ChairForm(BaseForm):
    attendance = ChoiceField("Vorsitz", coerce=int)
    from_at = GermanTimeField("ab Uhrzeit")
    from_item = ChoiceField("ab Tagesordnungspunkt", coerce=int, default=0)
    is_confirmed = BooleanField("Ja, den Eintrag ersetzen")

    def offer(self, present: Sequence[Attendance], items: Sequence[NumberedItem]) -> None:
        """Only who is present can preside."""
        self.attendance.choices = [(a.id, a.name) for a in present]
        self.from_item.choices = [(0, "nicht angegeben")]
        self.from_item.choices += [(n.item.id, f"{n.label} {n.item.title}"[:80]) for n in items]


class ItemForm(BaseForm):
    """A button on an item: only the version on which its page was built."""

    version = VersionField()


@dataclass(frozen=True)
class Choices:
    """What the vote form offers: persons who may be barred, votes in the room."""

    people: Sequence[Attendance]
    present: int


class VoteForm(BaseForm):
    kind = ChoiceField(
        "Worum geht es bei der Abstimmung?",
        choices=[(kind.value, kind.label) for kind in VoteKind],
        default=VoteKind.MAIN.value,
    )
    motion = TextField("Worüber wird abgestimmt?", length=300)
    mode = ChoiceField(
        "Art der Abstimmung",
        choices=[("", "keine Abstimmung"), *((mode.value, mode.label) for mode in VoteMode)],
    )
    yes = WholeNumberField("Ja", maximum=9999)
    no = WholeNumberField("Nein", maximum=9999)
    abstain = WholeNumberField("Enthaltung", maximum=9999)
    invalid = WholeNumberField("Ungültige Stimmen", maximum=9999)
    announced = RadioField(
        "Ergebnis",
        choices=[("", "ergibt sich aus den Stimmen"), ("ja", "angenommen"), ("nein", "abgelehnt")],
        default="",
        validate_choice=False,
    )
    result_text = TextField("Eigener Wortlaut für die Niederschrift", length=500)
    taken_at = GermanTimeField("Uhrzeit der Abstimmung")
    present_override = WholeNumberField("Anwesende Stimmberechtigte, abweichend", maximum=9999)
    outcome = ChoiceField(
        "Beschlussart",
        choices=[("", "noch offen"), *((one.value, one.label) for one in Outcome)],
    )
    barred = BoxesField("Befangen und nicht dabei", coerce=int)
    version = VersionField()

    def offer(self, choices: Choices) -> None:
        self.barred.choices = [(a.id, a.name) for a in choices.people]
        self.present = choices.present

    def count_unanimous(self) -> None:
        """All in the room said yes: what the button without script fills in."""
        self.mode.data = self.mode.data or VoteMode.COUNTED.value
        self.yes.data, self.no.data, self.abstain.data = self.present, 0, 0
        self.invalid.data = None
        if self.kind.data in {VoteKind.MAIN, VoteKind.ELECTION, VoteKind.PROCEDURE}:
            self.outcome.data = self.outcome.data or Outcome.ADOPTED.value

    def has_vote(self) -> bool:
        counts = (self.yes, self.no, self.abstain, self.invalid)
        told = (self.mode, self.announced, self.result_text, self.motion)
        return any(f.data is not None for f in counts) or any(f.data for f in told)

    def ballot(self, sitting: Sitting) -> Ballot:
        """What was entered; without a mode, counts mean counted and words mean verbal."""
        counted = any(f.data is not None for f in (self.yes, self.no, self.abstain))
        mode = self.mode.data or (VoteMode.COUNTED if counted else VoteMode.VERBAL)
        clock = self.taken_at.data
        return Ballot(
            mode=VoteMode(mode),
            kind=VoteKind(self.kind.data),
            motion=self.motion.data or "",
            yes=self.yes.data,
            no=self.no.data,
            abstain=self.abstain.data,
            invalid=self.invalid.data,
            announced=ANNOUNCED.get(self.announced.data),
            result_text=self.result_text.data or "",
            taken_at=rules.moment_in(sitting, clock, "taken_at") if clock else None,
            present_override=self.present_override.data,
        )

    def chosen_outcome(self) -> Outcome | None:
        return Outcome(self.outcome.data) if self.outcome.data else None


def item_values(item: AgendaItem, barred: Sequence[int]) -> dict[str, Any]:
    """What the vote form shows of the item itself."""
    return {
        "outcome": item.outcome.value if item.outcome else "",
        "barred": list(barred),
        "version": item.version,
    }


def vote_values(vote: Vote) -> dict[str, Any]:
    """What the vote form shows of a recorded vote."""
    has_counts = vote.yes is not None or vote.no is not None
    told = "" if has_counts or vote.is_adopted is None else ("ja" if vote.is_adopted else "nein")
    return {
        "kind": vote.kind.value,
        "motion": vote.motion,
        "mode": vote.mode.value,
        "yes": vote.yes,
        "no": vote.no,
        "abstain": vote.abstain,
        "invalid": vote.invalid,
        "announced": told,
        "result_text": vote.result_text,
        "taken_at": vote.taken_at.astimezone(BERLIN).time() if vote.taken_at else None,
        "present_override": vote.present_override,
    }
