"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.records.resolutions import views

registration = Registration(
    room="records.resolutions",
    blueprints=(views.bp,),
    menu=(MenuEntry("Beschlüsse", "resolutions.index", order=6),),
    current={"resolutions.index": ("resolutions.",)},
)
