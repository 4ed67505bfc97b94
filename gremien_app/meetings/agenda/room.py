"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.offers import Source
from gremien_app.base.house.registration import About, Registration, Tab, Taken
from gremien_app.base.house.tables import Fate, RecordedAs, TableFacts, stamping
from gremien_app.base.house.words import Area
from gremien_app.meetings.agenda import leaving_actions, views, waiting_queries
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part

registration = Registration(
    room="meetings.agenda",
    blueprints=(views.bp,),
    current={"sittings.index": ("agenda.",)},
    tabs=(Tab("sitting", "Tagesordnung", "agenda.show", order=2),),
    about=(
        About(
            "/tagesordnungspunkte/<oid:id>",
            AgendaItem,
            is_gone=lambda item: item.mark is ItemMark.REMOVED,
        ),
    ),
    pool=(
        Source(
            code="abgesagt",
            heading="Aus abgesagten und verlegten Sitzungen",
            order=1,
            offers=waiting_queries.called_off_for,
            taken=leaving_actions.take_up,
            lay_aside=leaving_actions.lay_aside,
        ),
        Source(
            code="vertagt",
            heading="Vertagt und noch offen",
            order=2,
            offers=waiting_queries.adjourned_for,
            taken=leaving_actions.take_up,
            lay_aside=leaving_actions.lay_aside,
        ),
    ),
    taken=(
        Taken(
            "uq_agenda_item_carried",
            "Der Punkt steht schon auf der Tagesordnung einer anderen Sitzung. Setzen Sie ihn dort "
            "zuerst ab.",
        ),
    ),
    areas=(Area("agenda", "Tagesordnung"),),
    tables=(
        TableFacts(
            AgendaItem,
            recorded=RecordedAs(
                label="Tagesordnungspunkt",
                slug="tagesordnungspunkt",
                committee="sitting.committee_id",
                is_closed=lambda item: item.part is Part.CLOSED,
            ),
            calendars=stamping(
                "title",
                "part",
                "position",
                "parent_id",
                "parent",
                "printed_number",
                "mark",
                "designation",
            ),
            keeping=RECORDS,
            is_content=True,
            unless=AgendaItem.mark == ItemMark.REMOVED,
            one_name=("presenter",),
            persons={
                Fate.TOLD: (
                    *("title", "presenter", "explanation", "proposal"),
                    *("designation", "invited_title", "urgency"),
                ),
                Fate.NOBODY: ("printed_number", "other_number", "reference"),
            },
        ),
    ),
)
