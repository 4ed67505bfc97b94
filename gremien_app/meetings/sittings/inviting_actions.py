"""An invitation stopped before it left the house: the sitting is as it was."""

from datetime import datetime

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.actions import enter
from gremien_app.meetings.sittings.models import Sitting, SittingState


def take_invitation_back(
    actor: Viewer, sitting: Sitting, now: datetime, *, was_invited: bool
) -> None:
    """``was_invited``: to a former date. Its number stays with it, given to nobody else."""
    if sitting.state is not SittingState.INVITED:
        raise RuleBroken(
            f"Diese Sitzung ist inzwischen „{sitting.state.label}“. Die Einladung lässt sich nicht "
            "mehr anhalten."
        )
    state = SittingState.MOVED if was_invited else SittingState.PLANNED
    enter(actor, sitting, state, now, "sitting.uninvited", "Einladung angehalten")
