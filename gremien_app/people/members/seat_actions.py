"""Writes of seats: one more, given to another organisation or group, removed."""

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members import seat_queries
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import Seat
from gremien_app.people.members.seat_rules import require_room
from gremien_app.people.organizations.actions import organization_named


def add_seat(
    actor: Viewer, committee: Committee, term: Term, *, organization: str, group: str
) -> Seat:
    """One more seat of a term, as long as the statute knows so many."""
    lock_committee(committee.id)
    seats = seat_queries.seats_of(committee.id, term.id)
    require_room(committee, term, seats, group)
    seat = Seat(
        committee=committee,
        term=term,
        position=max((one.position for one in seats), default=0) + 1,
        group_label=group,
        organization=organization_named(actor, organization),
    )
    db.session.add(seat)
    touch(committee)
    record(
        actor,
        "seat.added",
        seat,
        f"{_place(seat)} angelegt",
        {"organization": (None, seat.organization)},
    )
    return seat


def hold(seat: Seat) -> None:
    """Two who change the seat at once take turns; the second sees what the first saved."""
    locked(Seat, seat.id)


def edit_seat(actor: Viewer, seat: Seat, *, organization: str, group: str) -> bool:
    """Another organisation or group; who sits there stays. Answers whether anything changed."""
    lock_committee(seat.committee_id)
    sender = organization_named(actor, organization)
    if group != seat.group_label:
        others = [
            o for o in seat_queries.seats_of(seat.committee_id, seat.term_id) if o is not seat
        ]
        require_room(seat.committee, seat.term, others, group)
    changes = apply(seat, {"organization": sender, "group_label": group})
    if not changes:
        return False
    record(actor, "seat.edited", seat, f"{_place(seat)} geändert", changes)
    return True


def remove_seat(actor: Viewer, seat: Seat) -> None:
    """Only a seat on which nobody ever sat."""
    held = seat_queries.first_holder(seat)
    if held is not None:
        raise RuleBroken(
            f"Auf diesem Sitz ist {held.person.name} eingetragen oder eingetragen gewesen. "
            "Er bleibt, damit frühere Sitzungen stimmen."
        )
    record(actor, "seat.removed", seat, f"{_place(seat)} entfernt")
    db.session.delete(seat)
    db.session.flush()


def _place(seat: Seat) -> str:
    return f"{seat.committee.short}, {seat.term.name}: {seat.in_record}"
