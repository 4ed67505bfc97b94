"""The places of a new term that wait for somebody, and who had them before; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.people.members.models import MemberRole, Membership, Seat

SEATED = frozenset({MemberRole.CHAIR, MemberRole.VOTING, MemberRole.DEPUTY})
Kind = tuple[str, int | None]  # group and organisation of a seat


@dataclass(frozen=True)
class Slot:
    """A seat's place for a member or for deputies; ``former``: who had it in the term before."""

    seat: Seat
    role: MemberRole
    former: tuple[Membership, ...] = ()

    @property
    def key(self) -> str:
        return f"{'d' if self.role is MemberRole.DEPUTY else 'm'}{self.seat.id}"

    @property
    def label(self) -> str:
        part = "Stellvertretung" if self.role is MemberRole.DEPUTY else "Mitglied"
        return f"Sitz {self.seat.position}, {part}"

    @property
    def former_names(self) -> str:
        return join_german(one.person.name for one in self.former)


def former_by_seat(
    seats: Sequence[Seat], ended: Iterable[Membership], first_day: date = date.min
) -> dict[int, list[Membership]]:
    """Whom each new seat had before, by its id: the first of a kind follows on the first one.

    ``ended``: whom the new beginning ended; who voted without a seat counts as one.
    """
    places: dict[tuple[str, int], list[Membership]] = {}
    for one in sorted(ended, key=_place):
        if one.role in SEATED and (one.seat is not None or one.role is not MemberRole.DEPUTY):
            place = ("seat", one.seat.id) if one.seat else ("person", one.id)
            places.setdefault(place, []).append(one)
    waiting: dict[Kind, list[list[Membership]]] = {}
    for found in places.values():
        waiting.setdefault(_kind(found[0], first_day), []).append(found)
    follow: dict[int, list[Membership]] = {}
    for seat in seats:
        own = waiting.get((seat.group_label, seat.organization_id), [])
        follow[seat.id] = own.pop(0) if own else []
    return follow


def _place(one: Membership) -> tuple[int, int, int]:
    return (one.seat.position if one.seat else 10_000, one.deputy_order or 0, one.id)


def _kind(one: Membership, day: date) -> Kind:
    if one.seat is not None:
        return (one.seat.group_label, _sender(one.seat, day))
    return ("", _sender(one, day))


def _sender(one: Seat | Membership, day: date) -> int | None:
    """Whoever it has become by then, where it has merged."""
    return one.organization.on(day).id if one.organization else one.organization_id


def open_slots(
    seats: Sequence[Seat],
    holders: Iterable[Membership],
    ended: Iterable[Membership],
    first_day: date = date.min,
) -> list[Slot]:
    """What is still vacant; ``holders``: who is named for these seats already."""
    taken = {(one.seat_id, one.role is MemberRole.DEPUTY) for one in holders}
    follow = former_by_seat(seats, ended, first_day)
    return [
        Slot(seat, role, _of(follow[seat.id], is_deputy=is_deputy))
        for seat in seats
        for role, is_deputy in ((MemberRole.VOTING, False), (MemberRole.DEPUTY, True))
        if (seat.id, is_deputy) not in taken
    ]


def _of(former: Sequence[Membership], *, is_deputy: bool) -> tuple[Membership, ...]:
    return tuple(one for one in former if (one.role is MemberRole.DEPUTY) is is_deputy)


def require_one_way(slot: Slot, *, is_same: bool, first_name: str, last_name: str) -> None:
    if is_same and (first_name or last_name):
        raise RuleBroken(
            "Bitte entweder „wie bisher“ ankreuzen oder einen Namen eingeben.",
            field=f"{slot.key}_last",
        )
    if first_name and not last_name:
        raise RuleBroken("Bitte geben Sie auch den Nachnamen ein.", field=f"{slot.key}_last")
