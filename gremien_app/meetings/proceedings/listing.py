"""What a line of the attendance takes from the roster of the day, and who may read it, pure."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from gremien_app.meetings.proceedings.models import Attendance, AttendanceGroup, ChairPeriod
from gremien_app.meetings.proceedings.wording import GROUP_OF_ROLE
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.members.models import Membership
from gremien_app.people.members.voice_rules import chairs, voice_of


def is_guest_of_closed(person: Attendance, invited: Collection[int]) -> bool:
    """Whether a line is of a guest who came to closed items only.

    ``invited``: the persons whose invitation says so (``guests.queries.closed_guests_of``).
    """
    is_invited = person.membership_id is None and person.person_id in invited
    return is_invited or person.group is AttendanceGroup.CLOSED_GUEST


def without_guests_of_closed(
    people: Iterable[Attendance], invited: Collection[int], periods: Iterable[ChairPeriod] = ()
) -> list[Attendance]:
    """Whom a public part may name: everybody else, and whoever took the chair."""
    presiding = {period.attendance_id for period in periods}
    return [one for one in people if one.id in presiding or not is_guest_of_closed(one, invited)]


def by_person(memberships: Sequence[Membership]) -> dict[int, list[Membership]]:
    """Nobody stands in two groups: several memberships of one person make one line."""
    found: dict[int, list[Membership]] = {}
    for membership in memberships:
        found.setdefault(membership.person_id, []).append(membership)
    return found


def _office_of(membership: Membership) -> str:
    """Who chairs by an office is called by its title as it was held."""
    return membership.tenure.title if membership.tenure else membership.person.office


def roster_values(sitting: Sitting, memberships: Sequence[Membership]) -> dict[str, Any]:
    """What a line takes from the person's memberships of the day: group, seat, vote."""
    first, presides = memberships[0], chairs(memberships)
    voice = voice_of(memberships, chair_votes=sitting.committee.chair_votes)
    organization = first.organization or (first.seat.organization if first.seat else None)
    return {
        "membership_id": first.id,
        "detail": organization.name_on(sitting.date) if organization else _office_of(first),
        "group": AttendanceGroup.CHAIR if presides else GROUP_OF_ROLE[first.role],
        "group_label": "" if presides or not first.seat else first.seat.group_label,
        "seat_key": voice.seat_key,
        "is_deputy": voice.is_deputy,
        "can_vote": voice.can_vote,
        "counts_for_quorum": voice.counts_for_quorum,
        "sits_for": _sits_for(memberships) if sitting.partners else {},
    }


def _sits_for(memberships: Sequence[Membership]) -> dict[str, bool]:
    """Per committee of a joint sitting: whether the person counts for its quorum."""
    found: dict[str, bool] = {}
    for one in memberships:
        key = str(one.committee_id)
        found[key] = found.get(key, False) or one.counts_for_quorum
    return found
