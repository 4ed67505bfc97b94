"""Rules of the place: what a sitting's room has not, or nobody has looked at, though it is needed.

Told to those who organise, never with the person.
"""

from collections.abc import Iterable

from gremien_app.meetings.sittings.models import Room, Sitting, SittingFormat
from gremien_app.meetings.support.measures import Measure, Needs

# For a wheelchair (DIN 18040-1, 4.3.3.2).
NARROWEST_CM = 90
NO_ROOM = "Der Raum steht noch nicht fest."
_DOORS = (
    ("entrance_width_cm", "Breite der Eingangstür"),
    ("lift_width_cm", "Breite der Aufzugtür"),
    ("door_width_cm", "Breite der Tür zum Raum"),
)
_STEP_FREE = (
    ("is_step_free", "Stufenlos erreichbar"),
    *_DOORS,
    ("has_step_free_escape", "Stufenloser Rettungsweg"),
    ("has_accessible_wc", "Barrierefreies WC"),
)
_LIGHT = ("has_good_light", "Gutes Licht für Gebärden und Lippen")
_ACOUSTICS = ("has_good_acoustics", "Gute Akustik")
# What of a room's card each asks for.
_ASKED: dict[Measure, tuple[tuple[str, str], ...]] = {
    Measure.STEP_FREE: _STEP_FREE,
    Measure.SPACE: (("wheelchair_places", "Plätze für Rollstühle"),),
    Measure.LOOP: (
        ("has_induction_loop", "Induktive Höranlage"),
        ("loop_tested_on", "Probe der Höranlage"),
        _ACOUSTICS,
    ),
    Measure.SIGN_LANGUAGE: (_LIGHT,),
    Measure.SIGNED_GERMAN: (_LIGHT, _ACOUSTICS),
    Measure.DEAFBLIND: (_LIGHT,),
    Measure.SPEECH_TO_TEXT: (_ACOUSTICS,),
    Measure.QUIET_ROOM: (("has_quiet_room", "Ruheraum"),),
    Measure.ASSISTANCE_DOG: (("welcomes_dogs", "Assistenzhunde willkommen"),),
}


def asks_for_place(needs: Iterable[Needs]) -> set[Measure]:
    return {measure for one in needs for measure in one.measures} & _ASKED.keys()


def lacking(needs: Iterable[Needs], sitting: Sitting) -> list[str]:
    """Each fact once, in the order of the measures; nothing where all meet online."""
    wanted = asks_for_place(needs)
    if not wanted or sitting.format is SittingFormat.ONLINE:
        return []
    if sitting.room is None:
        return [NO_ROOM]
    facts = [fact for measure in Measure if measure in wanted for fact in _ASKED[measure]]
    return [said for fact in dict.fromkeys(facts) if (said := _said(sitting.room, *fact))]


def _said(room: Room, attribute: str, words: str) -> str:
    value = getattr(room, attribute)
    if attribute.endswith("_width_cm"):
        return _of_door(room, attribute, words)
    if attribute == "loop_tested_on" and room.has_induction_loop is not True:
        return ""  # said already: there is none, or nobody knows
    if value is None:
        return f"{words}: Das hat noch niemand geprüft."
    return "" if value else f"{words}: nein."


def _of_door(room: Room, attribute: str, words: str) -> str:
    value = getattr(room, attribute)
    if attribute == "lift_width_cm" and value is None:
        return ""  # many rooms need none: whether it can be reached stands in its own fact
    if value is None:
        return f"{words}: Das hat noch niemand gemessen."
    if value < NARROWEST_CM:
        return f"{words}: {value} cm, für einen Rollstuhl sind {NARROWEST_CM} cm nötig."
    return ""
