"""Forms of sittings and rooms."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from wtforms import BooleanField

from gremien_app.base.kernel.dates import parse_german_time
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import YesNoField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    ChoiceField,
    GermanDateField,
    GermanTimeField,
    TextField,
    VersionField,
)
from gremien_app.meetings.sittings import rules
from gremien_app.meetings.sittings.candidate_rules import Candidate
from gremien_app.meetings.sittings.models import Room, Sitting, SittingFormat, SittingKind
from gremien_app.people.committees.forms import PUBLICITY
from gremien_app.people.committees.models import Committee

DATE_REQUIRED = "Bitte geben Sie ein Datum ein, zum Beispiel 30.11.2026."
TIME_REQUIRED = "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 14:00."
KEPT = "Grund, den Termin trotzdem zu nehmen"
SITTING_YEARS = (5, 5)  # before and after this one; further away the year may be mistyped


class _PlaceFields(BaseForm):
    room = bound(Sitting.room)

    def offer_rooms(self, rooms: list[Room]) -> None:
        self.room.offer(rooms, lambda one: one.label, none="noch offen")

    @property
    def room_id(self) -> int | None:
        return self.room.data.id if self.room.data else None


class _DetailFields(_PlaceFields):
    kind = bound(Sitting.kind, default=SittingKind.REGULAR)
    format = bound(Sitting.format, default=SittingFormat.IN_PERSON)
    publicity = bound(
        Sitting.is_public, "Öffentlichkeit", field=YesNoField, default=True, **PUBLICITY
    )
    publicity_meant = BooleanField("Ja, diese Sitzung ist öffentlich.")
    online_url = bound(Sitting.online_url, "Adresse zur Einwahl")
    reference = bound(Sitting.reference)
    partners = bound(Sitting.partners, "Gemeinsame Sitzung mit")
    note = bound(Sitting.note, length=5000)

    def offer_partners(self, committees: Iterable[Committee], day: date) -> None:
        self.partners.offer(committees, lambda one: one.name_on(day).name)

    def details(self) -> dict[str, Any]:
        """The values as ``actions.plan`` and ``actions.edit`` take them."""
        return self.given() | {"is_publicity_meant": self.publicity_meant.data}


class PlanForm(_DetailFields):
    committee = ChoiceField("Gremium", coerce=int)
    # Whatever committee is chosen in the end: its own publicity, not the first one's.
    publicity = bound(
        Sitting.is_public,
        "Öffentlichkeit",
        field=YesNoField,
        default=None,
        none="wie beim Gremium üblich",
        **PUBLICITY,
    )
    day = GermanDateField("Datum", required=DATE_REQUIRED, usual=SITTING_YEARS)
    start = GermanTimeField("Beginn")
    end = GermanTimeField("Ende")
    kept_reason = bound(Sitting.kept_reason, KEPT)

    def candidate(self, committee: Committee | None) -> Candidate | None:
        """What was typed as a date to be looked at; None while it is incomplete."""
        if committee is None or self.day.data is None:
            return None
        try:
            period = self.period(committee.usual_start, committee.usual_minutes)
        except RuleBroken:
            return None
        others = {one.id for one in self.partners.data} - {committee.id}
        return Candidate((committee.id, *sorted(others)), *period, self.room_id)

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


class NumberForm(BaseForm):
    number = bound(Sitting.number, "Nummer in der Wahlperiode", maximum=9999)
    reference = bound(Sitting.reference)
    reason = TextField("Grund der Berichtigung", length=500)
    version = VersionField()


class MoveForm(_PlaceFields):
    day = bound(
        Sitting.starts_at,
        "Neues Datum",
        field=GermanDateField,
        required=DATE_REQUIRED,
        usual=SITTING_YEARS,
    )
    start = bound(Sitting.starts_at, field=GermanTimeField, required=TIME_REQUIRED)
    end = bound(Sitting.ends_at, field=GermanTimeField, required=TIME_REQUIRED)
    reason = TextField("Grund der Verlegung", length=500)
    kept_reason = TextField(KEPT, length=500)
    version = VersionField()

    def candidate(self, sitting: Sitting) -> Candidate | None:
        """The new date to be looked at; None while it is incomplete."""
        if self.day.data is None or self.start.data is None or self.end.data is None:
            return None
        try:
            period = self.period()
        except RuleBroken:
            return None
        return Candidate(sitting.committee_ids, *period, self.room_id, sitting.id)

    def period(self) -> tuple[datetime, datetime]:
        day, start, end = self.day.data, self.start.data, self.end.data
        assert day is not None
        assert start is not None
        assert end is not None
        return rules.period(day, start, end)


class KeepForm(BaseForm):
    kept_reason = bound(Sitting.kept_reason, required="Bitte nennen Sie den Grund.")
    version = VersionField()


class CancelForm(BaseForm):
    reason = bound(Sitting.cancel_reason, required="Bitte nennen Sie den Grund der Absage.")
    version = VersionField()


class TimesForm(BaseForm):
    opened = bound(Sitting.opened_at, "Eröffnet um", field=GermanTimeField, required=TIME_REQUIRED)
    closed = bound(Sitting.closed_at, "Geschlossen um", field=GermanTimeField)
    version = VersionField()

    def times_on(self, day: date) -> tuple[datetime, datetime | None]:
        assert self.opened.data is not None
        opened, closed = self.opened.data, self.closed.data
        opened_at = rules.moment(day, opened, "opened")
        if closed is None:
            return opened_at, None
        return opened_at, rules.end_after(opened_at, day, opened, closed, "closed")
