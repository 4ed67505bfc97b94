"""Writes of venues and rooms: the accessibility card, retiring a room."""

from datetime import date
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings import queries, venue_rules
from gremien_app.meetings.sittings.models import Room, Venue

MOST_NAMED = 3


def add_room(
    actor: Viewer, *, venue_name: str, name: str, street: str = "", town: str = "", **card: Any
) -> Room:
    """A room in a venue, which is made or completed if need be."""
    venue_rules.require_card(card, today())
    venue = queries.find_venue(venue_name)
    if venue is None:
        venue = Venue(name=venue_name, street=street, town=town)
    else:
        _require_free_name(venue, name)
        venue.street, venue.town = street or venue.street, town or venue.town
    room = Room(venue=venue, name=name, **_known(card))
    db.session.add(room)
    record(actor, "room.added", room, summary=f"Raum angelegt: {room.label}")
    return room


def _known(card: dict[str, Any]) -> dict[str, Any]:
    unknown = set(card) - set(venue_rules.CARD)
    if unknown:
        raise TypeError(f"not on a room's card: {sorted(unknown)}")
    return card


def _require_free_name(venue: Venue, name: str, own_id: int = 0) -> None:
    found = queries.find_room(venue.id, name)
    if found is not None and found.id != own_id:
        raise RuleBroken(f"Den Raum „{name}“ gibt es in diesem Gebäude schon.", field="name")


def edit_room(actor: Viewer, room: Room, *, name: str, **card: Any) -> None:
    """Correct the name or the card; sittings of the past keep the room with its new card."""
    venue_rules.require_card(card, today())
    _require_free_name(room.venue, name, own_id=room.id)
    changes = apply(room, {"name": name, **_known(card)})
    if changes:
        summary = f"Raum geändert: {room.label}"
        record(actor, "room.edited", room, summary=summary, changes=changes)


def edit_venue(actor: Viewer, venue: Venue, *, name: str, **card: str) -> None:
    """Correct a house: name, address, the way to it, where to park."""
    found = queries.find_venue(name)
    if found is not None and found.id != venue.id:
        raise RuleBroken(f"Das Gebäude „{name}“ gibt es schon.", field="name")
    changes = apply(venue, {"name": name, **card})
    if changes:
        summary = f"Gebäude geändert: {venue.name}"
        record(actor, "venue.edited", venue, summary=summary, changes=changes)


def retire_room(actor: Viewer, room: Room, closed_on: date) -> None:
    """From a day on the room is not offered any more; sittings before keep it."""
    days = [sitting.date for sitting in queries.sittings_in_room(room, closed_on)]
    if days:
        named = join_german([format_date(day) for day in days[:MOST_NAMED]])
        more = f" und an {len(days) - MOST_NAMED} weiteren Tagen" if len(days) > MOST_NAMED else ""
        raise RuleBroken(
            f"In diesem Raum sind dann noch Sitzungen geplant: {named}{more}. Geben Sie ihnen "
            "zuerst einen anderen Raum.",
            field="closed_on",
        )
    _close(actor, room, closed_on, f"Raum nicht mehr verfügbar ab {format_date(closed_on)}")


def reopen_room(actor: Viewer, room: Room) -> None:
    if room.closed_on is None:
        raise RuleBroken("Dieser Raum steht zur Verfügung.")
    _close(actor, room, None, "Raum wieder verfügbar")


def _close(actor: Viewer, room: Room, closed_on: date | None, what: str) -> None:
    changes = apply(room, {"closed_on": closed_on})
    record(actor, "room.retired", room, f"{what}: {room.label}", changes)
