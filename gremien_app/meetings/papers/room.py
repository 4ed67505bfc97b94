"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import About, Registration, Tab
from gremien_app.base.house.tables import SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.meetings.papers import actions, carrying_actions, views
from gremien_app.meetings.papers.models import Paper, PaperFile

registration = Registration(
    room="meetings.papers",
    blueprints=(views.bp,),
    current={"sittings.index": ("papers.",)},
    tabs=(Tab("sitting", "Unterlagen", "papers.index", order=3),),
    uploads=("papers.add", "papers.replace"),
    about=(
        About("/unterlagen/<oid:id>", Paper, is_gone=lambda paper: paper.removed_at is not None),
    ),
    pages=(ObjectPage("paper", "papers.show", views.opens),),
    areas=(Area("paper", "Unterlagen"),),
    tidy=actions.tidy,
    carried=carrying_actions.carry,
    tables=(
        TableFacts(
            Paper,
            recorded=RecordedAs(label="Unterlage", slug="unterlage"),
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("title",)},
        ),
        TableFacts(
            PaperFile,
            word="Datei einer Unterlage",
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("name", "text", "search_key"), Fate.REPLACED: ("added_by",)},
        ),
    ),
)
