"""Mails about dates that are planned, changed or dropped before anybody was invited to them."""

from collections.abc import Sequence
from datetime import datetime

from gremien_app.base.house.occasions import Occasion
from gremien_app.base.kernel.dates import format_date_long, format_time_span
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.mail.occasion_actions import tell, writing
from gremien_app.meetings.sittings import occasions
from gremien_app.meetings.sittings.models import Sitting, SittingMove, SittingState
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.people.persons.reader_queries import readers


def tell_planned(sittings: Sequence[Sitting], origin: str, now: datetime) -> int:
    """One mail a person about all of them; how many mails."""
    return _tell(occasions.PLANNED, sittings, origin, now, "planned")


def tell_changed(sitting: Sitting, move: SittingMove, origin: str, now: datetime) -> int:
    """Of a sitting to which nobody is invited; a move after the invitation has its own mail."""
    if sitting.state is not SittingState.PLANNED:
        return 0
    former = _when(move.old_starts_at, move.old_ends_at)
    return _tell(occasions.CHANGED, [sitting], origin, now, f"changed-{sitting.sequence}", former)


def tell_dropped(sittings: Sequence[Sitting], origin: str, now: datetime) -> int:
    return _tell(occasions.DROPPED, sittings, origin, now, "dropped")


def _tell(
    occasion: Occasion,
    sittings: Sequence[Sitting],
    origin: str,
    now: datetime,
    what: str,
    former: str = "",
) -> int:
    ahead = [one for one in sittings if one.starts_at > now]
    if not ahead:
        return 0
    first = min(ahead, key=lambda one: (one.starts_at, one.id))
    ids = {one.person_id for one in roster_of(first) if one.gets_papers}
    to_write = writing(occasion, ids)
    ahead.sort(key=lambda one: (one.starts_at, one.id))
    values = {
        "anzahl": format_count(len(ahead), "Termin", "Termine"),
        "termine": "\n".join(_when(one.starts_at, one.ends_at) for one in ahead),
        "bisher": former,
        "link": f"{origin}/sitzungen",
    }
    going = [one for one in readers(ids) if to_write.goes_to(one)]
    for one in going:
        key = f"date-{what}-{first.id}-{one.person_id}-{int(now.timestamp())}"
        tell(to_write, one, values, key=key, now=now)
    return len(going)


def _when(starts_at: datetime, ends_at: datetime) -> str:
    return f"{format_date_long(starts_at)}, {format_time_span(starts_at, ends_at)}"
