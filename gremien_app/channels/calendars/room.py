"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, Keeping
from gremien_app.base.house.registration import About, MenuEntry, Registration, Taken
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.channels.calendars import freshness_actions, personal_queries, subscription_views
from gremien_app.channels.calendars.models import CalendarFeed, CalendarVersion

FEEDS = Keeping(
    name="Kalender-Abos (Prüfwert der Adresse, Tag der letzten Abfrage)",
    whose="wer ein Abo hat",
    kept="bis es beendet wird",
    end="auf der Seite „Meine Abos“",
    order=11,
)
registration = Registration(
    room="channels.calendars",
    blueprints=(subscription_views.bp,),
    menu=(MenuEntry("Kalender", "calendars.index", order=8),),
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
    areas=(
        Area("calendar", "Kalender"),
        Area("calendar_feed", "Kalender-Abos"),
    ),
    own_uids=personal_queries.persons_with_own_uids,
    restored=freshness_actions.renew_restored,
    tables=(
        TableFacts(
            CalendarVersion,
            calendars=SILENT,
            keeping=MASTER,
            is_filled=True,
            persons={Fate.NOBODY: ("value",)},
        ),
        TableFacts(
            CalendarFeed,
            recorded=RecordedAs(label="Kalender-Abo", slug="kalender-abo"),
            calendars=SHOWN,
            keeping=FEEDS,
            goes_with=GoesWith(column="user_id", label="Kalender-Abos", order=6, field="feeds"),
            persons={Fate.GOES: ("user_id", "name", "token_hash", "uid_key")},
        ),
    ),
    taken=(
        Taken(
            "uq_calendar_feed_running_name",
            "Ein Abo mit diesem Namen haben Sie gerade eben angelegt.",
            "name",
        ),
    ),
)
