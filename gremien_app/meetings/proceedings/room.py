"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.meetings.agenda.models import ItemMark
from gremien_app.meetings.proceedings import question_views
from gremien_app.meetings.proceedings.models import (
    Attendance,
    ChairPeriod,
    RosterQuestion,
    SeatsOfDay,
    Vote,
)

registration = Registration(
    room="meetings.proceedings",
    blueprints=(question_views.bp,),
    current={"sittings.index": ("proceedings.",)},
    about=(
        About("/anwesenheiten/<oid:id>", Attendance),
        About("/vorsitze/<oid:id>", ChairPeriod),
        About(
            "/abstimmungen/<oid:id>",
            Vote,
            is_gone=lambda vote: vote.agenda_item.mark is ItemMark.REMOVED,
        ),
        About("/anwesenheitsfragen/<oid:id>", RosterQuestion),
        About("/sitzzahlen/<oid:id>", SeatsOfDay),
    ),
)
