"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration, Tab
from gremien_app.base.house.words import ObjectPage
from gremien_app.channels.portal import (
    organization_views,  # noqa: F401 -- the pages that show organisations
    paper_views,  # noqa: F401 -- the page of a paper
    person_views,  # noqa: F401 -- the pages that show persons
    views,
)
from gremien_app.meetings.sittings import queries as sittings

registration = Registration(
    room="channels.portal",
    blueprints=(views.bp,),
    menu=(
        MenuEntry("Übersicht", "portal.start", order=1),
        MenuEntry("Gremien", "portal.committees", order=2),
    ),
    current={
        "portal.start": ("portal.start",),
        "portal.committees": ("portal.committee",),
        "sittings.index": ("portal.sitting",),
    },
    pages=(ObjectPage("sitting", "portal.sitting", sittings.ids_visible_to),),
    tabs=(Tab("sitting", "Überblick", "portal.sitting", order=1),),
    sessionless=("portal.healthz",),
    watched=("portal.healthz",),
)
