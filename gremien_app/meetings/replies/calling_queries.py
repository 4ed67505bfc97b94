"""Where deputies are called, as facts from which rights follow and calendars are filled."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, or_
from sqlalchemy.orm import aliased

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.meetings.replies.models import ACTIVE, Calling
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.fact_queries import PERSON, fact
from gremien_app.people.members.models import MemberRole, Membership

_deputy, _principal = aliased(Membership), aliased(Membership)


def _principal_may_not() -> ColumnElement[bool]:
    return exists().where(
        _principal.seat_id == Calling.seat_id,
        _principal.role != MemberRole.DEPUTY,
        _principal.sees_closed.is_(False),
        _principal.starts_on <= Calling.day,
        or_(_principal.ends_on.is_(None), _principal.ends_on >= Calling.day),
    )


def _cases(*conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        fact(
            "called",
            committee_id=_deputy.committee_id,
            other_id=Calling.sitting_id,
            on=Calling.day,
            at=Sitting.starts_at,
        )
        .select_from(Calling)
        .join(Calling.sitting)
        .join(_deputy, _deputy.id == Calling.deputy_id)
        .where(
            Calling.person_id == PERSON,
            _deputy.role == MemberRole.DEPUTY,
            _deputy.starts_on <= Calling.day,
            or_(_deputy.ends_on.is_(None), _deputy.ends_on >= Calling.day),
            Calling.state.in_(ACTIVE),
            *conditions,
        )
    )


_CALLED = _cases()
# Not where the principal of the seat, too, lacks the right to the closed part.
CALLED_TO_CLOSED = _cases(~_principal_may_not())


def called_to(person_id: int) -> set[tuple[int, int]]:
    """Where this person is called as a deputy: the sitting, and the committee of the seat.

    While being a deputy on the sitting's day.
    """
    return of_their_day(db.session.execute(_CALLED, {PERSON.key: person_id}))


def of_their_day(rows: Iterable[Row[Any]]) -> set[tuple[int, int]]:
    """Without those for a day from which the sitting was moved since."""
    return {(one.other_id, one.committee_id) for one in rows if berlin_date(one.at) == one.on}
