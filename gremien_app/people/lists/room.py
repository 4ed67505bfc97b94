"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SILENT, Fate, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.people.lists import taking_views
from gremien_app.people.lists.models import ListHeading

registration = Registration(
    room="people.lists",
    blueprints=(taking_views.bp,),
    current={"portal.committees": ("lists.",)},
    areas=(Area("list", "Mitgliederlisten"),),
    tables=(
        TableFacts(
            ListHeading,
            word="Überschrift in einer Mitgliederliste",
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.NOBODY: ("heading", "column")},
        ),
    ),
)
