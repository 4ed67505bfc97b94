"""Reads of the appointments."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.base.transactions import held
from gremien_app.meetings.minute_takers import rules
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.sittings.models import Sitting


def minute_takers_of(committee_id: int) -> list[MinuteTaker]:
    """All appointments, the latest first, deputies after those they deputise for."""
    order = (MinuteTaker.starts_on.desc(), MinuteTaker.is_deputy, MinuteTaker.id)
    query = select(MinuteTaker).where(MinuteTaker.committee_id == committee_id)
    context = (joinedload(MinuteTaker.person), joinedload(MinuteTaker.sitting))
    return all_of(query.options(*context).order_by(*order))


def appointed_on(committee_id: int, day: date) -> list[MinuteTaker]:
    """Who is appointed on a day, deputies last."""
    query = (
        select(MinuteTaker)
        .where(MinuteTaker.committee_id == committee_id, MinuteTaker.running(day))
        .options(joinedload(MinuteTaker.person))
        .order_by(MinuteTaker.is_deputy, MinuteTaker.starts_on, MinuteTaker.id)
    )
    return all_of(query)


def notes_about(sitting: Sitting, viewer: Viewer) -> list[str]:
    """What the check of the minutes says of their minute-taker; committees of a joint one too."""
    found: list[str] = []
    for committee in sitting.committees:
        running = appointed_on(committee.id, sitting.date)
        notes = (
            rules.absence_note(running, committee.short, sitting.date),
            rules.writer_note(running, viewer.person_id, viewer.name, committee.short),
        )
        found += [note for note in notes if note]
    return found


def manageable(viewer: Viewer, id: int) -> MinuteTaker:
    """The appointment for the committee's secretariat, ``NotFound`` for others."""
    found = db.session.get(MinuteTaker, id)
    if found is None or not viewer.manages(found.committee_id):
        raise NotFound
    return held(found)
