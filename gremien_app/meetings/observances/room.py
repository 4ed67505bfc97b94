"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import About, Registration, Taken
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.observances import views
from gremien_app.meetings.observances.models import Observance, OutsideCalendar, OutsideSitting

registration = Registration(
    room="meetings.observances",
    blueprints=(views.bp,),
    current={"sittings.index": ("observances.",)},
    about=(
        About("/besondere-tage/<oid:id>", Observance),
        About("/andere-sitzungen/<oid:id>", OutsideCalendar),
    ),
    areas=(
        Area("observance", "Feiertage"),
        Area("outside_calendar", "Fremde Kalender"),
    ),
    fields={"year_reference": "Kennung"},  # of a sitting, in the record
    tables=(
        TableFacts(
            Observance,
            recorded=RecordedAs(label="Feiertag", slug="feiertag", is_shared=True),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.NOBODY: ("name", "source")},
        ),
        TableFacts(
            OutsideCalendar,
            recorded=RecordedAs(label="Fremder Kalender", slug="fremder-kalender", is_shared=True),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.NOBODY: ("name", "source")},
        ),
        TableFacts(
            OutsideSitting,
            word="Sitzung in einem fremden Kalender",
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("summary",), Fate.NOBODY: ("uid",)},
        ),
    ),
    taken=(
        Taken("uq_observance_name_starts_on", "Dieser Tag steht schon in der Tabelle.", "name"),
        Taken("uq_outside_calendar_name", "Einen Kalender mit diesem Namen gibt es schon.", "name"),
    ),
)
