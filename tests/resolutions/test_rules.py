import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.records.resolutions import rules
from gremien_app.records.resolutions.models import Resolution


@pytest.mark.parametrize(
    ("part", "year", "series"),
    [
        (Part.CLOSED, 2026, Part.PUBLIC),
        (Part.PUBLIC, 2027, Part.PUBLIC),
        (Part.CLOSED, 2027, Part.CLOSED),
    ],
)
def test_the_closed_part_counts_by_itself_from_2027_on(part, year, series):
    assert rules.series_of(part, year) is series


@pytest.mark.parametrize("state", [s for s in SittingState if s is not SittingState.CLOSED])
def test_no_number_is_issued_before_the_sitting_was_held(state):
    with pytest.raises(RuleBroken, match="stattgefunden"):
        rules.require_numbers_allowed(Sitting(state=state))


def test_a_numbered_resolution_is_never_deleted():
    item = AgendaItem(sitting=Sitting(state=SittingState.CLOSED))
    rules.require_removable(Resolution(agenda_item=item))

    with pytest.raises(RuleBroken, match="3/2026"):
        rules.require_removable(Resolution(agenda_item=item, number=3, year=2026, part=Part.PUBLIC))
