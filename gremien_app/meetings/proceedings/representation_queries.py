"""Cases of representation: where a deputy is called in, and reads what the principal would."""

from dataclasses import replace
from datetime import date

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.guests.queries import with_guest_rights
from gremien_app.meetings.replies.queries import called_to
from gremien_app.people.accounts.models import User
from gremien_app.people.members.queries import viewer_of as by_roster


def viewer_of(user: User | None, day: date) -> Viewer:
    """All rights of an account on a day: by the roster, as a guest, and as a deputy called in."""
    viewer = with_guest_rights(by_roster(user, day), day)
    if viewer.person_id is None or not viewer.deputy_of:
        return viewer
    called = called_to(viewer.person_id, to_closed=True)
    return replace(
        viewer, stands_in_at=frozenset(id_ for id_, own in called if own in viewer.deputy_of)
    )
