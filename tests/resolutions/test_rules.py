import pytest

from gremien_app.agenda.models import AgendaItem, ItemMark, Outcome
from gremien_app.kernel.errors import RuleBroken
from gremien_app.resolutions import rules
from gremien_app.resolutions.models import Resolution
from gremien_app.sittings.models import Sitting, SittingState


@pytest.mark.parametrize(
    ("outcome", "is_decided"),
    [
        (None, True),
        (Outcome.ADOPTED, True),
        (Outcome.RECOMMENDED_AMENDED, True),
        (Outcome.NOTED, True),
        (Outcome.REJECTED, False),
        (Outcome.ADJOURNED, False),
        (Outcome.RETRACTED, False),
    ],
)
def test_only_what_was_decided_counts_as_a_resolution(outcome, is_decided):
    assert rules.is_decided(AgendaItem(outcome=outcome, mark=ItemMark.NONE)) is is_decided


def test_a_withdrawn_item_decides_nothing():
    assert rules.is_decided(AgendaItem(outcome=None, mark=ItemMark.WITHDRAWN)) is False


@pytest.mark.parametrize("state", [s for s in SittingState if s is not SittingState.CLOSED])
def test_no_number_is_issued_before_the_sitting_was_held(state):
    with pytest.raises(RuleBroken, match="stattgefunden"):
        rules.require_numbers_allowed(Sitting(state=state))


def test_a_numbered_resolution_is_never_deleted():
    item = AgendaItem(sitting=Sitting(state=SittingState.CLOSED))
    rules.require_removable(Resolution(agenda_item=item))

    with pytest.raises(RuleBroken, match="3/2026"):
        rules.require_removable(Resolution(agenda_item=item, number=3, year=2026))
