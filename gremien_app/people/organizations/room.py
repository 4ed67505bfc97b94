"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import About, Registration, Taken
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.people.organizations import queries, views
from gremien_app.people.organizations.models import Organization, OrganizationName

registration = Registration(
    room="people.organizations",
    blueprints=(views.bp,),
    current={"persons.index": ("organizations.",)},
    about=(About("/organisationen/<oid:id>", Organization),),
    areas=(Area("organization", "Organisationen"),),
    pages=(ObjectPage("organization", "organizations.show", queries.ids_visible_to),),
    tables=(
        TableFacts(
            Organization,
            recorded=RecordedAs(label="Organisation", slug="organisation", is_shared=True),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("name", "short", "search_key")},
        ),
        TableFacts(
            OrganizationName,
            word="Organisation",
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("name", "search_key")},
        ),
    ),
    taken=(
        Taken(
            "uq_organization_name",
            "Eine Organisation mit diesem Namen wurde gerade eben angelegt.",
            "name",
        ),
        Taken(
            "uq_organization_search_key",
            "Eine Organisation mit diesem Namen wurde gerade eben angelegt.",
            "name",
        ),
    ),
)
