"""Says that the rooms of former dates are given back."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.deadlines.models import DeadlineDone, DeadlineKind
from gremien_app.meetings.invitations import release_queries
from gremien_app.meetings.sittings.models import Sitting


def release(actor: Viewer, sitting: Sitting, now: datetime) -> bool:
    """All rooms booked so far; a later move asks anew. False where nothing is open any more."""
    locked(Sitting, sitting.id)
    booked = release_queries.to_release([sitting], now).get(sitting.id)
    if not booked:
        return False
    tick = release_queries.tick_of(sitting)
    if tick is None:
        tick = DeadlineDone(sitting_id=sitting.id, kind=DeadlineKind.ROOM)
        db.session.add(tick)
    tick.done_at, tick.done_by = now, actor.name
    told = "; ".join(one.sentence for one in booked)
    record(actor, "dispatch.room_released", sitting, f"Raum abbestellt: {told}")
    db.session.flush()
    return True
