"""Who still has to answer, which deputies are asked, and which seats nobody takes."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked, Task
from gremien_app.base.kernel.clock import midnight
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.meetings.replies import queries, reach_queries
from gremien_app.meetings.replies.models import Calling, CallState
from gremien_app.meetings.sittings.due_queries import about, managed, task_of
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.queries import of_committees, visible_to, with_context
from gremien_app.people.members.models import MemberRole, Membership

AHEAD = timedelta(days=60)


def due(asked: Asked) -> Iterator[Task]:
    """One's own answers, as a member and as an asked deputy; of the office, whom to telephone."""
    yield from _telephone(asked)
    person_id = asked.viewer.person_id
    if person_id is None or not asked.viewer.member_of:
        return
    called = _called(person_id)
    for sitting in queries.own_open(asked.viewer, _invited(asked, called)):
        text = "Bitte um Vertretung: Können Sie?" if sitting.id in called else "Kommen Sie?"
        yield Task(text, "replies.own", sitting.id, about(sitting), sitting.date)


def _telephone(asked: Asked) -> Iterator[Task]:
    """A deputy was asked by the tick, and no mail goes there: nobody would notice."""
    ahead = {one.id: one for one in managed(asked) if one.date >= asked.day}
    for id_ in sorted(reach_queries.to_telephone(ahead)) if ahead else []:
        yield task_of(ahead[id_], "Vertretung anrufen", "replies.show", asked.day)


def _called(person_id: int) -> set[int]:
    query = select(Calling.sitting_id, Calling.day, Sitting.starts_at).join(Calling.sitting)
    query = query.where(Calling.person_id == person_id, Calling.state == CallState.CALLED)
    rows = db.session.execute(query)
    return {sitting_id for sitting_id, day, start in rows if berlin_date(start) == day}


def _invited(asked: Asked, called: set[int]) -> list[Sitting]:
    """Sittings to come to which the person is invited by an own seat, or called as a deputy."""
    memberships = list(
        db.session.scalars(
            select(Membership)
            .where(Membership.person_id == asked.viewer.person_id)
            .order_by(Membership.id)
        )
    )
    found = db.session.scalars(
        with_context(select(Sitting))
        .where(
            visible_to(asked.viewer),
            of_committees({one.committee_id for one in memberships}),
            Sitting.state.in_((SittingState.INVITED, SittingState.MOVED)),
            Sitting.starts_at >= midnight(asked.day),
            Sitting.starts_at < midnight(asked.day + AHEAD),
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )
    return [
        one
        for one in found
        if one.id in called
        or any(
            m.role is not MemberRole.DEPUTY
            and m.committee_id in one.committee_ids
            and m.runs_on(one.date)
            for m in memberships
        )
    ]
