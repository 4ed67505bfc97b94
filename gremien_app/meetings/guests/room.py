"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.meetings.guests import views
from gremien_app.meetings.guests.models import Guest

registration = Registration(
    room="meetings.guests",
    blueprints=(views.bp,),
    current={"sittings.index": ("guests.",)},
    about=(About("/gaeste/<oid:id>", Guest),),
)
