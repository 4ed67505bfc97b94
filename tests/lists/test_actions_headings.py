"""A committee's own headings: what they mean is said once and remembered."""

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.people.lists.actions import remember_headings
from gremien_app.people.lists.queries import own_headings
from gremien_app.people.lists.reading import read_csv
from tests import builders as build

MEANT = {"zuname": "last_name", "taetigkeit": "role", "bemerkung": ""}


def test_headings_are_remembered_per_committee_and_on_record(council):
    remember_headings(SYSTEM, council, MEANT)
    remember_headings(SYSTEM, council, MEANT)
    remember_headings(SYSTEM, council, {"bemerkung": "organization"})

    assert own_headings(council) == MEANT | {"bemerkung": "organization"}
    assert own_headings(build.committee("anderes")) == {}
    told = db.session.query(AuditEntry).filter_by(action="list.columns_assigned")
    assert [one.summary.rpartition(" ")[2] for one in told] == ["(3)", "(1)"]


def test_a_remembered_heading_counts_before_the_usual_one():
    data = "Zuname;Tätigkeit;Titel\nMuster;Gast;Beauftragte\n".encode()

    read = read_csv(data, {"zuname": "last_name", "taetigkeit": "role", "titel": ""})

    assert [row.cells for row in read.rows] == [{"last_name": "Muster", "role": "Gast"}]
    assert read.ignored == ["Titel"]
