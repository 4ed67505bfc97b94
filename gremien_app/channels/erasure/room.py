"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.channels.erasure import views

registration = Registration(
    room="channels.erasure",
    blueprints=(views.bp,),
)
