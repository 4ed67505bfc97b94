"""Who has to be bound before a sitting, and what its closed part decided."""

from sqlalchemy import select

from gremien_app.base.reading import first_of
from gremien_app.meetings.agenda.decisions import standing_of
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.queries import voted_items
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.people.pledges.queries import missing_in
from gremien_app.people.pledges.rules import sentences


def unbound_before(sitting: Sitting) -> list[str]:
    """Who on its roster is not on record as bound, in sentences; [] without a closed part."""
    closed = select(AgendaItem.id).where(
        AgendaItem.sitting_id == sitting.id,
        AgendaItem.part == Part.CLOSED,
        AgendaItem.mark != ItemMark.REMOVED,
    )
    if first_of(closed.limit(1)) is None:
        return []
    return sentences(missing_in(roster_of(sitting), sitting.date))


def new_members(sitting: Sitting, last: Sitting) -> list[str]:
    """Who came to the roster after the last sitting and is not on record as bound, by name."""
    joined = [one for one in roster_of(sitting) if one.starts_on > last.date]
    return list(dict.fromkeys(one.name for one in missing_in(joined, sitting.date)))


def decided_in_closed_part(sitting: Sitting) -> bool:
    """Whether there is something whose essence has to be made known (§ 52 Abs. 2 GO NRW)."""
    closed = [one for one in voted_items(sitting) if one.part is Part.CLOSED]
    return any(standing_of(one, one.votes).is_resolved for one in closed)
