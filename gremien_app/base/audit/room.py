"""What the room tells the house."""

from gremien_app.base.audit import views
from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.house.keeping import Keeping
from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area

CHANGES = Keeping(
    name="Protokoll der Änderungen: wer, was, wann, gekürzte Netzadresse",
    whose="alle, die etwas ändern oder Vertrauliches herunterladen",
    kept="dauerhaft",
    end="Texte auf Wunsch (Protokoll → Verlauf → Texte löschen); wer, was, wann bleibt",
    order=12,
)
registration = Registration(
    room="base.audit",
    blueprints=(views.bp,),
    menu=(MenuEntry("Protokoll", "audit.index", order=104, is_behind=True),),
    current={"audit.index": ("audit.",)},
    areas=(
        Area("access", "Abgewiesene Zugriffe", tells_of_saves=False),
        Area("audit", "Protokoll"),
        Area("download", "Heruntergeladene Dateien", tells_of_saves=False),
    ),
    # Said for all rooms: what is no column, or another one in each table.
    fields={"note": "Vermerk", "reason": "Begründung"},
    tables=(
        TableFacts(
            AuditEntry,
            recorded=RecordedAs(label="Eintrag im Protokoll", slug="eintrag"),
            calendars=SILENT,
            keeping=CHANGES,
            persons={
                Fate.REPLACED: ("actor", "summary", "changes"),
                Fate.GOES: ("origin", "salt"),
                Fate.NOBODY: (
                    "action",
                    "object_type",
                    "previous_hash",
                    "hash",
                    "payload_hash",
                    "request_id",
                ),
            },
        ),
        TableFacts(
            AuditHead,
            calendars=SILENT,
            keeping=CHANGES,
            is_filled=True,
            persons={Fate.NOBODY: ("hash",)},
        ),
    ),
)
