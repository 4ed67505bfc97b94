"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.meetings.fixing import due_queries, queries, views
from gremien_app.meetings.fixing.models import AgendaFixing
from gremien_app.meetings.fixing.occasions import ASKED

registration = Registration(
    room="meetings.fixing",
    occasions=(ASKED,),
    blueprints=(views.bp,),
    current={"sittings.index": ("fixing.",)},
    due=due_queries.due,
    hints=queries.hints,
    tables=(
        TableFacts(
            AgendaFixing,
            recorded=RecordedAs(
                label="Festsetzung der Tagesordnung",
                slug="festsetzung",
                committee="sitting.committee_id",
            ),
            calendars=SILENT,
            keeping=RECORDS,
            is_content=True,
            persons={
                Fate.STAYS: ("chair_id",),
                Fate.TOLD: ("agreed_note",),
                Fate.NOBODY: ("items",),
            },
        ),
    ),
)
