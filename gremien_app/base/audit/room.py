"""What the room tells the house."""

from gremien_app.base.audit import views
from gremien_app.base.house.registration import MenuEntry, Registration

registration = Registration(
    room="base.audit",
    blueprints=(views.bp,),
    menu=(MenuEntry("Protokoll", "audit.index", order=104, is_behind=True),),
    current={"audit.index": ("audit.",)},
)
