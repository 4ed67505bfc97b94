"""The list filled in from what people answered, when the office says that they have come."""

from datetime import datetime

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings import rules
from gremien_app.meetings.proceedings.actions import mark_attendance, require_open
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.proceedings.page_queries import proposals_of
from gremien_app.meetings.replies.models import Answer
from gremien_app.meetings.sittings.models import Sitting


def take_replies(actor: Viewer, sitting: Sitting, now: datetime) -> int:
    """Whoever said yes and is still open is present, with the times said; how many."""
    require_open(sitting)
    rules.require_presence_possible(sitting, now)
    found = proposals_of(sitting)
    for line, reply in found:
        spans = [(reply.from_at, reply.until_at)]
        mark_attendance(actor, line, status=AttendanceStatus.PRESENT, spans=spans, now=now)
        line.is_online = reply.answer is Answer.ONLINE
    db.session.flush()
    return len(found)
