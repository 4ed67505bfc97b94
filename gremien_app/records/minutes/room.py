"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import MenuEntry, Registration, Tab
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.records.minutes import (
    due_queries,
    former_actions,  # noqa: F401 -- hears of names that may not be told any more
    seal_queries,
    sheet_views,
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
from gremien_app.records.minutes.occasions import OCCASIONS
from gremien_app.records.minutes.sheet_models import Release, SheetLine, SignedSheet, Substitution

registration = Registration(
    room="records.minutes",
    occasions=OCCASIONS,
    blueprints=(sheet_views.bp,),
    menu=(MenuEntry("Niederschriften", "minutes.index", order=6),),
    current={"minutes.index": ("minutes.",)},
    tabs=(Tab("sitting", "Niederschrift", "minutes.show", order=9),),
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
            persons={Fate.TOLD: ("text",), Fate.REPLACED: ("author", "entered_by")},
        ),
        TableFacts(
            MinutesVersion,
            calendars=SHOWN,
            keeping=RECORDS,
            persons={
                Fate.STAYS: ("content", "content_sha256"),
                Fate.REPLACED: ("created_by", "ended_by"),
            },
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
                Fate.STAYS: (
                    *("person_id", "presided_id", "name", "stands_for"),
                    *("covers_public", "covers_closed"),
                    *("content_sha256", "refusal_reason", "note"),
                ),
            },
        ),
        TableFacts(
            Release,
            word="Freigabe zur Unterschrift",
            calendars=SHOWN,
            keeping=RECORDS,
            persons={Fate.GOES: ("user_id",), Fate.STAYS: ("person_id", "name", "content_sha256")},
        ),
        TableFacts(
            SignedSheet,
            word="Unterschriebenes Blatt",
            calendars=SHOWN,
            keeping=RECORDS,
            persons={
                Fate.GOES: ("entered_by_id",),
                Fate.TOLD: ("remark", "rejection_reason"),
                Fate.REPLACED: ("entered_by", "confirmed_by", "rejected_by"),
            },
        ),
        TableFacts(
            SheetLine,
            word="Name auf dem unterschriebenen Blatt",
            calendars=SILENT,
            keeping=RECORDS,
            persons={
                Fate.STAYS: (
                    *("person_id", "presided_id", "name", "stands_for"),
                    *("covers_public", "covers_closed"),
                    *("refusal_reason", "note"),
                )
            },
        ),
        TableFacts(
            Substitution,
            word="Vertretung bei der Unterschrift",
            calendars=SHOWN,
            keeping=RECORDS,
            one_name=("deputy_name",),
            persons={
                Fate.STAYS: ("presided_id", "deputy_id", "deputy_name"),
                Fate.TOLD: ("note",),
                Fate.REPLACED: ("entered_by", "taken_back_by"),
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
