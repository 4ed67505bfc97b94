"""Writes of a committee's seats by statute, and of the groups they are made of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import Table, update

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import queries
from gremien_app.meetings.founding import seat_rules as rules
from gremien_app.people.committees.actions import Change, save
from gremien_app.people.committees.models import Committee, StatutorySeats, Term
from gremien_app.people.committees.queries import lock
from gremien_app.people.members.models import Seat


def edit_seats(
    actor: Viewer,
    committee: Committee,
    now: datetime,
    day: date,
    *,
    seats: Mapping[Term, int | None],
    seat_groups: list[dict[str, object]],
) -> None:
    """Seats by statute of each term, None where nobody has stated a number; and their groups."""
    lock(committee)
    stored = {one.term_id: one for one in committee.seats_by_term}
    changes: dict[str, Change] = {}
    current: int | None = None
    for term, number in seats.items():
        is_current = term.runs_on(day)
        filled = queries.voting_seats(committee.id, day) if is_current else 0
        rules.require_seats(number, filled, field=f"term_{term.id}")
        current = number if is_current else current
        old = stored[term.id].seats if term.id in stored else None
        if old != number:
            changes[f"Sitze {term.name}"] = (old, number)
            _state_seats(committee, term, stored.get(term.id), number)
    rules.require_groups_fit(seat_groups, current)
    _follow_groups(committee, seat_groups, day)
    confirmed = ["statutory_seats"] if changes else []
    save(actor, committee, {"seat_groups": seat_groups}, now, changes, confirmed)


def _follow_groups(committee: Committee, groups: Sequence[Mapping[str, object]], day: date) -> None:
    """A renamed group takes its seats along; one that has seats does not vanish."""
    labels = [str(group["label"]) for group in groups]
    renamed = []
    for row, group in enumerate(committee.seat_groups):
        old = group["label"]
        if old in labels or not queries.seats_in_group(committee.id, old, day):
            continue
        new = labels[row] if row < len(labels) else ""
        if not new or any(one["label"] == new for one in committee.seat_groups):
            rules.refuse_group_with_seats(old, row + 1)
        renamed.append((old, new))
    for old, new in renamed:
        _rename(queries.seats_in_group(committee.id, old, day), new)


def _state_seats(
    committee: Committee, term: Term, stored: StatutorySeats | None, number: int | None
) -> None:
    if stored is None and number is not None:
        committee.seats_by_term.append(StatutorySeats(term=term, seats=number))
    elif stored is not None and number is None:
        committee.seats_by_term.remove(stored)
    elif stored is not None and number is not None:
        stored.seats = number


def _rename(seat_ids: Collection[int], group: str) -> None:
    """Seats carry no version: forms opened before compare what they show."""
    db.session.flush()  # what is expired below must be written before
    db.session.execute(
        update(cast("Table", Seat.__table__)).where(Seat.id.in_(seat_ids)).values(group_label=group)
    )
    db.session.expire_all()
