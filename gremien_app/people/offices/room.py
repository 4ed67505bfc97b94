"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.people.committees.models import Office
from gremien_app.people.members.models import OfficeTenure
from gremien_app.people.offices import queries, views

registration = Registration(
    room="people.offices",
    blueprints=(views.bp,),
    current={"persons.index": ("offices.",)},
    about=(About("/aemter/<oid:id>", Office), About("/amtszeiten/<oid:id>", OfficeTenure)),
    pages=(ObjectPage("office", "offices.show", queries.ids_visible_to),),
    areas=(Area("office", "Ämter"), Area("tenure", "Amtszeiten")),
)
