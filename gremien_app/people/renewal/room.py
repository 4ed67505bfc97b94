"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SHOWN, Fate, TableFacts
from gremien_app.people.renewal import views
from gremien_app.people.renewal.models import Reconstitution

registration = Registration(
    room="people.renewal",
    blueprints=(views.bp,),
    current={"portal.committees": ("renewal.",)},
    tables=(
        TableFacts(
            Reconstitution,
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.REPLACED: ("created_by",), Fate.NOBODY: ("created_seats",)},
        ),
    ),
)
