"""Who has to be bound before the closed part of a sitting."""

from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
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
    if db.session.scalars(closed.limit(1)).first() is None:
        return []
    return sentences(missing_in(roster_of(sitting), sitting.date))
