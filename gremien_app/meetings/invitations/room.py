"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import Registration, Tab
from gremien_app.base.house.tables import SHOWN, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.invitations import due_queries, views
from gremien_app.meetings.invitations.models import Invitation

registration = Registration(
    room="meetings.invitations",
    blueprints=(views.bp,),
    current={"sittings.index": ("invitations.",)},
    tabs=(
        Tab(
            "sitting",
            "Einladung",
            "invitations.show",
            order=5,
            is_for=lambda viewer, sitting: viewer.manages(sitting.committee_id),
        ),
    ),
    due=due_queries.due,
    areas=(Area("invitation", "Einladungen"),),
    tables=(
        TableFacts(
            Invitation,
            recorded=RecordedAs(
                label="Einladung", slug="einladung", committee="sitting.committee_id"
            ),
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.TOLD: ("late_reason", "note", "text"), Fate.REPLACED: ("invited_by",)},
        ),
    ),
)
