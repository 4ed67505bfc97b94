"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.records.minutes import downloads, former_models  # noqa: F401 -- its table

registration = Registration(
    room="records.minutes",
    blueprints=(downloads.bp,),
    menu=(MenuEntry("Niederschriften", "minutes.index", order=5),),
    current={"minutes.index": ("minutes.",)},
)
