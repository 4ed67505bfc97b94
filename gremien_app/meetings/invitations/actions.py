"""Sending an invitation: for now it is put on record, and the agenda is frozen."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.actions import freeze
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.invitations import rules
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.actions import mark_invited
from gremien_app.meetings.sittings.models import Sitting


def send(
    actor: Viewer, sitting: Sitting, *, now: datetime, text: str = "", late_reason: str = ""
) -> Invitation:
    """Put the dispatch on record; raises ``RuleBroken`` while something is missing."""
    agenda = number_items(all_items(sitting))
    today = now.astimezone(BERLIN).date()
    found = rules.require_invitable(sitting, agenda, now, today, late_reason)
    invitation = Invitation(
        sitting=sitting,
        dispatched_at=now,
        last_dispatch_on=found.last_dispatch_on,
        late_reason=late_reason if found.is_late else "",
        text=text or rules.default_text(sitting),
        invited_by=actor.name,
    )
    db.session.add(invitation)
    freeze(sitting)
    mark_invited(actor, sitting, now)
    record(
        actor,
        "invitation.sent",
        invitation,
        summary="Einladung als versandt vermerkt" + (" (Frist versäumt)" if found.is_late else ""),
        committee_id=sitting.committee_id,
    )
    db.session.flush()
    return invitation
