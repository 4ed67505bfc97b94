"""Who chairs which items: the order of the hand-overs, and what contradicts it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_time
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings.models import Attendance, ChairPeriod
from gremien_app.meetings.proceedings.rules import is_present_at
from gremien_app.meetings.sittings.models import Sitting


@dataclass(frozen=True)
class ChairDuty:
    """Who presided: the times and, where recorded, the items. Each one signs for his or hers."""

    attendance: Attendance
    spans: tuple[tuple[datetime | None, datetime | None], ...]
    items: tuple[AgendaItem, ...]


def chairs_of(periods: Iterable[ChairPeriod], items: Sequence[AgendaItem] = ()) -> list[ChairDuty]:
    """One duty per presiding person, in the order of taking the chair.

    ``items`` stand in the order of the agenda; a period takes those from its first item on.
    """
    ordered = in_order(periods)
    starts = _first_items(ordered, items)
    duties: dict[int, ChairDuty] = {}
    for index, period in enumerate(ordered):
        until = ordered[index + 1].from_at if index + 1 < len(ordered) else None
        own = items[starts[index] : starts[index + 1]]
        known = duties.get(period.attendance_id)
        duties[period.attendance_id] = ChairDuty(
            period.attendance,
            (*(known.spans if known else ()), (period.from_at, until)),
            (*(known.items if known else ()), *own),
        )
    return list(duties.values())


def _first_items(periods: list[ChairPeriod], items: Sequence[AgendaItem]) -> list[int]:
    """Per period the index of its first item; unknown: it takes none from the one before."""
    positions = {item.id: index for index, item in enumerate(items)}
    starts = [0]
    for period in periods[1:]:
        found = positions.get(period.from_item_id or 0, len(items))
        starts.append(max(found, starts[-1]))
    return [*starts, len(items)]


def in_order(periods: Iterable[ChairPeriod]) -> list[ChairPeriod]:
    """By the time of taking the chair; who opened the sitting comes first."""
    return sorted(periods, key=lambda p: (p.from_at is not None, p.from_at or p.id))


@dataclass(frozen=True)
class HandOver:
    """What is to be entered: who takes the chair, when, and from which item on."""

    attendance: Attendance
    from_at: datetime | None
    from_item_id: int | None


def same_beginning(periods: Iterable[ChairPeriod], from_at: datetime | None) -> ChairPeriod | None:
    return next((period for period in periods if period.from_at == from_at), None)


def require_hand_over(
    sitting: Sitting, known: Sequence[ChairPeriod], items: Sequence[AgendaItem], new: HandOver
) -> None:
    """Refuse a hand-over that contradicts the sitting's hours or the other hand-overs.

    ``known``: the entries that stay beside the new one; ``items`` in the order of the agenda.
    """
    if new.from_at is None:
        return
    if not known:
        raise RuleBroken(
            "Bitte tragen Sie zuerst ohne Uhrzeit ein, wer die Sitzung eröffnet hat.",
            field="from_at",
        )
    _require_hours(sitting, new)
    before = [period for period in known if period.from_at is None or period.from_at < new.from_at]
    after = [period for period in known if period.from_at and period.from_at > new.from_at]
    for neighbour in (*before[-1:], *after[:1]):
        if neighbour.attendance_id == new.attendance.id:
            raise RuleBroken(
                f"{new.attendance.name} leitet die Sitzung {_since(neighbour)} schon. Ein Wechsel "
                "geht an eine andere Person.",
                field="attendance",
            )
    _require_item_order(before, after, items, new)


def _require_hours(sitting: Sitting, new: HandOver) -> None:
    at = new.from_at
    assert at is not None, "only a hand-over has a time"
    opened = sitting.opened_at or sitting.starts_at
    if at <= opened:
        raise RuleBroken(
            f"Die Sitzung begann um {_clock(opened)}. Wer sie von Beginn an geleitet hat, wird "
            "ohne Uhrzeit eingetragen; ein Wechsel liegt danach.",
            field="from_at",
        )
    if sitting.closed_at is not None and at >= sitting.closed_at:
        raise RuleBroken(
            f"Die Sitzung war um {_clock(sitting.closed_at)} zu Ende. Bitte prüfen Sie die "
            "Uhrzeit des Wechsels.",
            field="from_at",
        )
    if not is_present_at(new.attendance, at):
        raise RuleBroken(
            f"{new.attendance.name} ist um {_clock(at)} nicht als anwesend eingetragen. Bitte "
            "prüfen Sie die Uhrzeit oder die Anwesenheit.",
            field="from_at",
        )


def _require_item_order(
    before: Sequence[ChairPeriod],
    after: Sequence[ChairPeriod],
    items: Sequence[AgendaItem],
    new: HandOver,
) -> None:
    """Who takes the chair later begins with a later item: each item is signed for by one."""
    places = {item.id: place for place, item in enumerate(items)}
    own = places.get(new.from_item_id or 0)
    if own is None:
        return
    for others, is_wrong in ((before, int.__ge__), (after, int.__le__)):
        for other in others:
            place = places.get(other.from_item_id or 0)
            if place is not None and is_wrong(place, own):
                raise RuleBroken(
                    f"{other.attendance.name} leitet {_since(other)} ab einem Punkt, der nicht "
                    "dazu passt: Wer den Vorsitz später übernimmt, beginnt mit einem späteren "
                    "Punkt. Bitte prüfen Sie Uhrzeit und Tagesordnungspunkt.",
                    field="from_item",
                )


def require_confirmed_replacement(
    known: ChairPeriod, new: Attendance, *, is_confirmed: bool
) -> None:
    """Two persons do not take the chair at one moment: one of them was a mistake."""
    if known.attendance_id != new.id and not is_confirmed:
        raise RuleBroken(
            f"{known.attendance.name} ist {_since(known)} schon als Vorsitz eingetragen. Soll "
            f"stattdessen {new.name} dort stehen, bestätigen Sie das bitte; ist es ein Wechsel, "
            "geben Sie seine Uhrzeit an.",
            field="is_confirmed",
        )


def contradictions(periods: Sequence[ChairPeriod], items: Sequence[AgendaItem]) -> list[str]:
    """What does not fit together in the entries as they are, as German sentences."""
    ordered = in_order(periods)
    found = []
    if ordered and ordered[0].from_at is not None:
        found.append("Es ist nicht eingetragen, wer die Sitzung eröffnet hat.")
    for one, following in pairwise(ordered):
        if one.from_at == following.from_at:
            found.append(
                f"{one.attendance.name} und {following.attendance.name} sind beide "
                f"{_since(one)} als Vorsitz eingetragen."
            )
    places = {item.id: place for place, item in enumerate(items)}
    known = [p for p in ordered if p.from_at is not None and p.from_item_id in places]
    for one, following in pairwise(known):
        if places[one.from_item_id or 0] >= places[following.from_item_id or 0]:
            found.append(
                f"Beim Wechsel des Vorsitzes von {one.attendance.name} zu "
                f"{following.attendance.name} passen Uhrzeiten und Punkte nicht zusammen."
            )
    return found


def _since(period: ChairPeriod) -> str:
    return f"ab {_clock(period.from_at)}" if period.from_at else "von Beginn an"


def _clock(at: datetime) -> str:
    return format_time(at.astimezone(BERLIN).time())
