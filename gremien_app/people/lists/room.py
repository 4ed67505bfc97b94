"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.base.house.words import Area
from gremien_app.people.lists import taking_views

registration = Registration(
    room="people.lists",
    blueprints=(taking_views.bp,),
    current={"portal.committees": ("lists.",)},
    areas=(Area("list", "Mitgliederlisten"),),
)
