"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SHOWN, Fate, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.deadlines import due_queries, views
from gremien_app.meetings.deadlines.models import DeadlineDone

registration = Registration(
    room="meetings.deadlines",
    blueprints=(views.bp,),
    current={"sittings.index": ("deadlines.",)},
    due=due_queries.due,
    due_days=due_queries.due_days,
    areas=(Area("deadline", "Fristen"),),
    tables=(
        TableFacts(
            DeadlineDone,
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=False,
            persons={Fate.REPLACED: ("done_by",)},
        ),
    ),
)
