"""The mail to whoever was given a task."""

from datetime import datetime

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.administration.occasions import GRANTED


def tell_granted(assignment: Assignment, origin: str, now: datetime) -> None:
    """What, from which day on and where; for which committee stands behind the sign-in."""
    db.session.flush()
    user = assignment.user
    tell(
        writing(GRANTED, [user.person_id]),
        Reader(user.email, user.name, user.person_id),
        {
            "ab": format_date(assignment.starts_on),
            "aufgabe": assignment.role.label,
            "link": f"{origin}/",
        },
        key=f"granted-{assignment.id}-{int(now.timestamp())}",
        now=now,
    )
