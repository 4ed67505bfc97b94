"""What the room tells the house."""

from gremien_app.base.house.keeping import NAMES
from gremien_app.base.house.registration import About, Registration
from gremien_app.base.house.tables import SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.people.pledges import views
from gremien_app.people.pledges.models import Pledge

registration = Registration(
    room="people.pledges",
    blueprints=(views.bp,),
    current={"portal.committees": ("pledges.",)},
    about=(About("/verpflichtungen/<oid:id>", Pledge),),
    areas=(Area("pledge", "Verpflichtungen"),),
    fields={"pledges": "Verpflichtungen"},
    tables=(
        TableFacts(
            Pledge,
            recorded=RecordedAs(
                label="Verpflichtung", slug="verpflichtung", belongs_by="person_id"
            ),
            calendars=SILENT,
            keeping=NAMES,
            goes_with=GoesWith(
                column="person_id", label="Verpflichtungen", order=4, field="pledges"
            ),
            persons={Fate.GOES: ("person_id",)},
        ),
    ),
)
