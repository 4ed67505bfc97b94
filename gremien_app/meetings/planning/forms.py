"""Forms of the year plan."""

from datetime import datetime, time, timedelta
from typing import Any

from wtforms import BooleanField

from gremien_app.base.kernel.dates import (
    MONTHS,
    WEEKDAYS,
    parse_german_time,
)
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.bound import EnumField, EnumRadioField, bound
from gremien_app.base.web.forms import (
    BaseForm,
    BoxesField,
    ChoiceField,
    GermanDateField,
    GermanTimeField,
    VersionField,
    WholeNumberField,
)
from gremien_app.meetings.planning.models import PlannedDate
from gremien_app.meetings.planning.patterns import LAST, ORDINALS, Pattern, PatternKind, Rhythm
from gremien_app.meetings.planning.rules import MOST_WEEKS
from gremien_app.meetings.sittings.forms import DATE_REQUIRED, SITTING_YEARS, TIME_REQUIRED
from gremien_app.meetings.sittings.models import Room
from gremien_app.meetings.sittings.rules import period
from gremien_app.people.committees.models import Committee

_ANY_DAY = datetime(2001, 1, 1)  # noqa: DTZ001 -- only to reckon with hours


def ordinal_choices() -> list[tuple[int, str]]:
    """As in "am 2. Donnerstag", the last one at the end."""
    return [(number, f"am {text}") for number, text in ORDINALS.items() if number != LAST] + [
        (LAST, "am letzten")
    ]


class _RoomForm(BaseForm):
    room = bound(PlannedDate.room)

    def offer_rooms(self, rooms: list[Room], none: str = "noch offen") -> None:
        self.room.offer(rooms, lambda one: one.label, none=none)


class PatternForm(_RoomForm):
    committee = ChoiceField("Gremium", coerce=int)
    year = WholeNumberField(
        "Jahr", maximum=9999, required="Bitte geben Sie das Jahr an, zum Beispiel 2027."
    )
    kind = EnumRadioField(
        "Wie sollen die Termine liegen?", kind=PatternKind, default=PatternKind.WEEKDAY
    )
    ordinal = ChoiceField("Der wievielte", choices=ordinal_choices, coerce=int, default=2)
    weekday = ChoiceField("Wochentag", choices=list(enumerate(WEEKDAYS)), coerce=int, default=3)
    rhythm = EnumField("Wie oft", kind=Rhythm, default=Rhythm.SECOND)
    weeks = WholeNumberField("Abstand in Wochen", maximum=MOST_WEEKS)
    first = GermanDateField("Erstes Datum", usual=SITTING_YEARS)
    start = GermanTimeField("Beginn")
    end = GermanTimeField("Ende")
    skipped_months = BoxesField(
        "Monate auslassen",
        choices=[(number, name) for number, name in enumerate(MONTHS, start=1)],
        coerce=int,
    )
    skips_school_holidays = BooleanField("Termine in den Schulferien auslassen")
    leaves_holidays = BooleanField(
        "Termine auf Feiertagen und an Karneval in die nächste freie Woche verschieben",
        default=True,
    )

    def pattern(self, committee: Committee) -> Pattern:
        """What was asked for; open hours are the committee's usual ones."""
        kind = PatternKind(str(self.kind.data))
        start, end = self._hours(kind, committee)
        return Pattern(
            kind=kind,
            year=self.year.data or 0,
            ordinal=self.ordinal.data,
            weekday=self.weekday.data,
            rhythm=Rhythm(str(self.rhythm.data)),
            weeks=self.weeks.data or 0,
            first=self.first.data,
            start=start,
            end=end,
            room_id=self.room.data.id if self.room.data else None,
            skipped_months=tuple(self.skipped_months.data or ()),
            skips_school_holidays=self.skips_school_holidays.data,
            leaves_holidays=self.leaves_holidays.data,
        )

    def _hours(self, kind: PatternKind, committee: Committee) -> tuple[time | None, time | None]:
        start, end = self.start.data, self.end.data
        if kind is PatternKind.COPY and start is None:
            if end is not None:
                raise RuleBroken("Bitte geben Sie auch den Beginn an.", field="start")
            return None, None
        if start is None:
            if not committee.usual_start:
                raise RuleBroken(TIME_REQUIRED, field="start")
            start = parse_german_time(committee.usual_start)
        if end is None:
            length = timedelta(minutes=committee.usual_minutes)
            end = (datetime.combine(_ANY_DAY, start) + length).time()
            if end <= start:
                raise RuleBroken(TIME_REQUIRED, field="end")
        return start, end


class PlannedDateForm(_RoomForm):
    day = bound(
        PlannedDate.starts_at,
        "Datum",
        field=GermanDateField,
        required=DATE_REQUIRED,
        usual=SITTING_YEARS,
    )
    start = bound(PlannedDate.starts_at, field=GermanTimeField, required=TIME_REQUIRED)
    end = bound(PlannedDate.ends_at, field=GermanTimeField, required=TIME_REQUIRED)
    kept_reason = bound(PlannedDate.kept_reason, "Warum dieser Termin trotz der Hinweise bleibt")
    version = VersionField()

    def details(self) -> dict[str, Any]:
        """The values as ``actions.add_date`` and ``actions.change_date`` take them."""
        day, start, end = self.day.data, self.start.data, self.end.data
        assert day is not None
        assert start is not None
        assert end is not None
        starts_at, ends_at = period(day, start, end)
        return self.given() | {"starts_at": starts_at, "ends_at": ends_at}


class PlanVersionForm(BaseForm):
    """A button that acts on the plan as it was shown."""

    version = VersionField()
