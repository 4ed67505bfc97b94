"""What the room tells the house."""

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.meetings.founding import (
    closing_views,
    naming_views,
    seat_views,  # noqa: F401 -- a page of committees
    term_views,
    views,  # noqa: F401 -- pages beside those of names
)
from gremien_app.people.committees.models import CommitteeName, Term

registration = Registration(
    room="meetings.founding",
    blueprints=(naming_views.bp, closing_views.bp, term_views.bp),
    menu=(MenuEntry("Wahlperioden", "terms.index", order=102, is_behind=True),),
    current={
        "portal.committees": ("structure.", "closing."),
        "terms.index": ("terms.",),
    },
    about=(
        About("/gremien/<slug>/namen/<oid:id>", CommitteeName),
        About("/verwaltung/wahlperioden/<oid:id>", Term),
    ),
)
