"""Notes which days a membership that is saved touches, for the sittings that lie between."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from gremien_app.base.extensions import db
from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.reach_actions import both, changed, note, periods
from gremien_app.people.members.models import Membership
from gremien_app.people.members.reach_rules import reach_of

# What a list of attendance takes from a membership, besides its days.
_LISTED = ("role", "chair_office", "seat_id", "organization_id", "can_vote", "counts_for_quorum")


@event.listens_for(db.session, "after_flush")
def note_memberships(session: Session, _context: Any) -> None:
    for membership, is_whole in changed(session, Membership):
        for days in _days(membership, is_whole=is_whole):
            note(session, reach_of(membership.committee_id, membership.person_id, days))


def _days(membership: Membership, *, is_whole: bool) -> Iterator[Period]:
    old, new = periods(membership, "starts_on", "ends_on")
    if is_whole:
        yield new
    elif any(was != now for was, now in (both(membership, name) for name in _LISTED)):
        yield from dict.fromkeys((old, new))
    else:
        yield from old.apart(new) if old != new else ()
