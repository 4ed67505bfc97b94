"""The roster as pages and documents show it: groups, deputies beside principals, vacancies."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.rules import attendance_groups
from gremien_app.people.members.models import ChairOffice, MemberRole, Membership, Seat


@dataclass(frozen=True)
class RosterGroup:
    label: str
    memberships: list[Membership]


@dataclass(frozen=True)
class SeatCounts:
    """Seats on a day; ``statutory`` and ``vacant`` are None where nobody has stated a number."""

    statutory: int | None
    filled: int
    vacant: int | None
    label: str = ""


@dataclass(frozen=True)
class RosterLine:
    """Who sits on a seat (None: vacant) and who deputises there; no seat for those who advise."""

    membership: Membership | None
    seat: Seat | None
    deputies: tuple[Membership, ...] = ()

    def organization_on(self, day: date) -> str:
        """Who sends the member, by its name on the day; of a vacant seat: whose it is."""
        holder = self.membership or self.seat
        return holder.organization.name_on(day) if holder and holder.organization else ""


@dataclass(frozen=True)
class RosterSection:
    label: str
    lines: tuple[RosterLine, ...]

    @property
    def filled(self) -> int:
        return sum(line.membership is not None for line in self.lines)


@dataclass(frozen=True)
class RosterPage:
    day: date
    roster: list[Membership]
    sections: list[RosterSection]
    seats: SeatCounts
    groups: list[SeatCounts]


def is_chair(role: MemberRole, office: ChairOffice | None) -> bool:
    """Who presides; a deputy in the chair stands in the same group and is not the chair."""
    return office is ChairOffice.CHAIR or (role is MemberRole.CHAIR and office is None)


def presides(membership: Membership) -> bool:
    return is_chair(membership.role, membership.chair_office)


def deputises(membership: Membership) -> bool:
    """Is called only when the principal is away; who deputises in the chair always belongs."""
    return membership.role is MemberRole.DEPUTY and membership.chair_office is None


def group_roster(
    roster: Iterable[Membership], groups: Sequence[tuple[str, str]] = ()
) -> list[RosterGroup]:
    """The roster under the headings of the minutes; whoever holds the chair stands first there.

    ``groups``: the committee's order of roles with its own headings (``attendance_groups``).
    """
    headings = dict(groups)
    order = [*headings, *(role.value for role in MemberRole if role.value not in headings)]
    members = sorted(
        roster, key=lambda one: (order.index(_group_role(one).value), not presides(one))
    )
    found: dict[str, list[Membership]] = {}
    for membership in members:
        found.setdefault(_heading(membership, headings), []).append(membership)
    return [RosterGroup(label, memberships) for label, memberships in found.items()]


def _group_role(membership: Membership) -> MemberRole:
    return MemberRole.CHAIR if presides(membership) else membership.role


def _heading(membership: Membership, headings: dict[str, str]) -> str:
    role, seat = _group_role(membership), membership.seat
    if role is MemberRole.VOTING and seat and seat.group_label:
        return seat.group_label
    return headings.get(role.value) or role.group_label


def fills_a_seat(membership: Membership) -> bool:
    """Holds a seat, or votes without one; a deputy fills none."""
    is_seated = membership.seat_id is not None or membership.can_vote
    return is_seated and membership.role is not MemberRole.DEPUTY


def filled_seats(roster: Iterable[Membership]) -> int:
    """Seats with a member; a principal and the deputies of one seat are one."""
    return len({_seat_of(one) for one in roster if fills_a_seat(one)})


def _seat_of(membership: Membership) -> tuple[str, int]:
    if membership.seat_id is not None:
        return ("seat", membership.seat_id)
    return ("person", membership.person_id)


def count_seats(committee: Committee, roster: Iterable[Membership], day: date) -> SeatCounts:
    """Statutory, filled and vacant seats on a day; never less than none vacant."""
    return _counts(committee.statutory_seats_on(day), filled_seats(roster))


def _counts(statutory: int | None, filled: int, label: str = "") -> SeatCounts:
    vacant = None if statutory is None else max(statutory - filled, 0)
    return SeatCounts(statutory, filled, vacant, label)


def count_groups(committee: Committee, roster: Sequence[Membership]) -> list[SeatCounts]:
    """Per group of seats (22 elected, 11 from the Rat); empty where the seats are of one kind."""
    return [
        _counts(
            group["seats"],
            filled_seats(m for m in roster if m.seat and m.seat.group_label == group["label"]),
            group["label"],
        )
        for group in committee.seat_groups
    ]


def roster_page(
    committee: Committee, roster: list[Membership], seats: Sequence[Seat], day: date
) -> RosterPage:
    """``seats``: those of the term of the day, so that vacant ones are seen."""
    deputies: dict[int, list[Membership]] = {}
    for one in roster:
        if one.role is MemberRole.DEPUTY and one.seat_id is not None:
            deputies.setdefault(one.seat_id, []).append(one)
    held = {m.seat_id for m in roster if m.seat_id is not None and m.role is not MemberRole.DEPUTY}
    beside = {one.id for found in deputies.values() for one in found}
    headings = attendance_groups(committee)
    groups = group_roster((m for m in roster if m.id not in beside), headings)
    lines = {group.label: _lines(group.memberships, deputies) for group in groups}
    counts = count_seats(committee, roster, day)
    vacant = [seat for seat in seats if seat.id not in held and _is_missed(seat, counts)]
    for seat in vacant:
        label = seat.group_label or _voting_heading(dict(headings))
        if label not in lines:
            lines = _with_seats_before_advisors(lines, label)
        lines[label].append(_line(None, seat, deputies))
    shown = {seat.id for seat in vacant} | held
    for seat_id, found in deputies.items():
        if seat_id not in shown:  # on a vacant seat of another term
            rest = lines.setdefault(_heading(found[0], dict(headings)), [])
            rest.extend(RosterLine(one, None) for one in found)
    return RosterPage(
        day,
        roster,
        [RosterSection(label, tuple(found)) for label, found in lines.items()],
        counts,
        count_groups(committee, roster),
    )


def _is_missed(seat: Seat, counts: SeatCounts) -> bool:
    """Whether a vacant seat waits for somebody: never beyond the statute's number.

    Where no number is stated, a seat that nobody sends to was made for one person only.
    """
    return seat.organization is not None if counts.vacant is None else counts.vacant > 0


def _with_seats_before_advisors(
    lines: dict[str, list[RosterLine]], label: str
) -> dict[str, list[RosterLine]]:
    """A group in which every seat is vacant stands where it would if one were held."""
    seated = [
        key
        for key, found in lines.items()
        if any(line.seat or (line.membership and line.membership.can_vote) for line in found)
    ]
    first = {key: lines[key] for key in seated}
    return first | {label: []} | {key: lines[key] for key in lines if key not in first}


def _voting_heading(headings: dict[str, str]) -> str:
    return headings.get(MemberRole.VOTING.value) or MemberRole.VOTING.group_label


def _lines(
    memberships: Iterable[Membership], deputies: dict[int, list[Membership]]
) -> list[RosterLine]:
    return [_line(one, one.seat, deputies) for one in memberships]


def _line(
    membership: Membership | None, seat: Seat | None, deputies: dict[int, list[Membership]]
) -> RosterLine:
    found = deputies.get(seat.id, []) if seat else []
    ordered = sorted(found, key=lambda m: (m.deputy_order is None, m.deputy_order or 0, m.id))
    return RosterLine(membership, seat, tuple(ordered))
