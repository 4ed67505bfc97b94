"""What the room tells the house."""

from gremien_app.base.house.keeping import RECORDS
from gremien_app.base.house.registration import About, Registration, Tab, Taken
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, GoesWith, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.meetings.agenda.models import ItemMark
from gremien_app.meetings.proceedings import due_queries, question_views
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceInterval,
    ChairPeriod,
    ConflictOfInterest,
    RosterQuestion,
    SeatsOfDay,
    Vote,
)
from gremien_app.meetings.sittings.rules import belongs

registration = Registration(
    room="meetings.proceedings",
    blueprints=(question_views.bp,),
    current={"sittings.index": ("proceedings.",)},
    tabs=(
        Tab("sitting", "Anwesenheit", "proceedings.attendance", order=7, is_for=belongs),
        Tab("sitting", "Abstimmungen", "proceedings.votes", order=8, is_for=belongs),
    ),
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
    due=due_queries.due,
    areas=(
        Area("attendance", "Anwesenheit"),
        Area("conflict", "Befangenheit"),
        Area("item", "Ergebnisse"),
        Area("vote", "Abstimmungen"),
    ),
    # What is told of several rows at once.
    fields={
        "added": "auf die Liste gekommen",
        "adjusted": "dem Verzeichnis gefolgt",
        "asked": "offene Fragen",
        "removed": "von der Liste gegangen",
        "settled": "Fragen erledigt",
        "spans": "Zeiten",
    },
    tables=(
        TableFacts(
            RosterQuestion,
            calendars=SILENT,
            keeping=RECORDS,
            is_content=True,
            goes_with=GoesWith(
                column="person_id", label="Rückfragen zur Anwesenheit", order=9, field="questions"
            ),
            persons={Fate.GOES: ("person_id", "kept")},
        ),
        TableFacts(
            SeatsOfDay,
            calendars=SILENT,
            keeping=RECORDS,
            is_content=True,
        ),
        TableFacts(
            Attendance,
            recorded=RecordedAs(
                label="Anwesenheit",
                slug="anwesenheit",
                belongs_by="person_id",
                committee="sitting.committee_id",
            ),
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
            persons={
                # Of sittings that were not held the line goes.
                Fate.STAYS: ("person_id", "name", "sort_name", "salutation", "detail", "note"),
                Fate.NOBODY: ("group_label", "seat_key", "sits_for"),
            },
        ),
        TableFacts(
            Vote,
            word="Abstimmung",
            calendars=SILENT,
            keeping=RECORDS,
            persons={Fate.TOLD: ("motion", "result_text")},
        ),
        TableFacts(
            AttendanceInterval,
            calendars=SILENT,
            keeping=RECORDS,
        ),
        TableFacts(
            ChairPeriod,
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=True,
        ),
        TableFacts(
            ConflictOfInterest,
            calendars=SILENT,
            keeping=RECORDS,
        ),
    ),
    taken=(
        Taken(
            "uq_attendance_sitting_id_person_id",
            "Diese Person steht schon auf der Anwesenheitsliste.",
        ),
    ),
)
