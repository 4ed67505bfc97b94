"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SHOWN, Fate, TableFacts
from gremien_app.people.renewal import due_queries, naming_views
from gremien_app.people.renewal.models import Reconstitution

registration = Registration(
    room="people.renewal",
    blueprints=(naming_views.bp,),
    current={"portal.committees": ("renewal.",)},
    due=due_queries.due,
    tables=(
        TableFacts(
            Reconstitution,
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.REPLACED: ("created_by",), Fate.NOBODY: ("created_seats",)},
        ),
    ),
)
