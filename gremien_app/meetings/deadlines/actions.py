"""All writes of deadlines: rule, change, audit, flush."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.deadlines import queries, rules
from gremien_app.meetings.deadlines.models import DeadlineDone, DeadlineKind
from gremien_app.meetings.sittings.models import Sitting


def tick(actor: Viewer, sitting: Sitting, kind: DeadlineKind, *, now: datetime) -> None:
    """Say that something was done; ticking twice changes nothing."""
    rules.require_tickable(kind, sitting)
    if kind in queries.ticked_of([sitting])[sitting.id]:
        return
    db.session.add(DeadlineDone(sitting_id=sitting.id, kind=kind, done_by=actor.name, done_at=now))
    day = format_date(sitting.date)
    record(actor, "deadline.ticked", sitting, f"„{kind.label}“ erledigt: Sitzung am {day}")


def untick(actor: Viewer, sitting: Sitting, kind: DeadlineKind) -> None:
    rules.require_tickable(kind, sitting)
    for tick in queries.ticks_of(sitting, kind):
        db.session.delete(tick)
        what = f"„{kind.label}“ wieder offen: Sitzung am {format_date(sitting.date)}"
        record(actor, "deadline.unticked", sitting, what)
