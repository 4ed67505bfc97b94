"""What the forms refuse about terms, seats, memberships and offices, asked of whole data sets.

The rooms' own rules, row after row in the order of the file: each beside those before it. The
same is asked of what is in the database already, when it is exported.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.founding.naming_rules import require_between
from gremien_app.meetings.founding.term_rules import require_apart as require_terms_apart
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.minute_takers.rules import require_apart as require_takers_apart
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.administration.rules import require_role_period
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import MemberRole, Membership, OfficeTenure, Seat
from gremien_app.people.members.rules import require_fits
from gremien_app.people.members.seat_rules import require_room
from gremien_app.people.offices.rules import require_alone

Fault = tuple[Any, RuleBroken]
Beside = Callable[[Any, list[Any]], None]


@dataclass
class Rows:
    """All rows of the tables that have such rules, those that were there first before the new."""

    terms: Sequence[Term] = ()
    committees: Sequence[Committee] = ()
    seats: Sequence[Seat] = ()
    memberships: Sequence[Membership] = ()
    tenures: Sequence[OfficeTenure] = ()
    minute_takers: Sequence[MinuteTaker] = ()
    assignments: Sequence[Assignment] = ()
    new: set[Any] = field(default_factory=set)  # those that are asked about


def faults(rows: Rows) -> Iterator[Fault]:
    """Each new row that a form would have refused, with what it would have said."""
    asked: tuple[tuple[Iterable[Any], Callable[[Any], Any], Beside], ...] = (
        (rows.terms, lambda _one: None, _term),
        (rows.committees, lambda one: one.id, _names),
        (rows.seats, lambda one: (one.committee_id, one.term_id), _seat),
        (rows.tenures, lambda one: (one.office_id, one.is_deputy), _tenure),
        (rows.memberships, lambda one: one.committee_id, _membership),
        (rows.minute_takers, lambda one: one.committee_id, _taker),
        (rows.assignments, lambda one: one.user_id, _assignment),
    )
    for things, group, rule in asked:
        before: defaultdict[Any, list[Any]] = defaultdict(list)
        for one in things:
            others = before[group(one)]
            if one in rows.new:
                try:
                    rule(one, others)
                except RuleBroken as refusal:
                    yield one, refusal
            others.append(one)


def _term(one: Term, others: list[Term]) -> None:
    require_terms_apart(others, one.starts_on, one.ends_on)


def _names(one: Committee, _others: list[Committee]) -> None:
    names = one.names
    for index, name in enumerate(names):
        before = names[index - 1] if index else None
        after = names[index + 1] if index + 1 < len(names) else None
        require_between(before, after, name.valid_from)


def _seat(one: Seat, others: list[Seat]) -> None:
    require_room(one.committee, one.term, others, one.group_label)


def _membership(one: Membership, others: list[Membership]) -> None:
    require_fits(one.committee, one.person, data_of(one), others)
    if one.role is MemberRole.DEPUTY and one.seat is None:
        raise RuleBroken("Bitte wählen Sie, wer oder welcher Sitz vertreten wird.", field="seat")


def _tenure(one: OfficeTenure, others: list[OfficeTenure]) -> None:
    same = [other for other in others if not one.is_deputy or other.person_id == one.person_id]
    require_alone(same, one.starts_on, one.ends_on)


def _taker(one: MinuteTaker, others: list[MinuteTaker]) -> None:
    require_takers_apart(others, one.person_id, one.starts_on, one.ends_on)


def _assignment(one: Assignment, others: list[Assignment]) -> None:
    require_role_period(others, one.committee_id, one.role, one.starts_on, one.ends_on)
