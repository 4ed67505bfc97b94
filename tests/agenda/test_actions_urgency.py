import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda import actions
from tests import builders as build
from tests.builders import NOW

ACTOR = Viewer(name="Gerda Geschäft")


@pytest.fixture
def sitting(app):
    return build.sitting(build.committee())


def test_the_reason_of_a_late_item_is_said_otherwise_but_never_taken_away(sitting):
    late = build.item(sitting, "Haltestellen", urgency="Das Land wartet.")
    other = build.item(sitting, "Radwege")

    actions.edit_item(ACTOR, late, now=NOW, urgency="Die Frist des Landes endet morgen.")
    actions.edit_item(ACTOR, other, now=NOW, urgency="Eilt.")

    assert (late.urgency, other.urgency) == ("Die Frist des Landes endet morgen.", "")
    with pytest.raises(RuleBroken) as refusal:
        actions.edit_item(ACTOR, late, now=NOW, urgency="")
    assert refusal.value.field == "urgency"
