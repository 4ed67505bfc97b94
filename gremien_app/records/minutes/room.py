"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import MenuEntry, Registration, Tab
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.records.minutes import (
    download_views,
    due_queries,
    former_actions,  # noqa: F401 -- hears of names that may not be told any more
    seal_queries,
)
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesEntry,
    MinutesFile,
    MinutesPublication,
    MinutesRemark,
    MinutesVersion,
    Signature,
)

registration = Registration(
    room="records.minutes",
    blueprints=(download_views.bp,),
    menu=(MenuEntry("Niederschriften", "minutes.index", order=5),),
    current={"minutes.index": ("minutes.",)},
    tabs=(Tab("sitting", "Niederschrift", "minutes.show", order=8),),
    evidence=seal_queries.SEALING,
    due=due_queries.due,
    areas=(Area("minutes", "Niederschriften"),),
    fields={
        "altered_file": "veränderte Datei",
        "altered_text": "veränderter Text der Datei",
        "missing_file": "fehlende Datei",
        "content_sha256": "Prüfwert des Textes (SHA-256)",
        "sha256_closed": "Prüfwert der Datei, nichtöffentlicher Teil (SHA-256)",
        "sha256_public": "Prüfwert der Datei, öffentlicher Teil (SHA-256)",
        "signature_sha256": "Prüfwert der Unterschrift (SHA-256)",
    },
    tables=(
        TableFacts(
            Minutes,
            recorded=RecordedAs(
                label="Niederschrift", slug="niederschrift", committee="sitting.committee_id"
            ),
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            one_name=("minute_taker",),
            persons={Fate.STAYS: ("minute_taker",)},
        ),
        # Without it, signed papers would print a former name that may not be told.
        TableFacts(
            SignedName,
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.STAYS: ("person_id", "salutation", "title", "first_name", "last_name")},
        ),
        TableFacts(
            MinutesEntry,
            word="Text der Niederschrift",
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("text",)},
        ),
        TableFacts(
            MinutesRemark,
            word="Anmerkung zur Niederschrift",
            calendars=SILENT,
            keeping=RECORDS,
            one_name=("author",),
            persons={Fate.TOLD: ("text",), Fate.REPLACED: ("author",)},
        ),
        TableFacts(
            MinutesVersion,
            calendars=SHOWN,
            keeping=RECORDS,
            persons={Fate.STAYS: ("content", "content_sha256"), Fate.REPLACED: ("created_by",)},
        ),
        TableFacts(
            MinutesFile,
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.STAYS: ("filename", "sha256")},
        ),
        TableFacts(
            Signature,
            calendars=SHOWN,
            keeping=RECORDS,
            persons={
                Fate.GOES: ("user_id",),  # no account any more; the signature stays
                Fate.STAYS: ("person_id", "name", "covers", "content_sha256", "refusal_reason"),
            },
        ),
        TableFacts(
            MinutesPublication,
            word="Veröffentlichung",
            calendars=SHOWN,
            keeping=RECORDS,
            persons={
                Fate.STAYS: ("content", "content_sha256", "relied"),
                Fate.TOLD: ("withdrawal_reason",),
                Fate.REPLACED: ("published_by", "withdrawn_by"),
            },
        ),
    ),
)
