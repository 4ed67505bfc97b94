"""What the room tells the house."""

from gremien_app.base.house.keeping import Keeping, Lengths
from gremien_app.base.house.registration import About, Registration, Tab, Taken
from gremien_app.base.house.tables import SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.support import (
    actions,
    booking_due_queries,
    booking_views,
    handout_views,
    own_views,
    question_views,
    views,
)
from gremien_app.meetings.support.models import (
    AccessNeed,
    AccessService,
    Provider,
    Question,
    QuestionLink,
)
from gremien_app.meetings.support.occasions import OCCASIONS


def _kept(lengths: Lengths) -> str:
    return (
        f"{lengths.support_days} Tage nach der Sitzung; was für alle Sitzungen gilt, bis zum "
        f"Widerruf, längstens {lengths.support_days} Tage nach der letzten Mitgliedschaft"
    )


NEEDS = Keeping(
    name="Unterstützungsbedarf, verschlüsselt; der Schlüssel liegt in einer eigenen Datei und in "
    "keiner Sicherung",
    whose="wer Unterstützung braucht oder gefragt wurde",
    kept=_kept,
    end="von selbst, oder sofort auf der Seite „Meine Unterstützung“",
    order=15,
    settings=("support_days",),
)
BOOKED = Keeping(
    name="Bestellte Unterstützung: Anbieter, Stand, Stunden und Kosten, nie für wen",
    whose="Dolmetschende, Assistenzen und ihre Dienste",
    kept="dauerhaft, für die Abrechnung",
    end="von Hand, solange nichts angefragt ist",
    order=16,
)
registration = Registration(
    room="meetings.support",
    occasions=OCCASIONS,
    blueprints=(views.bp, booking_views.bp, handout_views.bp, question_views.bp, own_views.bp),
    current={"sittings.index": ("support.", "bookings.", "handouts.", "questions.")},
    private=("needs.",),
    # What was typed here is carried by no page and no sign-in.
    secret_forms=("needs.say", "support.enter", "questions.reply", "questions.register"),
    tabs=(
        Tab(
            "sitting",
            "Unterstützung",
            "support.show",
            order=10,
            is_for=lambda viewer, sitting: viewer.manages(sitting.committee_id),
        ),
    ),
    about=(
        About("/unterstuetzung/<oid:id>", AccessNeed),
        About("/meine-unterstuetzung/<oid:id>", AccessNeed),
        About("/unterstuetzung/bestellungen/<oid:id>", AccessService),
        About("/anbieter/<oid:id>", Provider),
    ),
    due=booking_due_queries.due,
    due_days=booking_due_queries.due_days,
    hints=booking_due_queries.hints,
    areas=(Area("support", "Unterstützung"),),
    tidy=actions.tidy,
    tables=(
        TableFacts(
            AccessNeed,
            word="Angabe zur Unterstützung",
            calendars=SILENT,
            keeping=NEEDS,
            is_content=True,
            goes_with=GoesWith(column="person_id"),
            persons={Fate.GOES: ("person_id", "sealed")},
        ),
        TableFacts(
            Question,
            word="Frage nach Unterstützung",
            calendars=SILENT,
            keeping=NEEDS,
            is_content=True,
            goes_with=GoesWith(column="person_id"),
            persons={Fate.GOES: ("person_id",)},
        ),
        TableFacts(
            QuestionLink,
            word="Link zur Frage nach Unterstützung",
            calendars=SILENT,
            keeping=NEEDS,
            persons={Fate.NOBODY: ("key_hash",)},
        ),
        TableFacts(
            Provider,
            word="Anbieter",
            recorded=RecordedAs(label="Anbieter", slug="anbieter", is_shared=True),
            calendars=SILENT,
            keeping=BOOKED,
            persons={
                Fate.TOLD: ("name", "offers", "email", "phone", "cancel_terms"),
            },
        ),
        TableFacts(
            AccessService,
            word="bestellte Unterstützung",
            calendars=SILENT,
            keeping=BOOKED,
            is_content=True,
            persons={Fate.TOLD: ("who", "reason")},
        ),
    ),
    taken=(
        Taken(
            "uq_support_question_sitting_id_person_id",
            "Gerade eben wurden alle schon gefragt.",
        ),
        Taken("uq_support_provider_name", "Einen Anbieter mit diesem Namen gibt es schon.", "name"),
        Taken(
            "uq_access_need_standing",
            "Gerade eben wurde das schon gespeichert. Bitte öffnen Sie die Seite noch einmal.",
        ),
        Taken(
            "uq_access_need_of_sitting",
            "Gerade eben wurde das schon gespeichert. Bitte öffnen Sie die Seite noch einmal.",
        ),
    ),
)
