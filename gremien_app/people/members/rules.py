"""Rules of memberships: periods, seats, deputies, the chair."""

from collections.abc import Iterable, Sequence
from datetime import date

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.data import MAY_VOTE, MembershipData
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat
from gremien_app.people.members.roster import filled_seats, fills_a_seat, is_chair, presides
from gremien_app.people.persons.models import Person

LATER = "Beenden Sie zuerst die andere Mitgliedschaft oder wählen Sie einen anderen Zeitraum."


def describe_seat(seat: Seat) -> str:
    """ "Sitz 3, Gehörlosenverband"."""
    whose = seat.organization.name_today if seat.organization else seat.group_label
    return f"Sitz {seat.position}, {whose}" if whose else f"Sitz {seat.position}"


def statutory_seats(committee: Committee, term: Term) -> int | None:
    """The number of seats in a term; None where nobody has stated one."""
    return next((one.seats for one in committee.seats_by_term if one.term is term), None)


# The period


def require_period(starts_on: date | None, ends_on: date | None) -> date:
    if starts_on is None:
        raise RuleBroken("Bitte geben Sie an, ab wann die Mitgliedschaft gilt.", field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    return starts_on


def require_committee_exists(
    committee: Committee, starts_on: date, ends_on: date | None = None
) -> None:
    """Nobody joins before the committee is founded, or stays after it was dissolved."""
    first = committee.founded_on or (committee.names[0].valid_from if committee.names else None)
    if first is not None and starts_on < first:
        raise RuleBroken(
            f"Das Gremium besteht erst seit dem {format_date(first)}.", field="starts_on"
        )
    closed = committee.closed_on
    if closed is not None and starts_on > closed:
        raise RuleBroken(
            f"Das Gremium besteht seit dem {format_date(closed)} nicht mehr.", field="starts_on"
        )
    if closed is not None and (ends_on is None or ends_on > closed):
        raise RuleBroken(
            f"Das Gremium besteht nur bis zum {format_date(closed)}. Bitte geben Sie ein Ende "
            "bis zu diesem Tag an.",
            field="ends_on",
        )


def require_term(term: Term | None, starts_on: date) -> Term:
    """A seat belongs to a term, so whoever takes one joins within a term."""
    if term is None:
        raise RuleBroken(
            f"Am {format_date(starts_on)} läuft keine eingetragene Wahlperiode.", field="starts_on"
        )
    return term


def require_end(membership: Membership, ends_on: date | None, field: str = "ends_on") -> date:
    """The last day of a membership; not before its first."""
    if ends_on is None:
        raise RuleBroken("Bitte geben Sie den letzten Tag der Mitgliedschaft an.", field=field)
    if ends_on < membership.starts_on:
        raise RuleBroken(
            f"Die Mitgliedschaft beginnt erst am {format_date(membership.starts_on)}.", field=field
        )
    return ends_on


def require_split_day(membership: Membership, day: date | None, field: str = "from_day") -> date:
    """A change from a day on leaves at least one day before it, and one after."""
    if day is None:
        raise RuleBroken("Bitte geben Sie an, ab welchem Tag die Änderung gilt.", field=field)
    if day <= membership.starts_on:
        raise RuleBroken(
            f"Die Mitgliedschaft beginnt erst am {format_date(membership.starts_on)}. War die "
            "Angabe von Anfang an falsch, dann berichtigen Sie sie bitte.",
            field=field,
        )
    if membership.ends_on is not None and day > membership.ends_on:
        raise RuleBroken(
            f"Die Mitgliedschaft endet schon am {format_date(membership.ends_on)}.", field=field
        )
    return day


def require_reason(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("Bitte nennen Sie den Grund.", field="reason")
    return reason.strip()


# Beside the others


def require_fits(
    committee: Committee, person: Person, data: MembershipData, others: Sequence[Membership]
) -> None:
    """All that one membership must be beside the others of its committee; they exclude itself."""
    require_period(data.starts_on, data.ends_on)
    require_committee_exists(committee, data.starts_on, data.ends_on)
    require_vote_fits(data.role, can_vote=data.can_vote)
    meeting = [m for m in others if m.period.meets(data.period)]
    require_seat_fits(committee, person, data, meeting)
    require_no_overlap((m for m in meeting if m.person is person), data.period)
    require_one_chair(meeting, data.role, data.chair_office, data.period)
    if not data.is_deputy and (data.seat or data.can_vote):
        require_seat_left(committee, meeting, data.period)
        require_group_left(committee, meeting, data)


def require_vote_fits(role: MemberRole, *, can_vote: bool) -> None:
    if can_vote and role not in MAY_VOTE:
        raise RuleBroken("Mit dieser Rolle ist kein Stimmrecht verbunden.", field="can_vote")


def require_no_overlap(others: Iterable[Membership], period: Period) -> None:
    """Leaving and returning are two memberships, one after the other; the refusal names it."""
    for other in others:
        if other.period.meets(period):
            raise RuleBroken(
                f"{other.person.name} gehört dem Gremium in dieser Zeit schon an: "
                f"{other.role.label}, {other.period.told()}. {LATER}",
                field="starts_on",
            )


def require_one_chair(
    others: Iterable[Membership], role: MemberRole, office: ChairOffice | None, period: Period
) -> None:
    """Nobody presides beside another one; deputies in the chair may be several."""
    if not is_chair(role, office):
        return
    for other in others:
        if presides(other) and other.period.meets(period):
            raise RuleBroken(
                f"Den Vorsitz hat in dieser Zeit schon {other.person.name}, {other.period.told()}.",
                field="role" if office is None else "chair_office",
            )


def require_seat_fits(
    committee: Committee, person: Person, data: MembershipData, meeting: Sequence[Membership]
) -> None:
    """A seat of this committee and term, held by nobody else; a deputy shares another's."""
    seat = data.seat
    if data.deputy_order is not None and not data.is_deputy:
        raise RuleBroken("Einen Rang hat nur eine Stellvertretung.", field="deputy_order")
    if seat is None:
        return
    if data.role not in MAY_VOTE:
        raise RuleBroken("Mit dieser Rolle ist kein Sitz verbunden.", field="seat")
    if seat.committee is not committee:
        raise RuleBroken("Dieser Sitz gehört zu einem anderen Gremium.", field="seat")
    if not seat.term.runs_on(data.starts_on):
        raise RuleBroken(
            f"{describe_seat(seat)}, gehört zur Wahlperiode {seat.term.name}. Am "
            f"{format_date(data.starts_on)} gibt es diesen Sitz nicht.",
            field="seat",
        )
    for other in (m for m in meeting if m.seat is seat):
        if not data.is_deputy and other.role is not MemberRole.DEPUTY:
            raise RuleBroken(
                f"Den Sitz hat in dieser Zeit schon {other.person.name}, {other.period.told()}.",
                field="seat",
            )
        if data.is_deputy and other.person is person and other.role is not MemberRole.DEPUTY:
            raise RuleBroken("Niemand kann sich selbst vertreten.", field="seat")
        if data.deputy_order is not None and other.deputy_order == data.deputy_order:
            raise RuleBroken(
                f"{data.deputy_order}. Stellvertretung auf diesem Sitz ist in dieser Zeit schon "
                f"{other.person.name}, {other.period.told()}.",
                field="deputy_order",
            )


def require_seat_left(committee: Committee, others: Sequence[Membership], period: Period) -> None:
    """No more members with a seat than statutory seats on any day of the new membership."""
    for day, running in _days_to_check(others, period):
        seats = committee.statutory_seats_on(day)
        if seats is not None and filled_seats(running) >= seats:
            raise RuleBroken(
                f"Am {format_date(day)} sind alle {format_count(seats, 'Sitz', 'Sitze')} besetzt. "
                "Beenden Sie zuerst eine andere Mitgliedschaft.",
                field="role",
            )


def require_group_left(
    committee: Committee, others: Sequence[Membership], data: MembershipData
) -> None:
    """As ``require_seat_left``, for the group of seats (22 elected, 11 from the Rat)."""
    label = data.seat.group_label if data.seat else ""
    group = next((one for one in committee.seat_groups if one["label"] == label), None)
    if group is None:
        return
    same = [m for m in others if m.seat and m.seat.group_label == label]
    for day, running in _days_to_check(same, data.period):
        if filled_seats(running) >= group["seats"]:
            raise RuleBroken(
                f"Am {format_date(day)} sind alle {format_count(group['seats'], 'Sitz', 'Sitze')} "
                f"der Gruppe „{label}“ besetzt. Beenden Sie zuerst eine andere Mitgliedschaft "
                "oder wählen Sie einen Sitz einer anderen Gruppe.",
                field="seat",
            )


def _days_to_check(
    others: Sequence[Membership], period: Period
) -> list[tuple[date, list[Membership]]]:
    """The number rises only where a membership begins, so these days are all that matter."""
    running = [m for m in others if fills_a_seat(m) and m.period.meets(period)]
    days = {period.first, *(m.starts_on for m in running if m.starts_on > period.first)}
    return [(day, [m for m in running if m.runs_on(day)]) for day in sorted(days)]


def require_principal(
    role: MemberRole, principal: Membership | None, person: Person, starts_on: date
) -> None:
    """A deputy stands for a member with a seat at that time; never for another deputy."""
    if role is not MemberRole.DEPUTY:
        if principal is not None:
            raise RuleBroken(
                "Nur eine Stellvertretung vertritt ein anderes Mitglied.", field="seat"
            )
        return
    if principal is None:
        raise RuleBroken("Bitte wählen Sie, wer oder welcher Sitz vertreten wird.", field="seat")
    if principal.role is MemberRole.DEPUTY:
        raise RuleBroken(
            f"{principal.person.name} vertritt selbst nur. Bitte wählen Sie das Mitglied, dem "
            "der Sitz gehört.",
            field="seat",
        )
    if principal.person_id == person.id and person.id is not None:
        raise RuleBroken("Niemand kann sich selbst vertreten.", field="seat")
    if not principal.runs_on(starts_on):
        raise RuleBroken(
            f"{principal.person.name} gehört dem Gremium am {format_date(starts_on)} nicht an.",
            field="seat",
        )


# Following


def require_successor(
    membership: Membership, successor: Person, last_day: date, starts_on: date | None
) -> None:
    """Another person, after the last day; whoever left by mistake returns by another way."""
    if successor is membership.person:
        raise RuleBroken(
            "Auf sich selbst kann niemand folgen. Ändert sich nur etwas an der Mitgliedschaft, "
            "dann ändern Sie sie bitte ab einem Tag.",
            field="last_name",
        )
    if membership.ends_on is not None and last_day > membership.ends_on:
        raise RuleBroken(
            f"Die Mitgliedschaft endet schon am {format_date(membership.ends_on)}.",
            field="last_day",
        )
    if starts_on is not None and starts_on <= last_day:
        raise RuleBroken(
            f"Die Nachfolge beginnt frühestens am Tag nach dem {format_date(last_day)}.",
            field="starts_on",
        )
