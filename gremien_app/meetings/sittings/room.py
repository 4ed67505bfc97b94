"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, RECORDS
from gremien_app.base.house.registration import About, MenuEntry, Registration, Taken
from gremien_app.base.house.tables import SHOWN, Fate, RecordedAs, TableFacts, stamping
from gremien_app.base.house.words import Area
from gremien_app.meetings.sittings import due_queries, number_views, venue_views
from gremien_app.meetings.sittings.models import Room, Sitting, SittingMove, Venue, sitting_partner
from gremien_app.meetings.sittings.occasions import OCCASIONS

registration = Registration(
    room="meetings.sittings",
    occasions=OCCASIONS,
    blueprints=(number_views.bp, venue_views.bp),
    menu=(MenuEntry("Sitzungen", "sittings.index", order=3),),
    current={"sittings.index": ("sittings.", "venues.")},
    about=(
        About("/sitzungen/<oid:id>", Sitting),
        About("/orte/raeume/<oid:id>", Room),
        About("/orte/gebaeude/<oid:id>", Venue),
    ),
    due=due_queries.due,
    areas=(
        Area("room", "Räume"),
        Area("sitting", "Sitzungen"),
        Area("venue", "Sitzungsorte"),
    ),
    # Made of several columns.
    fields={"place": "Ort", "number_reason": "Grund"},
    tables=(
        TableFacts(
            Venue,
            recorded=RecordedAs(label="Sitzungsort", slug="sitzungsort", is_shared=True),
            calendars=stamping("name"),
            keeping=MASTER,
            persons={
                Fate.NOBODY: ("name", "street", "town"),
                Fate.TOLD: ("directions", "stop_way", "parking"),
            },
        ),
        TableFacts(
            Room,
            recorded=RecordedAs(label="Raum", slug="raum", is_shared=True),
            calendars=stamping(
                *("name", "venue_id", "venue", "is_step_free", "has_accessible_wc"),
                *("has_induction_loop", "has_quiet_room", "welcomes_dogs", "lift_off"),
            ),
            keeping=MASTER,
            persons={
                Fate.NOBODY: ("name",),
                Fate.TOLD: ("step_free_way", "lift_off", "escape_way", "directions", "checked_by"),
            },
        ),
        TableFacts(
            Sitting,
            recorded=RecordedAs(label="Sitzung", slug="sitzung", committee="committee_id"),
            calendars=stamping("partners"),
            keeping=RECORDS,
            has_content=True,
            persons={
                Fate.TOLD: ("cancel_reason", "note", "kept_reason", "online_url"),
                Fate.REPLACED: ("kept_warnings",),
                Fate.NOBODY: ("ref", "uid", "reference", "kept_keys"),
            },
        ),
        TableFacts(
            SittingMove,
            word="Verlegung",
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=False,
            persons={Fate.TOLD: ("reason",), Fate.NOBODY: ("old_place",)},
        ),
        TableFacts(
            sitting_partner,
            calendars=SHOWN,
            keeping=RECORDS,
            is_content=False,
        ),
    ),
    taken=(
        Taken("uq_venue_name", "Einen Ort mit diesem Namen gibt es schon.", "name"),
        Taken("uq_room_venue_id_name", "Einen Raum mit diesem Namen gibt es dort schon.", "name"),
        Taken(
            "uq_sitting_committee_id_term_id_number",
            "Diese Nummer wurde gerade eben vergeben. Bitte senden Sie das Formular noch einmal.",
            "number",
        ),
        Taken(
            "uq_sitting_reference",
            "Diese Kennung hat gerade eben eine andere Sitzung bekommen.",
            "reference",
        ),
    ),
)
