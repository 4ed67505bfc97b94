"""Rules of a room's card, and the line that invitations and calendars tell of it."""

from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Room
from gremien_app.meetings.sittings.venue_rules import in_short, require_card

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("card", "field"),
    [
        ({"entrance_width_cm": 9}, "entrance_width_cm"),
        ({"door_width_cm": 900}, "door_width_cm"),
        ({"lift_width_cm": 49}, "lift_width_cm"),
        ({"loop_tested_on": date(2026, 6, 2)}, "loop_tested_on"),
        ({"loop_tested_on": DAY, "has_induction_loop": False}, "loop_tested_on"),
        ({"checked_on": date(2026, 6, 2)}, "checked_on"),
        ({"wheelchair_places": 5, "capacity": 4}, "wheelchair_places"),
    ],
)
def test_a_card_says_what_is_possible(card, field):
    with pytest.raises(RuleBroken) as refused:
        require_card(card, DAY)

    assert refused.value.field == field


def test_a_card_with_everything_is_taken():
    widths = dict.fromkeys(("entrance_width_cm", "lift_width_cm", "door_width_cm"), 90)

    require_card(widths | {"loop_tested_on": DAY, "has_induction_loop": True}, DAY)


def test_a_line_tells_what_is_known_and_what_is_not_there():
    room = Room(
        is_step_free=True, has_accessible_wc=False, has_induction_loop=None, lift_off="ab 20 Uhr"
    )

    told = "stufenlos erreichbar, ohne barrierefreies WC, der Aufzug fährt nicht: ab 20 Uhr"
    assert in_short(room) == told
    assert in_short(Room(is_step_free=False, lift_off="ab 20 Uhr")) == "nicht stufenlos erreichbar"
    assert in_short(Room(lift_off="")) == ""
    assert in_short(None) == ""
