"""Which days a membership that is saved touches: noted for the sittings that lie between."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from gremien_app.base.extensions import db
from gremien_app.people.committees.reach import (
    Days,
    Matter,
    Reach,
    apart,
    both,
    changed,
    note,
    periods,
)
from gremien_app.people.members.models import Membership

# What a list of attendance takes from a membership, besides its days.
_LISTED = ("role", "chair_office", "seat_id", "organization_id", "can_vote", "counts_for_quorum")


@event.listens_for(db.session, "after_flush")
def note_memberships(session: Session, _context: Any) -> None:
    for membership, is_whole in changed(session, Membership):
        for days in _days(membership, is_whole=is_whole):
            note(session, _reach(membership.committee_id, membership.person_id, days))


def _days(membership: Membership, *, is_whole: bool) -> Iterator[Days]:
    old, new = periods(membership, "starts_on", "ends_on")
    if is_whole:
        yield new
    elif any(was != now for was, now in (both(membership, name) for name in _LISTED)):
        yield from dict.fromkeys((old, new))
    else:
        yield from apart(old, new) if old != new else ()


def _reach(committee_id: int, person_id: int, days: Days) -> Reach:
    return Reach(Matter.ROSTER, days, committee_id, person_id)


def ending(memberships: Iterable[Membership], first_day: date) -> list[Reach]:
    """What it would touch if these ended the day before ``first_day``: for a preview."""
    return [_reach(m.committee_id, m.person_id, (first_day, m.ends_on)) for m in memberships]


def joining(committee_ids: Iterable[int], person_id: int | None, first_day: date) -> list[Reach]:
    """What it would touch if somebody joined these committees; None: somebody new."""
    return [_reach(id_, person_id or 0, (first_day, None)) for id_ in committee_ids]
