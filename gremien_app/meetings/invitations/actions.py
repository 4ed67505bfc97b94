"""Sending an invitation: for now it is put on record, and the agenda is frozen."""

from dataclasses import dataclass
from datetime import date, datetime, time

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, local_datetime
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.actions import freeze
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.invitations import rules
from gremien_app.meetings.invitations.models import Invitation
from gremien_app.meetings.sittings.actions import mark_invited
from gremien_app.meetings.sittings.models import Sitting


@dataclass(frozen=True)
class Numbering:
    """Another number than the next one of the term, and why."""

    number: int | None = None
    reason: str = ""


AS_NEXT = Numbering()


def send(
    actor: Viewer,
    sitting: Sitting,
    *,
    now: datetime,
    text: str = "",
    late_reason: str = "",
    numbering: Numbering = AS_NEXT,
) -> Invitation:
    """Put the dispatch on record, which gives the sitting its number.

    Without ``text`` the usual one. Raises ``RuleBroken`` while something is missing.
    """
    agenda = number_items(all_items(sitting))
    today = now.astimezone(BERLIN).date()
    found = rules.require_invitable(sitting, agenda, now, today, late_reason)
    invitation = Invitation(
        sitting=sitting,
        dispatched_at=now,
        last_dispatch_on=found.last_dispatch_on,
        late_reason=late_reason if found.is_late else "",
        text=text,
        invited_by=actor.name,
    )
    late = " (Frist versäumt)" if found.is_late else ""
    _freeze_and_mark(actor, invitation, numbering, now)
    _record(actor, invitation, "invitation.sent", f"Einladung als versandt vermerkt{late}")
    return invitation


def invite(
    actor: Viewer,
    sitting: Sitting,
    *,
    now: datetime,
    text: str,
    late_reason: str,
    numbering: Numbering = AS_NEXT,
) -> Invitation:
    """Of a dispatch that the check has passed: number, frozen agenda, and the invitation itself."""
    rules.require_future(sitting, now)
    invitation = Invitation(
        sitting=sitting,
        dispatched_at=now,
        last_dispatch_on=rules.notice(sitting, sitting.date).last_dispatch_on,
        late_reason=late_reason,
        text=text,
        invited_by=actor.name,
    )
    _freeze_and_mark(actor, invitation, numbering, now)
    return invitation


def enter_afterwards(
    actor: Viewer,
    sitting: Sitting,
    *,
    now: datetime,
    dispatched_on: date | None,
    note: str = "",
    text: str = "",
    late_reason: str = "",
    numbering: Numbering = AS_NEXT,
) -> Invitation:
    """Enter a dispatch that nobody put on record in time, so that the sitting can be opened.

    Without its day only for a sitting that has begun, and with a note.
    """
    today = now.astimezone(BERLIN).date()
    found = rules.require_enterable(sitting, dispatched_on, note, now, today, late_reason)
    invitation = Invitation(
        sitting=sitting,
        dispatched_at=local_datetime(dispatched_on, time(12)) if dispatched_on else None,
        entered_at=now,
        note=note,
        last_dispatch_on=found.last_dispatch_on,
        late_reason=late_reason if dispatched_on and found.is_late else "",
        text=text,
        invited_by=actor.name,
    )
    told = f"versandt am {format_date(dispatched_on)}" if dispatched_on else "ohne Tag des Versands"
    _freeze_and_mark(actor, invitation, numbering, now)
    _record(actor, invitation, "invitation.entered", f"Einladung nachgetragen: {told}")
    return invitation


def _freeze_and_mark(
    actor: Viewer, invitation: Invitation, numbering: Numbering, now: datetime
) -> None:
    sitting = invitation.sitting
    db.session.add(invitation)
    freeze(sitting)
    mark_invited(actor, sitting, now, number=numbering.number, number_reason=numbering.reason)
    invitation.text = invitation.text or rules.default_text(sitting)


def _record(actor: Viewer, invitation: Invitation, action: str, summary: str) -> None:
    record(actor, action, invitation, summary)
    db.session.flush()
