"""Reads of invitations."""

from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import first_of
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import belongs


def invitations_of(viewer: Viewer, sitting: Sitting) -> list[Invitation]:
    """Every dispatch for the sitting, the last put on record first; for its committees only."""
    if not belongs(viewer, sitting):
        return []
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.sitting_id == sitting.id)
            .order_by(Invitation.id.desc())
        )
    )


def last_invitation(sitting: Sitting) -> Invitation | None:
    return first_of(
        select(Invitation).where(Invitation.sitting_id == sitting.id).order_by(Invitation.id.desc())
    )
