"""Rules of a new beginning in a term: what ends, which seats are made, when it can be undone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.models import Ending, MemberRole, Membership, Seat
from gremien_app.people.members.rules import statutory_seats
from gremien_app.people.organizations.models import Organization
from gremien_app.people.renewal.models import Reconstitution

# They were not sent for a term; who is ticked stays as before.
KEPT_ROLES = frozenset(
    {
        MemberRole.ADVISORY,
        MemberRole.RESIDENT_EXPERT,
        MemberRole.STANDING_GUEST,
        MemberRole.ADMINISTRATION,
    }
)


@dataclass(frozen=True)
class SeatsWanted:
    """So many seats of one group for one organisation (or of nobody's yet)."""

    group_label: str
    organization: Organization | None
    count: int

    @property
    def label(self) -> str:
        parts = (self.group_label, self.organization.name if self.organization else "")
        return ", ".join(part for part in parts if part) or "ohne Organisation"


@dataclass(frozen=True)
class Preview:
    """What a new beginning does, before anybody does it.

    ``keeping``: who advises or serves without a seat, and stays unless somebody says otherwise.
    """

    term: Term
    first_day: date
    ending: list[Membership]
    keeping: list[Membership]
    staying: list[Membership]
    seats: list[SeatsWanted]
    statutory: int | None


@dataclass(frozen=True)
class TermChoice:
    """The terms for which a committee can still be formed, and the one that is meant."""

    terms: list[Term]
    proposed: Term | None
    latest: Term | None


def choose_term(
    terms: Iterable[Term], with_seats: Collection[int], joined: Collection[date], today: date
) -> TermChoice:
    """Not over, without seats; proposed is the first of them in which nobody has joined yet.

    ``with_seats``: ids of the terms in which the committee has seats; ``joined``: first days of
    its memberships, those held ex officio left out.
    """
    known = sorted(terms, key=lambda term: term.starts_on)
    possible = [term for term in known if term.id not in with_seats and not term.is_over(today)]
    proposed = next((one for one in possible if not any(map(one.runs_on, joined))), None)
    return TermChoice(possible, proposed, known[-1] if known else None)


def sender_on(organization: Organization | None, day: date) -> Organization | None:
    return organization.on(day) if organization else None


def seats_like(
    committee: Committee,
    former: Sequence[Seat],
    statutory: int | None,
    seatless: Sequence[Membership] = (),
    *,
    first_day: date = date.min,
) -> list[SeatsWanted]:
    """As in the term before, in the same order; without one by the groups, else by the number.

    What has merged until the first day sends as what it has become.

    ``seatless``: who votes without a seat on record, as where no number of seats was ever stated;
    each of them is a seat all the same.
    """
    counts: dict[tuple[str, Organization | None], int] = {}
    for seat in former:
        key = (seat.group_label, sender_on(seat.organization, first_day))
        counts[key] = counts.get(key, 0) + 1
    if (counts or not committee.seat_groups) and statutory is None:
        for one in seatless:
            sender = sender_on(one.organization, first_day)
            counts["", sender] = counts.get(("", sender), 0) + 1
    if counts:
        return [SeatsWanted(group, sender, count) for (group, sender), count in counts.items()]
    if committee.seat_groups:
        return [SeatsWanted(one["label"], None, one["seats"]) for one in committee.seat_groups]
    return [SeatsWanted("", None, statutory or 0)]


def preview(
    committee: Committee,
    term: Term,
    first_day: date,
    memberships: Sequence[Membership],
    former: Sequence[Seat],
) -> Preview:
    """``memberships``: those that still run on the first day or begin later."""
    statutory = statutory_seats(committee, term)
    return Preview(
        term,
        first_day,
        ending=[m for m in memberships if m.tenure_id is None and not may_be_kept(m)],
        keeping=[m for m in memberships if m.tenure_id is None and may_be_kept(m)],
        staying=[m for m in memberships if m.tenure_id is not None],
        seats=seats_like(
            committee, former, statutory, _seatless(memberships, first_day), first_day=first_day
        ),
        statutory=statutory,
    )


def may_be_kept(membership: Membership) -> bool:
    is_seated = membership.seat_id is not None or membership.can_vote
    return membership.role in KEPT_ROLES and not is_seated and membership.chair_office is None


def _seatless(memberships: Sequence[Membership], first_day: date) -> list[Membership]:
    """Who has a vote of his or her own until then; deputies share a seat."""
    return [
        one
        for one in memberships
        if one.seat_id is None
        and one.can_vote
        and one.tenure_id is None
        and one.role is not MemberRole.DEPUTY
        and one.starts_on < first_day
    ]


def require_possible(
    committee: Committee,
    term: Term,
    first_day: date,
    memberships: Iterable[Membership],
    seats_of_term: Sequence[Seat],
) -> None:
    """A day of the term, no seats in it yet, and nobody who joined for it already."""
    if not term.runs_on(first_day):
        raise RuleBroken(
            f"Der {format_date(first_day)} liegt nicht in der Wahlperiode {term.name}.",
            field="first_day",
        )
    if committee.closed_on is not None and committee.closed_on < first_day:
        raise RuleBroken(
            f"Das Gremium besteht seit dem {format_date(committee.closed_on)} nicht mehr.",
            field="first_day",
        )
    if seats_of_term:
        raise RuleBroken(
            f"In der Wahlperiode {term.name} hat das Gremium schon "
            f"{format_count(len(seats_of_term), 'Sitz', 'Sitze')}. Neu gebildet wird es nur für "
            "eine Wahlperiode ohne Sitze.",
            field="term",
        )
    for one in memberships:
        if one.starts_on >= first_day and one.tenure_id is None:
            raise RuleBroken(
                f"{one.person.name} ist schon ab dem {format_date(one.starts_on)} eingetragen. "
                "Nehmen Sie diesen Eintrag zuerst zurück oder wählen Sie einen späteren Tag.",
                field="first_day",
            )


def require_seats(committee: Committee, wanted: Sequence[SeatsWanted], preview: Preview) -> None:
    """At least one seat, no more than the statute knows, in all and per group."""
    total = sum(one.count for one in wanted)
    if not total:
        raise RuleBroken("Bitte geben Sie an, wie viele Sitze das Gremium hat.", field="seats_1")
    if preview.statutory is not None and total > preview.statutory:
        raise RuleBroken(
            f"Das Gremium hat in der Wahlperiode {preview.term.name} "
            f"{format_count(preview.statutory, 'Sitz', 'Sitze')}, eingetragen sind {total}.",
            field="seats_1",
        )
    for group in committee.seat_groups:
        count = sum(one.count for one in wanted if one.group_label == group["label"])
        if count > group["seats"]:
            raise RuleBroken(
                f"Die Gruppe „{group['label']}“ hat "
                f"{format_count(group['seats'], 'Sitz', 'Sitze')}, eingetragen sind {count}.",
                field="seats_1",
            )


def require_undoable(
    reconstitution: Reconstitution, later: Iterable[Membership], created_seats: frozenset[int]
) -> None:
    """Until the first sitting was opened; ``later``: memberships that began since."""
    if reconstitution.undone_at is not None:
        raise RuleBroken("Die Neubildung ist schon rückgängig gemacht.")
    if reconstitution.finished_at is not None:
        raise RuleBroken(
            "Die erste Sitzung der neuen Wahlperiode hat stattgefunden. Die Neubildung lässt sich "
            "nicht mehr rückgängig machen."
        )
    for one in later:
        if one.tenure_id is None and one.seat_id not in created_seats:
            raise RuleBroken(
                f"Seit der Neubildung ist {one.person.name} eingetragen ({one.role.label}, "
                f"{one.period.told()}). Nehmen Sie diesen Eintrag zuerst zurück."
            )


def require_still_ended(endings: Iterable[Ending]) -> None:
    """Only ends that nobody has touched since are given back."""
    for ending in endings:
        membership = ending.membership
        if membership is not None and membership.ends_on != ending.last_day:
            raise RuleBroken(
                f"Das Ende der Mitgliedschaft von {membership.person.name} wurde inzwischen "
                f"geändert ({membership.period.told()}). Setzen Sie es zuerst wieder auf den "
                f"{format_date(ending.last_day)}."
            )
