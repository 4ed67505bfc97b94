from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.deadlines import actions, queries
from gremien_app.meetings.deadlines.models import DeadlineKind
from tests import builders as build


def test_a_deadline_is_ticked_once_and_can_be_opened_again(app):
    sitting = build.sitting(build.committee())
    actor = Viewer(name="Sekretariat", secretariat_of=frozenset({sitting.committee_id}))

    for _ in range(2):
        actions.tick(actor, sitting, DeadlineKind.ACCESS, now=build.NOW)

    assert queries.ticked_of([sitting])[sitting.id] == {DeadlineKind.ACCESS}
    assert db.session.query(AuditEntry).filter_by(action="deadline.ticked").count() == 1
    actions.untick(actor, sitting, DeadlineKind.ACCESS)
    assert queries.ticked_of([sitting])[sitting.id] == set()
