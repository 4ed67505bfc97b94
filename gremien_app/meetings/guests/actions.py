"""All writes of guests: inviting, changing the items, uninviting and back."""

from collections.abc import Sequence
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.guests import queries, rules
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import roster_of
from gremien_app.meetings.sittings.rules import require_editable
from gremien_app.people.persons.models import Person


def invite(
    actor: Viewer,
    sitting: Sitting,
    person: Person,
    items: Sequence[AgendaItem],
    *,
    detail: str = "",
) -> Guest:
    """Invite somebody to these items; who was uninvited before is invited anew."""
    rules.require_open(sitting)
    rules.require_items(sitting, items)
    rules.require_needs_admission(person, roster_of(sitting))
    guest = queries.guest_called(sitting, person.id)
    rules.require_not_invited(person, is_invited=guest is not None and guest.uninvited_at is None)
    if guest is None:
        guest = Guest(sitting=sitting, person=person)
        db.session.add(guest)
        db.session.flush()
    guest.uninvited_at, guest.detail = None, detail
    _admit(guest, items)
    record(
        actor, "guest.invited", guest, f"{guest.person.name} als Gast eingeladen zu {_items(guest)}"
    )
    return guest


def change(actor: Viewer, guest: Guest, items: Sequence[AgendaItem], *, detail: str) -> bool:
    """Other items, another function; admits anew to what has changed its part. False: the same."""
    rules.require_open(guest.sitting)
    rules.require_invited(guest)
    rules.require_items(guest.sitting, items)
    before, known = _items(guest), guest.detail
    is_same = {(one.agenda_item_id, one.part) for one in guest.admissions} == {
        (item.id, item.part) for item in items
    }
    if is_same and detail == known:
        return False
    guest.detail = detail
    touch(guest)  # other items alone would not count
    _admit(guest, items)
    after = _items(guest)
    pairs = {"items": (before, after), "detail": (known, detail)}
    record(
        actor,
        "guest.changed",
        guest,
        f"{guest.person.name} als Gast eingeladen zu {after}",
        {name: (old, new) for name, (old, new) in pairs.items() if old != new},
    )
    return True


def uninvite(actor: Viewer, guest: Guest, now: datetime) -> None:
    """Take all rights away at once; see ``invite_again``. A second time changes nothing."""
    if guest.uninvited_at is not None:
        return
    require_editable(guest.sitting)
    guest.uninvited_at = now
    record(actor, "guest.uninvited", guest, f"{guest.person.name} als Gast ausgeladen")


def invite_again(actor: Viewer, guest: Guest) -> None:
    """Undo ``uninvite``: to the same items as before."""
    if guest.uninvited_at is None:
        return
    rules.require_open(guest.sitting)
    rules.require_items_left(guest)
    rules.require_needs_admission(guest.person, roster_of(guest.sitting))
    guest.uninvited_at = None
    record(
        actor,
        "guest.invited",
        guest,
        f"{guest.person.name} wieder als Gast eingeladen zu {_items(guest)}",
    )


def _admit(guest: Guest, items: Sequence[AgendaItem]) -> None:
    wanted = {item.id: item for item in items}
    kept = [one for one in guest.admissions if one.agenda_item_id in wanted]
    for one in kept:
        one.part = wanted.pop(one.agenda_item_id).part
    guest.admissions = [
        *kept,
        *(Admission(agenda_item=item, part=item.part) for item in wanted.values()),
    ]
    db.session.flush()


def _items(guest: Guest) -> str:
    agenda = number_items(all_items(guest.sitting))
    return rules.describe(agenda, [one.agenda_item for one in guest.admissions])
