"""What the room tells the house."""

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.people.committees import structure_views, term_views, views
from gremien_app.people.committees.models import Committee, CommitteeName, Term

registration = Registration(
    room="people.committees",
    blueprints=(views.bp, structure_views.bp, term_views.bp),
    menu=(MenuEntry("Wahlperioden", "terms.index", order=102, is_behind=True),),
    current={"portal.committees": ("committees.", "structure."), "terms.index": ("terms.",)},
    about=(
        About("/gremien/<slug>", Committee),
        About("/gremien/<slug>/namen/<oid:id>", CommitteeName),
        About("/verwaltung/wahlperioden/<oid:id>", Term),
    ),
)
