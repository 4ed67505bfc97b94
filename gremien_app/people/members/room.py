"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, NAMES, Keeping
from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.people.members import (
    change_views,
    closing_views,
    organization_queries,
    organization_views,
    person_queries,
    person_views,
    renewal_models,  # noqa: F401 -- its table
    renewal_views,
    seat_views,
    views,
)
from gremien_app.people.members.models import (
    ContactConsent,
    Membership,
    OfficeTenure,
    Organization,
    OrganizationName,
    Person,
    Seat,
)
from gremien_app.people.members.naming_models import FormerName
from gremien_app.people.members.person_rules import FORGOTTEN
from gremien_app.people.members.renewal_models import Reconstitution

CONTACT = Keeping(
    name="Kontaktdaten, Sprache, Form der Unterlagen, Pronomen und die Einwilligungen dazu",
    whose="Mitglieder und Gäste",
    kept=lambda lengths: (
        f"{lengths.contact_months} Monate nach der letzten Mitgliedschaft oder Einladung"
    ),
    end="von selbst; früher auf Wunsch",
    order=4,
    settings=("contact_months",),
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
    areas=(
        Area("consent", "Einwilligungen"),
        Area("membership", "Mitgliedschaften"),
        Area("organization", "Organisationen"),
        Area("person", "Personen"),
        Area("seat", "Sitze"),
    ),
    pages=(
        ObjectPage("person", "persons.show", person_queries.ids_visible_to),
        ObjectPage("organization", "organizations.show", organization_queries.ids_visible_to),
    ),
    fields={
        "can_vote": "stimmberechtigt",
        "counts_for_quorum": "zählt für die Beschlussfähigkeit",
        "deputy_order": "Rang der Stellvertretung",
        "end_reason": "Grund des Endes",
        "gets_papers": "bekommt Unterlagen",
        "given_on": "erteilt am",
        "organization": "entsendet von",
        "person": "Person",
        "publication_basis": "Grundlage der Veröffentlichung",
        "publication_date": "veröffentlicht seit",
        "publication_revoked_on": "Veröffentlichung widerrufen am",
        "revoked_on": "widerrufen am",
        "role": "Rolle",
        "seat": "Sitz",
    },
    tables=(
        TableFacts(
            Organization,
            recorded=RecordedAs(label="Organisation", slug="organisation", is_shared=True),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("name", "short", "search_key")},
        ),
        TableFacts(
            Person,
            recorded=RecordedAs(label="Person", slug="person", begun_by="person.added"),
            calendars=SHOWN,
            keeping=NAMES,
            persons={
                # Of somebody whose name stands in minutes.
                Fate.STAYS: ("title", "first_name", "last_name", "search_key", "sort_key"),
                Fate.EMPTIED: (
                    *FORGOTTEN,
                    "salutation",
                    "order_name",
                    "office",
                    "publication_basis",
                ),
                Fate.REPLACED: ("ref",),
            },
        ),
        TableFacts(
            ContactConsent,
            recorded=RecordedAs(label="Einwilligung", slug="einwilligung", belongs_by="person_id"),
            calendars=SILENT,
            keeping=CONTACT,
            persons={Fate.GOES: ("person_id", "basis")},
        ),
        TableFacts(
            FormerName,
            calendars=SHOWN,
            keeping=NAMES,
            persons={Fate.GOES: ("person_id", "salutation", "title", "first_name", "last_name")},
        ),
        TableFacts(
            OfficeTenure,
            recorded=RecordedAs(
                label="Amtszeit", slug="amtszeit", is_shared=True, belongs_by="person_id"
            ),
            calendars=SHOWN,
            keeping=NAMES,
            persons={Fate.STAYS: ("person_id", "title"), Fate.NOBODY: ("ended",)},
        ),
        TableFacts(
            OrganizationName,
            word="Organisation",
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("name", "search_key")},
        ),
        TableFacts(
            Reconstitution,
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.REPLACED: ("created_by",), Fate.NOBODY: ("ended", "created_seats")},
        ),
        TableFacts(
            Seat,
            recorded=RecordedAs(label="Sitz", slug="sitz"),
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.NOBODY: ("group_label",)},
        ),
        TableFacts(
            Membership,
            recorded=RecordedAs(
                label="Mitgliedschaft", slug="mitgliedschaft", belongs_by="person_id"
            ),
            calendars=SHOWN,
            keeping=NAMES,
            persons={Fate.STAYS: ("person_id",), Fate.EMPTIED: ("publication_basis", "end_reason")},
        ),
    ),
)
