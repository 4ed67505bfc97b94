"""Cases of representation: where a deputy is called in, and reads what the principal would."""

from dataclasses import replace
from datetime import date

from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.guests.queries import GUEST, with_guest_rights
from gremien_app.meetings.replies.calling_queries import CALLED_TO_CLOSED, of_their_day
from gremien_app.people.accounts.fact_queries import TASKS, ask, together
from gremien_app.people.accounts.models import SignedIn, User
from gremien_app.people.members.queries import GROUPS, MEMBERS, by_roster

# All from which rights follow, in one statement: what it reads is what renews their value.
RIGHTS = together(TASKS, MEMBERS, GROUPS, GUEST, CALLED_TO_CLOSED)


def viewer_of(user: User | SignedIn | None, day: date) -> Viewer:
    """All rights of an account on a day: by the roster, as a guest, and as a deputy called in."""
    if user is None:
        return ANONYMOUS
    found = ask(RIGHTS, user, day)
    viewer = with_guest_rights(by_roster(user, found), found.get("guest", ()))
    called = of_their_day(found.get("called", ()))
    own = frozenset(id_ for id_, committee_id in called if committee_id in viewer.deputy_of)
    return replace(viewer, stands_in_at=own)
