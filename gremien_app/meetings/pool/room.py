"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.meetings.pool import views

registration = Registration(
    room="meetings.pool",
    blueprints=(views.bp,),
    current={"sittings.index": ("pool.",)},
)
