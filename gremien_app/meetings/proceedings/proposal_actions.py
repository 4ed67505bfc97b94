"""What people answered is a proposal for the list, and what the list says is an answer.

Who declines stands as excused there until somebody marks the line; who said yes is present only
when the office says so. A line that the office marks is what the office heard: it calls the deputy
or ends that.
"""

from datetime import datetime

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings import queries
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.meetings.replies import actions as replies
from gremien_app.meetings.replies import calling_actions
from gremien_app.meetings.replies.models import Reply
from gremien_app.meetings.sittings.models import Sitting, SittingState

OPEN, EXCUSED, PRESENT = AttendanceStatus.OPEN, AttendanceStatus.EXCUSED, AttendanceStatus.PRESENT


def follow_answer(_actor: Viewer, sitting: Sitting, reply: Reply) -> None:
    """An untouched line of the list shows the answer; a deputy is missed by nobody."""
    line = queries.line_of(sitting, reply.person_id)
    if line is None or line.is_recorded or line.is_deputy or line.status not in (OPEN, EXCUSED):
        return
    status = OPEN if reply.is_coming else EXCUSED
    if line.status is not status:
        line.status = status
        db.session.flush()


def tell_replies(actor: Viewer, line: Attendance, before: AttendanceStatus, now: datetime) -> None:
    """What the office marks on the list it has been told: calls the deputy, or ends that."""
    sitting, membership, person = line.sitting, line.membership, line.person
    if membership is None or person is None:
        return
    if line.is_deputy and line.status is PRESENT:
        calling_actions.stands_in(actor, sitting, person.id, now)
    elif line.is_deputy and before is PRESENT:
        calling_actions.was_not_there(actor, sitting, person.id, now)
    elif line.is_deputy or sitting.state is SittingState.CLOSED:
        return
    elif line.status is EXCUSED:
        replies.excuse(actor, sitting, person, now)
    elif before is EXCUSED and line.status in (PRESENT, OPEN):
        replies.take_back_excuse(actor, sitting, person, is_here=line.status is PRESENT, now=now)


replies.ANSWERED.append(follow_answer)
