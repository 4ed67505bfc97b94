"""Rules of a room's card: what it may say, and what of it is told in a line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Room

# What a room's card says; None and "" mean that nobody has looked.
CARD = (
    *("capacity", "directions", "is_step_free", "step_free_way", "entrance_width_cm"),
    *("lift_width_cm", "lift_off", "door_width_cm", "has_step_free_escape", "escape_way"),
    *("has_accessible_wc", "wheelchair_places", "has_induction_loop", "loop_tested_on"),
    *("has_good_light", "has_good_acoustics", "has_quiet_room", "welcomes_dogs"),
    *("checked_on", "checked_by"),
)
_WIDTHS = {
    "entrance_width_cm": "der Eingangstür",
    "lift_width_cm": "der Aufzugtür",
    "door_width_cm": "der Tür zum Raum",
}
_DAYS = {"checked_on": "Prüfung", "loop_tested_on": "Probe"}
NARROWEST, WIDEST = 50, 400


def require_card(card: Mapping[str, Any], day: date) -> None:
    """What a card says must be possible; nobody has looked in the future."""
    places, capacity = card.get("wheelchair_places"), card.get("capacity")
    if places is not None and capacity is not None and places > capacity:
        raise RuleBroken(
            f"Der Raum hat nur {capacity} Plätze. So viele Rollstuhlplätze kann es nicht geben.",
            field="wheelchair_places",
        )
    for field, door in _WIDTHS.items():
        width = card.get(field)
        if width is not None and not NARROWEST <= width <= WIDEST:
            raise RuleBroken(
                f"Bitte geben Sie die Breite {door} in Zentimetern an, zwischen {NARROWEST} und "
                f"{WIDEST}.",
                field=field,
            )
    for field, what in _DAYS.items():
        looked = card.get(field)
        if looked is not None and looked > day:
            raise RuleBroken(f"Der Tag der {what} liegt in der Zukunft.", field=field)
    if card.get("loop_tested_on") is not None and card.get("has_induction_loop") is False:
        raise RuleBroken(
            "Der Raum hat keine induktive Höranlage; erprobt werden konnte keine.",
            field="loop_tested_on",
        )


# What a line tells of each fact: where it is so, and where it is not.
_IN_SHORT = (
    ("is_step_free", "stufenlos erreichbar", "nicht stufenlos erreichbar"),
    ("has_accessible_wc", "mit barrierefreiem WC", "ohne barrierefreies WC"),
    ("has_induction_loop", "mit induktiver Höranlage", ""),
    ("has_quiet_room", "mit Ruheraum", ""),
    ("welcomes_dogs", "Assistenzhunde willkommen", ""),
)


def in_short(room: Room | None) -> str:
    """The card in a line, for invitations and calendars; "" where nobody has looked."""
    if room is None:
        return ""
    said = [yes if getattr(room, name) else no for name, yes, no in _known(room)]
    if room.lift_off and room.is_step_free:
        said.append(f"der Aufzug fährt nicht: {room.lift_off}")
    return ", ".join(filter(None, said))


def _known(room: Room) -> list[tuple[str, str, str]]:
    return [one for one in _IN_SHORT if getattr(room, one[0]) is not None]
