"""Guests go along with an item that comes up again in another sitting."""

from typing import Any

from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.guests import queries
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.sittings.queries import roster_of


def carry(_actor: Viewer, item: AgendaItem, copy: AgendaItem) -> None:
    """Whoever is admitted to the item is admitted to the copy; not who is a member by then.

    Somebody uninvited from the other sitting stays so.
    """
    admitted = [one for one in queries.invited(item.sitting) if _is_admitted(one, item)]
    if not admitted or item.part is not copy.part:
        return
    members = {one.person_id for one in roster_of(copy.sitting)}
    for guest in admitted:
        if guest.person_id not in members:
            _admit(guest, copy)
    db.session.flush()


def _is_admitted(guest: Guest, item: AgendaItem) -> bool:
    return any(one.agenda_item_id == item.id and one.holds for one in guest.admissions)


def _admit(guest: Guest, copy: AgendaItem) -> None:
    there: Any = queries.guest_called(copy.sitting, guest.person_id)
    if there is None:
        there = Guest(sitting=copy.sitting, person=guest.person, detail=guest.detail)
        db.session.add(there)
    else:
        touch(there)
    if there.uninvited_at is None:
        there.admissions.append(Admission(agenda_item=copy, part=copy.part))
