"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import About, Registration
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.planning import due_queries, plan_views
from gremien_app.meetings.planning.models import PlannedDate, SittingPlan

registration = Registration(
    room="meetings.planning",
    blueprints=(plan_views.bp,),
    current={"sittings.index": ("planning.",)},
    about=(
        About("/sitzungsplan/vorschlaege/<oid:id>", SittingPlan),
        About("/sitzungsplan/termine/<oid:id>", PlannedDate),
    ),
    due=due_queries.due,
    areas=(Area("plan", "Sitzungsplan"),),
    tables=(
        TableFacts(
            SittingPlan,
            recorded=RecordedAs(
                label="Sitzungsplan", slug="sitzungsplan", committee="committee_id"
            ),
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.REPLACED: ("created_by",), Fate.NOBODY: ("pattern",)},
        ),
        TableFacts(
            PlannedDate,
            word="Termin im Sitzungsplan",
            calendars=SILENT,
            keeping=RECORDS,
            is_content=False,
            persons={Fate.TOLD: ("kept_reason",)},
        ),
    ),
)
