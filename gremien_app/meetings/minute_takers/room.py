"""What the room tells the house."""

from gremien_app.base.house.keeping import NAMES
from gremien_app.base.house.registration import About, Registration
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.minute_takers import views
from gremien_app.meetings.minute_takers.models import MinuteTaker

registration = Registration(
    room="meetings.minute_takers",
    blueprints=(views.bp,),
    current={"portal.committees": ("minute_takers.",)},
    about=(About("/schriftfuehrung/<oid:id>", MinuteTaker),),
    areas=(Area("minute_taker", "Schriftführung"),),
    tables=(
        TableFacts(
            MinuteTaker,
            recorded=RecordedAs(
                label="Schriftführung",
                slug="schriftfuehrung",
                committee="committee_id",
                belongs_by="person_id",
            ),
            calendars=SILENT,
            keeping=NAMES,
            is_content=True,
            persons={Fate.STAYS: ("person_id",), Fate.TOLD: ("basis",)},
        ),
    ),
)
