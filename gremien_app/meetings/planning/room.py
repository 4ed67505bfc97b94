"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.meetings.planning import plan_views
from gremien_app.meetings.planning.models import PlannedDate, SittingPlan

registration = Registration(
    room="meetings.planning",
    blueprints=(plan_views.bp,),
    current={"sittings.index": ("planning.",)},
    about=(
        About("/sitzungsplan/vorschlaege/<oid:id>", SittingPlan),
        About("/sitzungsplan/termine/<oid:id>", PlannedDate),
    ),
)
