"""What the room tells the house."""

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.meetings.sittings import opening_views
from gremien_app.meetings.sittings import venue_views as venues
from gremien_app.meetings.sittings.models import Room, Sitting, Venue

registration = Registration(
    room="meetings.sittings",
    blueprints=(opening_views.bp, venues.bp),
    menu=(MenuEntry("Sitzungen", "sittings.index", order=3),),
    current={"sittings.index": ("sittings.", "venues.")},
    about=(
        About("/sitzungen/<oid:id>", Sitting),
        About("/orte/raeume/<oid:id>", Room),
        About("/orte/gebaeude/<oid:id>", Venue),
    ),
)
