"""Reads of invitations."""

from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.rules import belongs


def invitations_of(viewer: Viewer, sitting: Sitting) -> list[Invitation]:
    """Every dispatch for the sitting, the newest first; for those who belong to the committee."""
    if not belongs(viewer, sitting):
        return []
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.sitting_id == sitting.id)
            .order_by(Invitation.dispatched_at.desc(), Invitation.id.desc())
        )
    )


def last_invitation(sitting: Sitting) -> Invitation | None:
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.sitting_id == sitting.id)
        .order_by(Invitation.dispatched_at.desc(), Invitation.id.desc())
    ).first()
