"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.records.minutes import download_views as downloads

registration = Registration(
    room="records.minutes",
    blueprints=(downloads.bp,),
    menu=(MenuEntry("Niederschriften", "minutes.index", order=5),),
    current={"minutes.index": ("minutes.",)},
)
