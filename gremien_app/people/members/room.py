"""What the room tells the house."""

from gremien_app.base.house.keeping import MASTER, NAMES
from gremien_app.base.house.registration import About, Registration
from gremien_app.base.house.tables import SHOWN, SILENT, Fate, RecordedAs, TableFacts
from gremien_app.base.house.words import Area
from gremien_app.people.members import (
    change_views,
    merging_views,  # noqa: F401 -- a page of organisations
    seat_views,
    views,
)
from gremien_app.people.members.merging_models import OrganizationMerger
from gremien_app.people.members.models import Ending, Membership, OfficeTenure, Seat

registration = Registration(
    room="people.members",
    blueprints=(views.bp, change_views.bp, seat_views.bp),
    current={"portal.committees": ("members.", "changes.", "seats.")},
    about=(
        About("/sitze/<oid:id>", Seat),
        About("/mitgliedschaften/<oid:id>", Membership),
        About("/zusammenlegungen/<oid:id>", OrganizationMerger),
    ),
    areas=(Area("membership", "Mitgliedschaften"), Area("seat", "Sitze")),
    tables=(
        TableFacts(
            OfficeTenure,
            recorded=RecordedAs(
                label="Amtszeit", slug="amtszeit", is_shared=True, belongs_by="person_id"
            ),
            calendars=SHOWN,
            keeping=NAMES,
            persons={Fate.STAYS: ("person_id", "title")},
        ),
        TableFacts(
            OrganizationMerger,
            word="Zusammenlegung",
            calendars=SILENT,
            keeping=MASTER,
            persons={
                Fate.TOLD: ("name", "short", "names"),
                Fate.REPLACED: ("merged_by",),
                Fate.NOBODY: ("added", "seats", "memberships"),
            },
        ),
        TableFacts(
            Seat,
            recorded=RecordedAs(label="Sitz", slug="sitz", committee="committee_id"),
            calendars=SHOWN,
            keeping=MASTER,
            persons={Fate.NOBODY: ("group_label",)},
        ),
        TableFacts(
            Membership,
            recorded=RecordedAs(
                label="Mitgliedschaft",
                slug="mitgliedschaft",
                committee="committee_id",
                belongs_by="person_id",
            ),
            calendars=SHOWN,
            keeping=NAMES,
            persons={Fate.STAYS: ("person_id",), Fate.EMPTIED: ("publication_basis", "end_reason")},
        ),
        TableFacts(
            Ending, calendars=SILENT, keeping=NAMES, persons={Fate.EMPTIED: ("former_reason",)}
        ),
    ),
)
