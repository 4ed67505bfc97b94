"""What the room tells the house."""

from gremien_app.base.house.keeping import Keeping, Lengths
from gremien_app.base.house.registration import About, Registration, Tab, Taken
from gremien_app.base.house.tables import SILENT, Fate, GoesWith, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.support import actions, own_views, views
from gremien_app.meetings.support.models import AccessNeed


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
registration = Registration(
    room="meetings.support",
    blueprints=(views.bp, own_views.bp),
    current={"sittings.index": ("support.",)},
    private=("needs.",),
    # What was typed here is carried by no page and no sign-in.
    secret_forms=("needs.say", "support.enter"),
    tabs=(
        Tab(
            "sitting",
            "Unterstützung",
            "support.show",
            order=9,
            is_for=lambda viewer, sitting: viewer.manages(sitting.committee_id),
        ),
    ),
    about=(About("/unterstuetzung/<oid:id>", AccessNeed),),
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
    ),
    taken=(
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
