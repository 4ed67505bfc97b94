"""What the room tells the house."""

from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.rules import UNUSED_KEPT
from gremien_app.base.house.keeping import Keeping, in_words
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SILENT, Fate, TableFacts

FILES = Keeping(
    name="Hochgeladene Dateien und ihr Text für die Suche",
    whose="Personen, die darin vorkommen",
    kept=f"solange sie an einer Sache hängen, und {in_words(UNUSED_KEPT)} danach",
    end="von selbst, sobald nichts mehr darauf verweist",
    order=14,
)
registration = Registration(
    room="base.files",
    fields={"words": "Text für die Suche"},
    tables=(
        TableFacts(
            StoredFile,
            word="Datei",
            calendars=SILENT,
            keeping=FILES,
            persons={Fate.TOLD: ("words",), Fate.NOBODY: ("sha256", "notes")},
        ),
    ),
)
