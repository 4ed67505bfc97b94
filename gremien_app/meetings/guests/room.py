"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import About, Registration, Tab, Taken
from gremien_app.base.house.tables import SHOWN, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.guests import carrying_actions, views
from gremien_app.meetings.guests.models import Admission, Guest

registration = Registration(
    room="meetings.guests",
    blueprints=(views.bp,),
    current={"sittings.index": ("guests.",)},
    tabs=(
        Tab(
            "sitting",
            "Gäste",
            "guests.index",
            order=4,
            is_for=lambda viewer, sitting: viewer.manages(sitting.committee_id),
        ),
    ),
    about=(About("/gaeste/<oid:id>", Guest),),
    carried=carrying_actions.carry,
    areas=(Area("guest", "Gäste"),),
    tables=(
        TableFacts(
            Guest,
            recorded=RecordedAs(
                label="Gast", slug="gast", belongs_by="person_id", committee="sitting.committee_id"
            ),
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.GOES: ("person_id", "detail")},
        ),
        TableFacts(
            Admission,
            calendars=SHOWN,
            keeping=RECORDS,
        ),
    ),
    taken=(
        Taken(
            "uq_guest_sitting_id_person_id",
            "Diese Person ist zu dieser Sitzung schon als Gast eingeladen. Ändern Sie dort, zu "
            "welchen Punkten.",
        ),
    ),
)
