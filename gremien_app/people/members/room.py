"""What the room tells the house."""

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.people.members import (
    change_views,
    closing_views,
    organization_views,
    person_views,
    renewal_models,  # noqa: F401 -- its table
    renewal_views,
    seat_views,
    views,
)
from gremien_app.people.members.models import (
    ContactConsent,
    Membership,
    Organization,
    Person,
    Seat,
)

registration = Registration(
    room="people.members",
    blueprints=(
        views.bp,
        change_views.bp,
        renewal_views.bp,
        seat_views.bp,
        closing_views.bp,
        person_views.bp,
        organization_views.bp,
    ),
    menu=(MenuEntry("Personen", "persons.index", order=4),),
    current={
        "portal.committees": ("closing.", "members.", "changes.", "renewal.", "seats."),
        "persons.index": ("persons.", "organizations."),
    },
    about=(
        About("/personen/<oid:id>", Person),
        About("/einwilligungen/<oid:id>", ContactConsent),
        About("/organisationen/<oid:id>", Organization),
        About("/sitze/<oid:id>", Seat),
        About("/mitgliedschaften/<oid:id>", Membership),
    ),
)
