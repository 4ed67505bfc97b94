"""Writes of a committee's new beginning in a term: ending, making seats, undoing it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import ONE_DAY
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.actions import add_membership, remove_membership
from gremien_app.people.members.ending_actions import end, remember, take_back
from gremien_app.people.members.ending_queries import endings_by
from gremien_app.people.members.ending_rules import by_renewal, require_whole
from gremien_app.people.members.locking_queries import lock_committee
from gremien_app.people.members.models import MemberRole, OwnReason, Seat
from gremien_app.people.members.queries import memberships_in
from gremien_app.people.persons.actions import add_person
from gremien_app.people.persons.models import Person
from gremien_app.people.renewal import rules
from gremien_app.people.renewal.models import Reconstitution
from gremien_app.people.renewal.naming_rules import Slot
from gremien_app.people.renewal.queries import finished_by, made_seats, preview_of, renewal_of


def renew(
    actor: Viewer,
    committee: Committee,
    term: Term,
    first_day: date,
    *,
    wanted: Sequence[rules.SeatsWanted],
    now: datetime,
    kept: Collection[int] | None = None,
) -> Reconstitution:
    """End what runs the day before, but not what is held ex officio, and make the seats.

    ``kept``: ids of those without a seat who stay as before; None: all of them.
    """
    lock_committee(committee.id)
    planned = preview_of(committee, term, first_day)
    rules.require_seats(committee, wanted, planned)
    last_day = first_day - ONE_DAY
    how = {"action": "membership.reconstituted", "summary": "endet mit der Neubildung"}
    leaving = [one for one in planned.keeping if kept is not None and one.id not in kept]
    going = [*planned.ending, *leaving]
    ended = [end(actor, one, last_day, reason=OwnReason.TERM, **how) for one in going]
    seats = _make_seats(committee, term, wanted)
    made = Reconstitution(
        committee=committee,
        term=term,
        first_day=first_day,
        created_seats=[seat.id for seat in seats],
        created_by=actor.name,
        created_at=now,
    )
    db.session.add(made)
    db.session.flush()
    remember(ended, by_renewal(made.id))
    _record(actor, "committee.reconstituted", made, "neu gebildet")
    return made


def _make_seats(
    committee: Committee, term: Term, wanted: Sequence[rules.SeatsWanted]
) -> list[Seat]:
    kinds = [one for one in wanted for _ in range(one.count)]
    seats = [
        Seat(
            committee=committee,
            term=term,
            position=position,
            group_label=one.group_label,
            organization=one.organization,
        )
        for position, one in enumerate(kinds, start=1)
    ]
    db.session.add_all(seats)
    db.session.flush()
    return seats


def name_on_seat(
    actor: Viewer, slot: Slot, persons: Sequence[Person | Mapping[str, str]], starts_on: date | None
) -> None:
    """Let somebody have a place of the new term, new persons by their names; deputies in order.

    A refusal leaves nothing of it behind, and all that was named before stays.
    """
    is_deputy = slot.role is MemberRole.DEPUTY
    with db.session.begin_nested():
        for order, one in enumerate(persons, start=1):
            add_membership(
                actor,
                slot.seat.committee,
                one if isinstance(one, Person) else add_person(actor, **one),
                role=slot.role,
                seat=slot.seat,
                starts_on=starts_on,
                deputy_order=order if is_deputy and len(persons) > 1 else None,
            )


def undo_renewal(actor: Viewer, made: Reconstitution, now: datetime) -> None:
    """Give everybody the former end back, and take the new seats with all on them away."""
    lock_committee(made.committee_id)
    created = frozenset(made.created_seats)
    later = [
        one
        for one in memberships_in(made.committee_id, since=made.first_day)
        if one.starts_on >= made.first_day
    ]
    rules.require_undoable(made, later, created)
    ended = endings_by(by_renewal(made.id))
    require_whole(ended)
    rules.require_still_ended(ended)
    on_seats = [one for one in later if one.seat_id in created]
    for membership in sorted(on_seats, key=lambda m: (m.starts_on, m.id), reverse=True):
        remove_membership(actor, membership)
    take_back(actor, ended)
    for seat in made_seats(made):
        db.session.delete(seat)
    made.undone_at = now
    _record(actor, "committee.reconstitution_undone", made, "Neubildung rückgängig gemacht")


def finish_renewal(committee_id: int, day: date, now: datetime) -> None:
    """The first sitting of the new term is opened: from now on nothing is undone."""
    made = renewal_of(committee_id)
    if made is not None and made.finished_at is None and made.first_day <= day:
        made.finished_at = now


def unfinish_renewal(committee_id: int, day: date) -> None:
    """That opening was taken back and no other took place: it can be undone again."""
    lock_committee(committee_id)
    made = finished_by(committee_id, day)
    if made is not None:
        made.finished_at = None


def _record(actor: Viewer, action: str, made: Reconstitution, summary: str) -> None:
    record(
        actor,
        action,
        made.committee,
        summary=f"{made.committee.short}: für die Wahlperiode {made.term.name} {summary}",
        changes={"first_day": (None, made.first_day)},
    )
