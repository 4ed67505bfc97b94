"""Rules of memberships: periods, statutory seats, deputies; how a roster is grouped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.committees.models import Committee, Term
from gremien_app.kernel.dates import format_date
from gremien_app.kernel.errors import RuleBroken
from gremien_app.kernel.numbers import format_count
from gremien_app.members.models import ChairOffice, MemberRole, Membership, Person

# These roles may carry a vote; all others advise.
MAY_VOTE = frozenset({MemberRole.CHAIR, MemberRole.VOTING, MemberRole.DEPUTY})


@dataclass(frozen=True)
class RosterGroup:
    """The memberships of one heading in the order of the minutes."""

    label: str
    memberships: list[Membership]


@dataclass(frozen=True)
class SeatCounts:
    """Seats on a day; ``statutory`` and ``vacant`` are None where nobody has stated a number."""

    statutory: int | None
    filled: int
    vacant: int | None


def group_roster(
    roster: Iterable[Membership], groups: Sequence[tuple[str, str]] = ()
) -> list[RosterGroup]:
    """The roster under the headings of the minutes; whoever holds the chair stands first there.

    ``groups``: the committee's order of roles with its own headings (``attendance_groups``).
    """
    headings = dict(groups)
    order = [*headings, *(role.value for role in MemberRole if role.value not in headings)]
    members = sorted(
        roster, key=lambda one: (order.index(_group_role(one).value), not _presides(one))
    )
    found: dict[str, list[Membership]] = {}
    for membership in members:
        found.setdefault(_heading(membership, headings), []).append(membership)
    return [RosterGroup(label, memberships) for label, memberships in found.items()]


def _presides(membership: Membership) -> bool:
    return is_chair(membership.role, membership.chair_office)


def is_chair(role: MemberRole, office: ChairOffice | None) -> bool:
    """Who presides; a deputy in the chair stands in the same group and is not the chair."""
    return office is ChairOffice.CHAIR or (role is MemberRole.CHAIR and office is None)


def _group_role(membership: Membership) -> MemberRole:
    return MemberRole.CHAIR if _presides(membership) else membership.role


def _heading(membership: Membership, headings: dict[str, str]) -> str:
    role, seat = _group_role(membership), membership.seat
    if role is MemberRole.VOTING and seat and seat.group_label:
        return seat.group_label
    return headings.get(role.value) or role.group_label


def public_names(roster: Iterable[Membership]) -> list[Membership]:
    """Only those whose name may be published, with a recorded basis."""
    return [one for one in roster if one.person.name_is_public]


def filled_seats(roster: Iterable[Membership]) -> int:
    """Seats with a voting member; a principal and the deputies of one seat are one."""
    return len({_seat_of(one) for one in roster if _fills_a_seat(one)})


def _fills_a_seat(membership: Membership) -> bool:
    return membership.can_vote and membership.role is not MemberRole.DEPUTY


def _seat_of(membership: Membership) -> tuple[str, int]:
    if membership.seat_id is not None:
        return ("seat", membership.seat_id)
    return ("person", membership.person_id)


def count_seats(committee: Committee, roster: Iterable[Membership], day: date) -> SeatCounts:
    """Statutory, filled and vacant seats on a day; never less than none vacant."""
    statutory, filled = committee.statutory_seats_on(day), filled_seats(roster)
    vacant = None if statutory is None else max(statutory - filled, 0)
    return SeatCounts(statutory, filled, vacant)


def overlaps(membership: Membership, starts_on: date, ends_on: date | None) -> bool:
    """Whether the periods have a day in common (both ends are inclusive)."""
    begins_in_time = ends_on is None or membership.starts_on <= ends_on
    return begins_in_time and (membership.ends_on is None or membership.ends_on >= starts_on)


def describe_period(membership: Membership) -> str:
    """ "seit 01.11.2025" or "01.11.2020 bis 31.10.2025"."""
    start = format_date(membership.starts_on)
    if membership.ends_on is None:
        return f"seit {start}"
    return f"{start} bis {format_date(membership.ends_on)}"


def require_period(starts_on: date | None, ends_on: date | None) -> date:
    if starts_on is None:
        raise RuleBroken("Bitte geben Sie an, ab wann die Mitgliedschaft gilt.", field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    return starts_on


def require_committee_exists(committee: Committee, starts_on: date) -> None:
    """Nobody joins before the committee's first name begins, or after it was dissolved."""
    first = committee.names[0].valid_from if committee.names else None
    if first is not None and starts_on < first:
        raise RuleBroken(
            f"Das Gremium besteht erst seit dem {format_date(first)}.", field="starts_on"
        )
    closed = committee.closed_on
    if closed is not None and starts_on > closed:
        raise RuleBroken(
            f"Das Gremium besteht seit dem {format_date(closed)} nicht mehr.", field="starts_on"
        )


def require_term(term: Term | None, starts_on: date) -> Term:
    """A seat belongs to a term, so whoever takes one joins within a term."""
    if term is None:
        raise RuleBroken(
            f"Am {format_date(starts_on)} läuft keine eingetragene Wahlperiode.",
            field="starts_on",
        )
    return term


def require_one_chair(
    others: Iterable[Membership],
    role: MemberRole,
    office: ChairOffice | None,
    starts_on: date,
    ends_on: date | None,
) -> None:
    """Nobody presides beside another one; deputies in the chair may be several."""
    if not is_chair(role, office):
        return
    for other in others:
        if _presides(other) and overlaps(other, starts_on, ends_on):
            raise RuleBroken(
                f"Den Vorsitz hat in dieser Zeit schon {other.person.name}, "
                f"{describe_period(other)}.",
                field="role" if role is MemberRole.CHAIR else "chair_office",
            )


def require_seat_free(
    others: Iterable[Membership], membership: Membership, ends_on: date | None
) -> None:
    """One principal per seat at a time: a longer membership meets no successor on the seat."""
    if membership.seat_id is None or membership.role is MemberRole.DEPUTY:
        return
    for other in others:
        same_seat = other.seat_id == membership.seat_id and other.role is not MemberRole.DEPUTY
        if same_seat and overlaps(other, membership.starts_on, ends_on):
            raise RuleBroken(
                f"Den Sitz hat in dieser Zeit schon {other.person.name}, {describe_period(other)}.",
                field="ends_on",
            )


def require_no_overlap(others: Iterable[Membership], starts_on: date, ends_on: date | None) -> None:
    """Leaving and returning are two memberships, one after the other; the refusal names it."""
    for other in others:
        if overlaps(other, starts_on, ends_on):
            raise RuleBroken(
                f"{other.person.name} gehört dem Gremium in dieser Zeit schon an: "
                f"{other.role.label}, {describe_period(other)}.",
                field="starts_on",
            )


def require_seat_left(
    committee: Committee, voting: Sequence[Membership], starts_on: date, ends_on: date | None
) -> None:
    """No more voting members than statutory seats on any day of the new membership."""
    running = [m for m in voting if _fills_a_seat(m) and overlaps(m, starts_on, ends_on)]
    # The number rises only where a membership begins, so these days are all that matter.
    days = {starts_on, *(m.starts_on for m in running if m.starts_on > starts_on)}
    for day in sorted(days):
        seats = committee.statutory_seats_on(day)
        if seats is not None and filled_seats(m for m in running if m.runs_on(day)) >= seats:
            raise RuleBroken(
                f"Am {format_date(day)} sind alle {format_count(seats, 'Sitz', 'Sitze')} besetzt. "
                "Beenden Sie zuerst eine andere Mitgliedschaft.",
                field="role",
            )


def require_principal(
    role: MemberRole, principal: Membership | None, person: Person, starts_on: date
) -> None:
    """A deputy stands for a voting member of the same time, never for himself or herself."""
    if role is not MemberRole.DEPUTY:
        if principal is not None:
            raise RuleBroken(
                "Nur eine Stellvertretung vertritt ein anderes Mitglied.", field="principal"
            )
        return
    if principal is None:
        raise RuleBroken("Bitte wählen Sie, wer vertreten wird.", field="principal")
    if principal.person_id == person.id and person.id is not None:
        raise RuleBroken("Niemand kann sich selbst vertreten.", field="principal")
    if not principal.runs_on(starts_on):
        raise RuleBroken(
            f"{principal.person.name} gehört dem Gremium am {format_date(starts_on)} nicht an.",
            field="principal",
        )


def require_vote_fits(role: MemberRole, *, can_vote: bool) -> None:
    if can_vote and role not in MAY_VOTE:
        raise RuleBroken("Mit dieser Rolle ist kein Stimmrecht verbunden.", field="can_vote")


def require_end(membership: Membership, ends_on: date | None) -> date:
    """The last day of a membership; not before its first."""
    if ends_on is None:
        raise RuleBroken("Bitte geben Sie den letzten Tag der Mitgliedschaft an.", field="ends_on")
    if ends_on < membership.starts_on:
        raise RuleBroken(
            f"Die Mitgliedschaft beginnt erst am {format_date(membership.starts_on)}.",
            field="ends_on",
        )
    return ends_on
