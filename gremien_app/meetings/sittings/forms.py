"""Forms of sittings and rooms."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from wtforms import BooleanField

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import parse_german_time
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    ChoiceField,
    GermanDateField,
    GermanTimeField,
    LongTextField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.meetings.sittings import rules
from gremien_app.meetings.sittings.date_rules import Candidate
from gremien_app.meetings.sittings.models import Room, Sitting, SittingFormat, SittingKind
from gremien_app.people.committees.models import Committee

DATE_REQUIRED = "Bitte geben Sie ein Datum ein, zum Beispiel 30.11.2026."
TIME_REQUIRED = "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 14:00."
AS_USUAL = ("", "wie beim Gremium üblich")
SITTING_YEARS = (5, 5)  # before and after this one; further away the year may be mistyped
PUBLICITY = [("ja", "öffentlich"), ("nein", "nichtöffentlich")]


def kind_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in SittingKind]


def format_choices() -> list[tuple[str, str]]:
    return [(kind.value, kind.label) for kind in SittingFormat]


class _PlaceFields(BaseForm):
    room = ChoiceField("Raum", coerce=int)

    def offer_rooms(self, rooms: list[Room]) -> None:
        self.rooms = {room.id: room for room in rooms}
        self.room.choices = [(0, "noch offen"), *((room.id, room.label) for room in rooms)]

    def chosen_room(self) -> Room | None:
        return self.rooms.get(self.room.data)


class _DetailFields(_PlaceFields):
    kind = ChoiceField("Art", choices=kind_choices, default=SittingKind.REGULAR.value)
    format = ChoiceField("Form", choices=format_choices, default=SittingFormat.IN_PERSON.value)
    publicity = ChoiceField("Öffentlichkeit", choices=PUBLICITY, default="ja")
    publicity_meant = BooleanField("Ja, diese Sitzung ist öffentlich.")
    online_url = TextField("Adresse zur Einwahl", length=500)
    reference = TextField("Kennung", length=60)
    partners = BoxesField("Gemeinsame Sitzung mit", coerce=int)
    note = LongTextField("Interne Notiz", length=5000)

    def offer_partners(self, committees: Iterable[Committee], day: date) -> None:
        """The committees that may be invited to a joint sitting."""
        self.offered = {one.id: one for one in committees}
        self.partners.choices = [(id_, one.name_on(day).name) for id_, one in self.offered.items()]

    def details(self) -> dict[str, Any]:
        """The values as ``actions.plan`` and ``actions.edit`` take them."""
        return {
            "room": self.chosen_room(),
            "kind": SittingKind(self.kind.data),
            "format": SittingFormat(self.format.data),
            "is_public": None if self.publicity.data == "" else self.publicity.data == "ja",
            "is_publicity_meant": bool(self.publicity_meant.data),
            "online_url": self.online_url.data or "",
            "note": self.note.data or "",
            "reference": self.reference.data or "",
            "partners": [self.offered[id_] for id_ in self.partners.data or ()],
        }


class PlanForm(_DetailFields):
    committee = ChoiceField("Gremium", coerce=int)
    # Whatever committee is chosen in the end: its own publicity, not the first one's.
    publicity = ChoiceField("Öffentlichkeit", choices=[AS_USUAL, *PUBLICITY], default="")
    day = GermanDateField("Datum", required=DATE_REQUIRED, usual=SITTING_YEARS)
    start = GermanTimeField("Beginn")
    end = GermanTimeField("Ende")
    kept_reason = TextField("Grund, den Termin trotzdem zu nehmen", length=500)

    def candidate(self, committee: Committee | None) -> Candidate | None:
        """What was typed as a date to be looked at; None while it is incomplete."""
        if committee is None or self.day.data is None:
            return None
        try:
            period = self.period(committee.usual_start, committee.usual_minutes)
        except RuleBroken:
            return None
        others = set(self.partners.data or ()) & self.offered.keys() - {committee.id}
        return Candidate((committee.id, *sorted(others)), *period, self.room.data or None)

    def period(self, usual_start: str, usual_minutes: int) -> tuple[datetime, datetime]:
        """The typed times; what was left open is the committee's usual."""
        day, start = self.day.data, self.start.data
        assert day is not None
        if start is None:
            if not usual_start:
                raise RuleBroken(TIME_REQUIRED, field="start")
            start = parse_german_time(usual_start)
        if self.end.data is not None:
            return rules.period(day, start, self.end.data)
        starts_at = rules.moment(day, start, "start")
        return starts_at, starts_at + timedelta(minutes=usual_minutes)


class EditForm(_DetailFields):
    version = VersionField()

    def stored(self, sitting: Sitting) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {
            "room": sitting.room.label if sitting.room else "noch offen",
            "reference": sitting.reference,
            "partners": ", ".join(one.name_on(sitting.date).name for one in sitting.partners),
            "kind": sitting.kind.label,
            "format": sitting.format.label,
            "publicity": self.publicity.label_of("ja" if sitting.is_public else "nein"),
            "online_url": sitting.online_url,
            "note": sitting.note,
        }


class NumberForm(BaseForm):
    number = WholeNumberField("Nummer in der Wahlperiode", maximum=9999)
    reference = TextField("Kennung", length=60)
    reason = TextField("Grund der Berichtigung", length=500)
    version = VersionField()

    @staticmethod
    def stored(sitting: Sitting) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        return {
            "number": "" if sitting.number is None else str(sitting.number),
            "reference": sitting.reference,
        }


class MoveForm(_PlaceFields):
    day = GermanDateField("Neues Datum", required=DATE_REQUIRED, usual=SITTING_YEARS)
    start = GermanTimeField("Beginn", required=TIME_REQUIRED)
    end = GermanTimeField("Ende", required=TIME_REQUIRED)
    reason = TextField("Grund der Verlegung", length=500)
    kept_reason = TextField("Grund, den Termin trotzdem zu nehmen", length=500)
    version = VersionField()

    def candidate(self, sitting: Sitting) -> Candidate | None:
        """The new date to be looked at; None while it is incomplete."""
        if self.day.data is None or self.start.data is None or self.end.data is None:
            return None
        try:
            period = self.period()
        except RuleBroken:
            return None
        return Candidate(sitting.committee_ids, *period, self.room.data or None, sitting.id)

    def period(self) -> tuple[datetime, datetime]:
        day, start, end = self.day.data, self.start.data, self.end.data
        assert day is not None
        assert start is not None
        assert end is not None
        return rules.period(day, start, end)


class KeepForm(BaseForm):
    kept_reason = TextField(
        "Grund, den Termin zu behalten", length=500, required="Bitte nennen Sie den Grund."
    )
    version = VersionField()


class CancelForm(BaseForm):
    reason = TextField(
        "Grund der Absage", length=500, required="Bitte nennen Sie den Grund der Absage."
    )
    version = VersionField()


class TimesForm(BaseForm):
    opened = GermanTimeField("Eröffnet um", required=TIME_REQUIRED)
    closed = GermanTimeField("Geschlossen um")
    version = VersionField()

    @staticmethod
    def stored(sitting: Sitting) -> dict[str, str]:
        """As shown, for comparing with what was typed."""
        recorded = {"opened": sitting.opened_at, "closed": sitting.closed_at}
        return {
            name: moment.astimezone(BERLIN).strftime("%H:%M") if moment else ""
            for name, moment in recorded.items()
        }

    def times_on(self, day: date) -> tuple[datetime, datetime | None]:
        assert self.opened.data is not None
        opened, closed = self.opened.data, self.closed.data
        opened_at = rules.moment(day, opened, "opened")
        if closed is None:
            return opened_at, None
        return opened_at, rules.end_after(opened_at, day, opened, closed, "closed")
