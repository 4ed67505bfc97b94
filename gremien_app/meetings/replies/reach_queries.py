"""What the office should know of people before it calls them: reached by mail, pledged, barred."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select, union_all

from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.numbers import join_german
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.replies.models import Calling, CallState
from gremien_app.meetings.replies.queries import CAUTIONS
from gremien_app.meetings.replies.rules import Book
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.members.models import Membership
from gremien_app.people.persons.models import Person
from gremien_app.people.pledges.models import Pledge, PledgeKind
from gremien_app.people.pledges.rules import missing


@dataclass(frozen=True)
class Known:
    """Of people: what the office should know before it calls them, and whom no mail reaches."""

    cautions: dict[int, list[str]]
    unreached: set[int]


def known_of(book: Book, deputies: Sequence[Membership]) -> Known:
    """Cautions about these deputies, post of everybody on the list; one query."""
    ids = [one.person_id for one in deputies]
    bound = select(Pledge.person_id, cast(Pledge.kind, String), Pledge.given_on, literal(""))
    told = [tell(book.sitting) for tell in CAUTIONS]
    rows: Sequence[Any] = db.session.execute(
        union_all(bound.where(Pledge.person_id.in_(ids)), _without_post(book), *told)
    ).all()
    pledges = [
        Pledge(person_id=person_id, kind=PledgeKind(kind), given_on=given_on)
        for person_id, kind, given_on, words in rows
        if not words
    ]
    found: dict[int, list[str]] = {}
    for one in missing(deputies, pledges, book.sitting.date):
        kinds = join_german(kind.label for kind in one.kinds)
        found.setdefault(one.person_id, []).append(f"ohne Datum der {kinds}")
    for person_id, words in dict.fromkeys((row[0], row[3]) for row in rows if row[3]):
        if words != _NO_POST:
            found.setdefault(person_id, []).append(words)
    without = {person_id for person_id, _kind, _day, words in rows if words == _NO_POST}
    return Known(found, without | {m.person_id for m in book.roster if not m.person.email})


_NO_POST = "-"


def _without_post(book: Book) -> Select[int, str, date | None, str]:
    query: Select[int, str, date | None, str] = select(
        Correspondence.person_id,
        literal(""),
        Correspondence.returned_on,
        literal(_NO_POST),
    )
    people = {one.person_id for one in book.roster}
    return query.where(Correspondence.person_id.in_(people), gets_no_mail())


def gets_no_mail() -> ColumnElement[bool]:
    """Of the ways of post: no mail goes there, so that somebody has to telephone."""
    return or_(Correspondence.has_stopped, Correspondence.returned_on.is_not(None))


def to_telephone(sitting_ids: Collection[int]) -> set[int]:
    """At which of these a deputy is asked whom no mail reaches."""
    query = (
        select(Calling.sitting_id, Calling.day, Sitting.starts_at)
        .join(Calling.sitting)
        .join(Calling.person)
        .outerjoin(Correspondence, Correspondence.person_id == Calling.person_id)
        .where(
            Calling.sitting_id.in_(sitting_ids),
            Calling.state == CallState.CALLED,
            or_(Person.email == "", gets_no_mail()),
        )
    )
    rows = db.session.execute(query)
    return {id_ for id_, day, starts_at in rows if berlin_date(starts_at) == day}
