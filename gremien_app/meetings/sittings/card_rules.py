"""What a visitor needs to know of a room, in words for documents; pure.

The ways and measures; what is so at all stands in ``venue_rules.in_short``. Only what somebody
has looked at: an open question is asked on the page, not on paper.
"""

from gremien_app.meetings.sittings.models import Room


def card(room: Room) -> list[tuple[str, str]]:
    """Names with their values, in the order of the way."""
    venue = room.venue
    address = ", ".join(filter(None, (venue.street, venue.town)))
    found = [
        ("Anschrift", address),
        ("Anreise", venue.directions),
        ("Weg von der Haltestelle", venue.stop_way),
        ("Parkplätze", venue.parking),
        ("Stufenloser Weg", room.step_free_way),
        ("Breite der Eingangstür", _width(room.entrance_width_cm)),
        ("Breite der Aufzugtür", _width(room.lift_width_cm)),
        ("Der Aufzug fährt nicht", room.lift_off),
        ("Breite der Tür zum Raum", _width(room.door_width_cm)),
        ("Weg zum Raum", room.directions),
        ("Plätze für Rollstühle", _count(room.wheelchair_places)),
        ("Rettungsweg", room.escape_way),
    ]
    return [(name, " ".join(value.split())) for name, value in found if value]


def _width(value: int | None) -> str:
    return f"{value} cm" if value else ""


def _count(value: int | None) -> str:
    return "" if value is None else str(value)
