"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.meetings.invitations import views

registration = Registration(
    room="meetings.invitations",
    blueprints=(views.bp,),
    current={"sittings.index": ("invitations.",)},
)
