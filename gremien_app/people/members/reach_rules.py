"""Which days a change of memberships touches."""

from collections.abc import Iterable
from datetime import date

from gremien_app.base.kernel.period import Period
from gremien_app.people.committees.reach_rules import Matter, Reach
from gremien_app.people.members.models import Membership


def reach_of(committee_id: int, person_id: int, days: Period) -> Reach:
    return Reach(Matter.ROSTER, days, committee_id, person_id)


def ending(memberships: Iterable[Membership], first_day: date) -> list[Reach]:
    """What it would touch if these ended the day before ``first_day``: for a preview."""
    return [
        reach_of(m.committee_id, m.person_id, Period(first_day, m.ends_on)) for m in memberships
    ]


def joining(committee_ids: Iterable[int], person_id: int | None, first_day: date) -> list[Reach]:
    """What it would touch if somebody joined these committees; None: somebody new."""
    return [reach_of(id_, person_id or 0, Period(first_day)) for id_ in committee_ids]
