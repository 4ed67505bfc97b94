"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area, ObjectPage
from gremien_app.meetings.agenda.models import Part
from gremien_app.records.resolutions import queries, views
from gremien_app.records.resolutions.models import PublishedResolution, Resolution

registration = Registration(
    room="records.resolutions",
    blueprints=(views.bp,),
    menu=(MenuEntry("Beschlüsse", "resolutions.index", order=7),),
    current={"resolutions.index": ("resolutions.",)},
    pages=(ObjectPage("resolution", "resolutions.show", queries.ids_visible_to),),
    areas=(Area("resolution", "Beschlüsse"),),
    tables=(
        TableFacts(
            Resolution,
            recorded=RecordedAs(
                label="Beschluss",
                slug="beschluss",
                committee="committee.id",
                is_closed=lambda one: one.agenda_item.part is Part.CLOSED,
            ),
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("text", "addressee", "search_key")},
        ),
        TableFacts(
            PublishedResolution,
            word="veröffentlichter Beschluss",
            calendars=SHOWN,
            keeping=RECORDS,
            persons={
                Fate.STAYS: ("title", "text", "addressee", "votes", "relied", "search_key"),
                Fate.TOLD: ("withdrawal_reason",),
                Fate.REPLACED: ("published_by", "withdrawn_by"),
            },
        ),
    ),
)
