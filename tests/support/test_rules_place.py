"""What a room has not, or nobody has looked at, though somebody needs it."""

import pytest

from gremien_app.meetings.sittings.models import Room, Sitting, SittingFormat
from gremien_app.meetings.support.measures import Measure, Needs
from gremien_app.meetings.support.place_rules import NO_ROOM, lacking


def at(room: Room | None, format_=SittingFormat.IN_PERSON) -> Sitting:
    return Sitting(room=room, format=format_)


def test_what_the_card_refuses_or_leaves_open_is_named_once():
    needs = [Needs((Measure.STEP_FREE, Measure.BREAKS)), Needs((Measure.STEP_FREE, Measure.LOOP))]
    room = Room(
        is_step_free=True,
        entrance_width_cm=100,
        lift_width_cm=80,
        has_accessible_wc=False,
        has_induction_loop=True,
        has_good_acoustics=True,
    )

    assert lacking(needs, at(room)) == [
        "Probe der Höranlage: Das hat noch niemand geprüft.",
        "Breite der Aufzugtür: 80 cm, für einen Rollstuhl sind 90 cm nötig.",
        "Breite der Tür zum Raum: Das hat noch niemand gemessen.",
        "Stufenloser Rettungsweg: Das hat noch niemand geprüft.",
        "Barrierefreies WC: nein.",
    ]


def test_a_whole_card_lacks_nothing():
    room = Room(
        **dict.fromkeys(("is_step_free", "has_step_free_escape", "has_accessible_wc"), True),
        **dict.fromkeys(("has_induction_loop", "loop_tested_on", "has_good_light"), True),
        **dict.fromkeys(("has_good_acoustics", "has_quiet_room", "welcomes_dogs"), True),
        **dict.fromkeys(("entrance_width_cm", "door_width_cm", "wheelchair_places"), 95),
    )

    assert lacking([Needs(tuple(Measure))], at(room)) == []


@pytest.mark.parametrize(
    ("measure", "fact"),
    [
        (Measure.SIGN_LANGUAGE, "Gutes Licht für Gebärden und Lippen: nein."),
        (Measure.SPEECH_TO_TEXT, "Gute Akustik: nein."),
        (Measure.LOOP, "Induktive Höranlage: nein."),
        (Measure.SPACE, "Plätze für Rollstühle: nein."),
        (Measure.QUIET_ROOM, "Ruheraum: nein."),
        (Measure.ASSISTANCE_DOG, "Assistenzhunde willkommen: nein."),
    ],
)
def test_each_measure_asks_the_card_for_its_own(measure, fact):
    names = ("has_good_light", "has_good_acoustics", "has_induction_loop", "has_quiet_room")
    room = Room(**dict.fromkeys((*names, "welcomes_dogs"), False), wheelchair_places=0)

    assert fact in lacking([Needs((measure,))], at(room))


def test_no_room_is_named_only_where_a_place_matters():
    step_free = [Needs((Measure.STEP_FREE,))]

    assert lacking(step_free, at(None)) == [NO_ROOM]
    assert lacking(step_free, at(None, SittingFormat.ONLINE)) == []
    assert lacking([Needs((Measure.BREAKS,))], at(None)) == []
