"""What in the database breaks a rule of the forms, and what of it was signed or published."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of
from gremien_app.channels.exchange import queries, record_rules, roster_rules
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.proceedings.queries import chair_periods_of, record_of
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.committees.models import Committee, Term
from gremien_app.people.members.models import Membership, OfficeTenure, Seat
from gremien_app.records.minutes.models import Minutes, MinutesPublication
from gremien_app.records.minutes.seal_queries import SEALED
from gremien_app.records.resolutions.models import PublishedResolution

_BATCH = 25
_ROSTER = {
    "terms": Term,
    "committees": Committee,
    "seats": Seat,
    "memberships": Membership,
    "tenures": OfficeTenure,
    "minute_takers": MinuteTaker,
    "assignments": Assignment,
}


@dataclass(frozen=True)
class Violation:
    """A row that a form would refuse today, by its table and number."""

    table: str
    id: int
    message: str


def violations(among: Mapping[str, Collection[int]] | None = None) -> Iterator[Violation]:
    """Of all rows, or of those with these numbers; in a fixed order."""
    rows: dict[str, Any] = {name: queries.by_number(kind) for name, kind in _ROSTER.items()}
    new = {
        one
        for things in rows.values()
        for one in things
        if among is None or one.id in among.get(one.__tablename__, ())
    }
    for thing, refusal in roster_rules.faults(roster_rules.Rows(**rows, new=new)):
        yield Violation(thing.__tablename__, thing.id, refusal.message)
    yield from _of_sittings(among)


def _of_sittings(among: Mapping[str, Collection[int]] | None) -> Iterator[Violation]:
    """A few sittings at a time; on the way out they are let go again."""
    ids = queries.sitting_ids() if among is None else sorted(among.get("sitting", ()))
    taken: dict[tuple[int, Any], int] = {}
    for start in range(0, len(ids), _BATCH):
        for sitting in queries.sittings_by_number(ids[start : start + _BATCH]):
            there = taken.get((sitting.committee_id, sitting.starts_at))
            if sitting.state is not SittingState.CANCELLED:
                taken.setdefault((sitting.committee_id, sitting.starts_at), sitting.id)
            other = db.session.get(Sitting, there) if there else None
            for thing, refusal in record_rules.faults(_whole(sitting, other)):
                yield Violation(thing.__tablename__, thing.id, refusal.message)
        if among is None:
            db.session.expunge_all()


def _whole(sitting: Sitting, there: Sitting | None) -> record_rules.Whole:
    items = [one.item for one in number_items(all_items(sitting))]
    return record_rules.Whole(record_of(sitting), items, chair_periods_of(sitting), there)


def sealed_minutes(ids: Collection[int]) -> list[Minutes]:
    """Those of these numbers that are signed, with their versions."""
    return all_of(
        select(Minutes)
        .where(Minutes.id.in_(ids), Minutes.state.in_(SEALED))
        .options(joinedload(Minutes.sitting), selectinload(Minutes.versions))
        .order_by(Minutes.id)
    )


def publications(ids: Collection[int]) -> list[MinutesPublication]:
    return all_of(
        select(MinutesPublication)
        .where(MinutesPublication.id.in_(ids))
        .order_by(MinutesPublication.id)
    )


def shown(ids: Collection[int]) -> list[PublishedResolution]:
    """Resolutions in the public register."""
    return all_of(
        select(PublishedResolution)
        .where(PublishedResolution.id.in_(ids), PublishedResolution.withdrawn_at.is_(None))
        .order_by(PublishedResolution.id)
    )
