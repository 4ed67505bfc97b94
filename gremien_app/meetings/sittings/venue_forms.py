"""Forms of venues and rooms: the accessibility card."""

from collections.abc import Iterable
from typing import Any

from gremien_app.base.web.bound import YesNoField, bound
from gremien_app.base.web.forms import PAST, BaseForm, LongTextField, VersionField
from gremien_app.meetings.sittings.models import Room, Venue

ANSWER: dict[str, Any] = {"field": YesNoField, "none": "unbekannt"}
BUILDING = "Bitte geben Sie das Gebäude an."


class _CardFields(BaseForm):
    name = bound(Room.name, "Raum", required="Bitte geben Sie den Raum an.")
    capacity = bound(Room.capacity, maximum=10_000)
    directions = bound(Room.directions, "Weg zum Raum", field=LongTextField)
    is_step_free = bound(Room.is_step_free, **ANSWER)
    step_free_way = bound(Room.step_free_way, field=LongTextField)
    entrance_width_cm = bound(Room.entrance_width_cm, maximum=1000)
    lift_width_cm = bound(Room.lift_width_cm, maximum=1000)
    lift_off = bound(Room.lift_off, "Wann fährt der Aufzug nicht?")
    door_width_cm = bound(Room.door_width_cm, maximum=1000)
    has_step_free_escape = bound(Room.has_step_free_escape, **ANSWER)
    escape_way = bound(Room.escape_way, field=LongTextField)
    has_accessible_wc = bound(Room.has_accessible_wc, **ANSWER)
    wheelchair_places = bound(Room.wheelchair_places, maximum=10_000)
    has_induction_loop = bound(Room.has_induction_loop, **ANSWER)
    loop_tested_on = bound(Room.loop_tested_on, usual=PAST)
    has_good_light = bound(Room.has_good_light, **ANSWER)
    has_good_acoustics = bound(Room.has_good_acoustics, **ANSWER)
    has_quiet_room = bound(Room.has_quiet_room, **ANSWER)
    welcomes_dogs = bound(Room.welcomes_dogs, **ANSWER)
    checked_on = bound(Room.checked_on, usual=PAST)
    checked_by = bound(Room.checked_by)


class AddRoomForm(_CardFields):
    venue = bound(Venue.name, "Gebäude", required=BUILDING)
    street = bound(Venue.street, "Straße und Hausnummer")
    town = bound(Venue.town, "Postleitzahl und Ort")

    def details(self) -> dict[str, Any]:
        """The values as ``venue_actions.add_room`` takes them."""
        of_venue = {"street": self.street.data, "town": self.town.data}
        return self.given(Room) | of_venue | {"venue_name": self.venue.data}


class EditRoomForm(_CardFields):
    version = VersionField()


class VenueForm(BaseForm):
    name = bound(Venue.name, "Gebäude", required=BUILDING)
    street = bound(Venue.street, "Straße und Hausnummer")
    town = bound(Venue.town, "Postleitzahl und Ort")
    directions = bound(Venue.directions, "Anreise", length=2000)
    stop_way = bound(Venue.stop_way, field=LongTextField)
    parking = bound(Venue.parking, field=LongTextField)
    version = VersionField()


class RetireForm(BaseForm):
    closed_on = bound(
        Room.closed_on,
        required="Bitte geben Sie den Tag ein, zum Beispiel 01.01.2027.",
        usual=None,  # a room is offered again with one press
    )
    version = VersionField()


def names_of(venues: Iterable[Venue]) -> list[str]:
    """For the field's list of suggestions."""
    return [venue.name for venue in venues]
