"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import Registration
from gremien_app.base.house.tables import SHOWN, Fate, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.records.names import queries
from gremien_app.records.names.models import NameDecision

registration = Registration(
    room="records.names",
    names_in=queries.names_in,
    areas=(Area("names", "Namen in Öffentlichem"),),
    tables=(
        TableFacts(
            NameDecision,
            word="Entscheidung über einen Namen",
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={Fate.TOLD: ("key", "words", "basis"), Fate.REPLACED: ("decided_by",)},
        ),
    ),
)
