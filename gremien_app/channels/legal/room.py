"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER
from gremien_app.base.house.registration import MenuEntry, Registration, Taken
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.channels.legal import views
from gremien_app.channels.legal.models import LegalPage

registration = Registration(
    room="channels.legal",
    blueprints=(views.bp,),
    menu=(MenuEntry("Rechtstexte", "legal.index", order=105, is_behind=True),),
    current={"legal.index": ("legal.",)},
    areas=(Area("legal_page", "Rechtstexte"),),
    tables=(
        TableFacts(
            LegalPage,
            recorded=RecordedAs(label="Rechtstext", slug="rechtstext"),
            calendars=SILENT,
            keeping=MASTER,
            persons={Fate.TOLD: ("body",), Fate.REPLACED: ("changed_by",)},
        ),
    ),
    taken=(
        Taken(
            "uq_legal_page_key",
            "Jemand hat diesen Text gerade zum ersten Mal geändert. Laden Sie die Seite neu.",
        ),
    ),
)
