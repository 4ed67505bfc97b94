"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.meetings.observances import views
from gremien_app.meetings.observances.models import Observance, OutsideCalendar

registration = Registration(
    room="meetings.observances",
    blueprints=(views.bp,),
    current={"sittings.index": ("observances.",)},
    about=(
        About("/besondere-tage/<oid:id>", Observance),
        About("/andere-sitzungen/<oid:id>", OutsideCalendar),
    ),
)
