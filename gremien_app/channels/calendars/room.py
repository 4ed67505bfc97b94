"""What the room tells the house."""

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.channels.calendars import subscription_views as subscriptions
from gremien_app.channels.calendars.models import CalendarFeed

registration = Registration(
    room="channels.calendars",
    blueprints=(subscriptions.bp,),
    menu=(MenuEntry("Kalender", "calendars.index", order=7),),
    current={"calendars.index": ("calendars.",)},
    sessionless=(
        "calendars.committee_feed",
        "calendars.all_feed",
        "calendars.personal_feed",
        "calendars.personal_page",
    ),
    about=(
        About(
            "/kalender/abos/<oid:id>",
            CalendarFeed,
            is_gone=lambda feed: feed.revoked_at is not None,
        ),
    ),
)
