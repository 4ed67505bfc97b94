"""Forms of venues and rooms: the accessibility card."""

from collections.abc import Iterable
from typing import Any

from gremien_app.base.kernel.dates import format_date
from gremien_app.base.web.forms import (
    PAST,
    BaseForm,
    ChoiceField,
    GermanDateField,
    LongTextField,
    TextField,
    VersionField,
    WholeNumberField,
)
from gremien_app.meetings.sittings.models import Room, Venue

TRISTATE = [("", "unbekannt"), ("ja", "ja"), ("nein", "nein")]
KNOWN = {"": None, "ja": True, "nein": False}
WORDS = {None: "", True: "ja", False: "nein"}
ANSWERS = ("is_step_free", "has_accessible_wc", "has_induction_loop", "has_quiet_room")
NUMBERS = ("capacity", "lift_width_cm", "wheelchair_places")
TEXTS = ("step_free_way", "directions")


class _CardFields(BaseForm):
    name = TextField("Raum", required="Bitte geben Sie den Raum an.", length=120)
    capacity = WholeNumberField("Plätze", maximum=10_000)
    is_step_free = ChoiceField("Stufenlos erreichbar", choices=TRISTATE, default="")
    step_free_way = LongTextField("Stufenloser Weg", length=500)
    lift_width_cm = WholeNumberField("Breite der Aufzugtür in cm", maximum=1000)
    has_accessible_wc = ChoiceField("Barrierefreies WC", choices=TRISTATE, default="")
    wheelchair_places = WholeNumberField("Plätze für Rollstühle", maximum=10_000)
    has_induction_loop = ChoiceField("Induktive Höranlage", choices=TRISTATE, default="")
    has_quiet_room = ChoiceField("Ruheraum", choices=TRISTATE, default="")
    directions = LongTextField("Weg zum Raum", length=500)
    checked_on = GermanDateField("Vor Ort geprüft am", usual=PAST)

    def card(self) -> dict[str, Any]:
        """The values of the card as ``venue_actions`` take them."""
        values: dict[str, Any] = {name: KNOWN[self[name].data] for name in ANSWERS}
        values |= {name: self[name].data for name in (*NUMBERS, "checked_on")}
        return values | {name: self[name].data or "" for name in TEXTS}


class AddRoomForm(_CardFields):
    venue = TextField("Gebäude", required="Bitte geben Sie das Gebäude an.", length=120)
    street = TextField("Straße und Hausnummer", length=120)
    town = TextField("Postleitzahl und Ort", length=120)

    def details(self) -> dict[str, Any]:
        """The values as ``venue_actions.add_room`` takes them."""
        return {
            "venue_name": self.venue.data,
            "street": self.street.data or "",
            "town": self.town.data or "",
            "name": self.name.data,
            **self.card(),
        }


class EditRoomForm(_CardFields):
    version = VersionField()

    @staticmethod
    def initial(room: Room) -> dict[str, Any]:
        same = ("name", "version", "checked_on", *NUMBERS, *TEXTS)
        values = {name: getattr(room, name) for name in same}
        return values | {name: WORDS[getattr(room, name)] for name in ANSWERS}

    def stored(self, room: Room) -> dict[str, str]:
        """What is saved now, as the fields show it."""
        values = {name: getattr(room, name) for name in ("name", *NUMBERS, *TEXTS)}
        shown = {name: "" if value is None else str(value) for name, value in values.items()}
        shown |= {name: self[name].label_of(WORDS[getattr(room, name)]) for name in ANSWERS}
        return shown | {"checked_on": format_date(room.checked_on) if room.checked_on else ""}

    def details(self) -> dict[str, Any]:
        """The values as ``venue_actions.edit_room`` takes them."""
        return {"name": self.name.data, **self.card()}


class VenueForm(BaseForm):
    name = TextField("Gebäude", required="Bitte geben Sie das Gebäude an.", length=120)
    street = TextField("Straße und Hausnummer", length=120)
    town = TextField("Postleitzahl und Ort", length=120)
    directions = LongTextField("Anreise", length=2000)
    version = VersionField()

    def stored(self, venue: Venue) -> dict[str, str]:
        return {name: getattr(venue, name) for name in ("name", "street", "town", "directions")}

    def details(self) -> dict[str, Any]:
        values = {name: self[name].data or "" for name in ("street", "town", "directions")}
        return {"name": self.name.data, **values}


class RetireForm(BaseForm):
    closed_on = GermanDateField(
        "Nicht mehr verfügbar ab",
        required="Bitte geben Sie den Tag ein, zum Beispiel 01.01.2027.",
        usual=None,  # a room is offered again with one press
    )
    version = VersionField()


def names_of(venues: Iterable[Venue]) -> list[str]:
    """For the field's list of suggestions."""
    return [venue.name for venue in venues]
