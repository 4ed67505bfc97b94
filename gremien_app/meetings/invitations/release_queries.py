"""Which rooms are still booked for dates that were moved or called off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from gremien_app.base.kernel.dates import berlin_date, format_date
from gremien_app.base.reading import all_of
from gremien_app.meetings.deadlines.models import DeadlineDone, DeadlineKind
from gremien_app.meetings.sittings.models import Sitting, SittingMove, SittingState


@dataclass(frozen=True)
class Booked:
    """A place and a date at which nobody comes, since ``at``."""

    place: str
    starts_at: datetime
    at: datetime

    @property
    def sentence(self) -> str:
        return f"{self.place}, {format_date(berlin_date(self.starts_at))}"


def to_release(sittings: Iterable[Sitting], now: datetime) -> dict[int, list[Booked]]:
    """By sitting; nothing where somebody said since that it is done. Two queries, however many."""
    by_id = {one.id: one for one in sittings}
    found: dict[int, list[Booked]] = {}
    for one in by_id.values():
        if one.state is SittingState.CANCELLED and one.room_id is not None and one.cancelled_at:
            found[one.id] = [Booked(one.place, one.starts_at, one.cancelled_at)]
    for move in _moves(by_id):
        former = Booked(move.old_place, move.old_starts_at, move.moved_at)
        sitting = by_id[move.sitting_id]
        is_same = (former.place, former.starts_at) == (sitting.place, sitting.starts_at)
        if former.place and not is_same:
            found.setdefault(move.sitting_id, []).append(former)
    done = _done(found)
    open_ = {id_: _open(booked, done.get(id_), now) for id_, booked in found.items()}
    return {id_: booked for id_, booked in open_.items() if booked}


def _open(booked: Iterable[Booked], done_at: datetime | None, now: datetime) -> list[Booked]:
    return [one for one in booked if one.starts_at > now and (done_at is None or done_at < one.at)]


def _moves(ids: Iterable[int]) -> list[SittingMove]:
    query = select(SittingMove).where(SittingMove.sitting_id.in_(list(ids)))
    return all_of(query.order_by(SittingMove.id))


def _done(ids: Iterable[int]) -> dict[int, datetime]:
    query = select(DeadlineDone).where(
        DeadlineDone.sitting_id.in_(list(ids)), DeadlineDone.kind == DeadlineKind.ROOM
    )
    rows: list[DeadlineDone] = all_of(query.order_by(DeadlineDone.id))
    return {one.sitting_id: one.done_at for one in rows}


def tick_of(sitting: Sitting) -> DeadlineDone | None:
    query = select(DeadlineDone).where(
        DeadlineDone.sitting_id == sitting.id, DeadlineDone.kind == DeadlineKind.ROOM
    )
    return next(iter(all_of(query.order_by(DeadlineDone.id))), None)
