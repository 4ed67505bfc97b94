"""What the room tells the house."""

from gremien_app.base.house.keeping import NAMES, Keeping
from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.people.persons import queries, views
from gremien_app.people.persons.models import ContactConsent, FormerName, Person
from gremien_app.people.persons.rules import FORGOTTEN

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
    room="people.persons",
    blueprints=(views.bp,),
    menu=(MenuEntry("Personen", "persons.index", order=5),),
    current={"persons.index": ("persons.",)},
    about=(About("/personen/<oid:id>", Person), About("/einwilligungen/<oid:id>", ContactConsent)),
    areas=(Area("consent", "Einwilligungen"), Area("person", "Personen")),
    pages=(ObjectPage("person", "persons.show", queries.ids_visible_to),),
    tables=(
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
            goes_with=GoesWith(
                column="person_id", label="Einwilligungen", order=2, field="consents"
            ),
            persons={Fate.GOES: ("person_id", "basis")},
        ),
        TableFacts(
            FormerName,
            calendars=SHOWN,
            keeping=NAMES,
            goes_with=GoesWith(
                column="person_id", label="frühere Namen", order=3, field="former_names"
            ),
            persons={Fate.GOES: ("person_id", "salutation", "title", "first_name", "last_name")},
        ),
    ),
)
