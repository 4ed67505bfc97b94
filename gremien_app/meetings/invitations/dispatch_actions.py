"""Writes of dispatches: the draft, sending it, stopping it, what became of its mails."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.house.messages import Hint, MailNews
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.actions import withdraw
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.thawing_actions import thaw
from gremien_app.meetings.invitations import (
    actions,
    dispatch_queries,
    dispatch_rules,
    document_queries,
    mail_actions,
    rules,
)
from gremien_app.meetings.invitations.dispatch_models import (
    Copy,
    Correspondence,
    Dispatch,
    DispatchDocument,
    DispatchKind,
    DispatchState,
    PublicNotice,
    Recipient,
    Way,
)
from gremien_app.meetings.invitations.recipient_rules import Planned
from gremien_app.meetings.sittings.inviting_actions import take_invitation_back
from gremien_app.meetings.sittings.models import Sitting


@dataclass(frozen=True)
class Order:
    """What the check settled: who gets it, what stands against it, and why it goes all the same."""

    planned: Sequence[Planned]
    hints: Sequence[Hint]
    reason: str = ""
    numbering: actions.Numbering = actions.AS_NEXT
    is_urgent: bool = False


def save_draft(
    actor: Viewer, sitting: Sitting, kind: DispatchKind, text: str, *, is_personal: bool = False
) -> Dispatch:
    """Keep the text as it is so far; saved again, nothing but the text changes."""
    dispatch_rules.require_kind(sitting, kind)
    locked(Sitting, sitting.id)
    draft = dispatch_queries.draft_of(sitting, kind)
    if draft is None:
        draft = Dispatch(sitting=sitting, kind=kind, state=DispatchState.DRAFT, text=text)
        draft.is_personal = is_personal
        db.session.add(draft)
        db.session.flush()
        record(actor, "dispatch.drafted", draft, f"Entwurf begonnen: {kind.label}")
    elif changes := apply(draft, {"text": text, "is_personal": is_personal}):
        record(actor, "dispatch.edited", draft, f"Entwurf geändert: {kind.label}", changes)
    db.session.flush()
    return draft


def send(actor: Viewer, draft: Dispatch, order: Order, *, now: datetime) -> Dispatch:
    """Freeze the documents and the list, and put the mails into the outbox for later.

    Raises ``RuleBroken`` where the sitting cannot be told so, or a hint has no reason.
    """
    sitting = draft.sitting
    locked(Sitting, sitting.id)
    db.session.refresh(draft)
    dispatch_rules.require_draft(draft)
    dispatch_rules.require_kind(sitting, draft.kind)
    dispatch_rules.require_reason(order.hints, order.reason)
    leaves = dispatch_rules.leaves_at(now, is_urgent=order.is_urgent)
    if draft.kind is DispatchKind.INVITATION:
        late = order.reason if rules.notice(sitting, berlin_date(leaves)).is_late else ""
        draft.invitation = actions.invite(
            actor, sitting, now=now, text=draft.text, late_reason=late, numbering=order.numbering
        )
        draft.text = draft.invitation.text
    draft.state = DispatchState.DISPATCHED
    draft.dispatched_at, draft.dispatched_by, draft.leaves_at = now, actor.name, leaves
    draft.reason = order.reason if order.hints else ""
    draft.kept_hints = [one.text for one in order.hints]
    told = dispatch_queries.last_told(sitting)
    draft.starts_at, draft.ends_at = sitting.starts_at, sitting.ends_at
    draft.place = sitting.place
    _keep_documents(actor, draft, now)
    _keep_recipients(draft, order.planned)
    _keep_own_documents(actor, draft, now)
    mail_actions.write_mails(draft, order.planned, told, now)
    record(actor, "dispatch.sent", draft, f"Versandt: {draft.kind.label}")
    db.session.flush()
    return draft


def _keep_documents(actor: Viewer, dispatch: Dispatch, now: datetime) -> None:
    sitting = dispatch.sitting
    has_closed = dispatch_queries.has_closed(sitting)
    for version in document_queries.kinds_for(dispatch.kind, has_closed=has_closed):
        name, data = document_queries.write(
            actor, sitting, dispatch.kind, version, text=dispatch.text, now=now
        )
        digest = hashlib.sha256(data).hexdigest()
        dispatch.documents.append(
            DispatchDocument(kind=version, name=name, sha256=digest, data=data)
        )


def _keep_own_documents(actor: Viewer, dispatch: Dispatch, now: datetime) -> None:
    """Guests get their items, and no document that tells of others."""
    if not document_queries.tells_of_agenda(dispatch.kind):
        return
    items = dispatch_queries.admitted(dispatch.sitting)
    for one in dispatch.recipients:
        if one.copy is not Copy.ITEMS:
            continue
        for version in document_queries.OWN:
            name, data = document_queries.write(
                actor, dispatch.sitting, dispatch.kind, version, text=dispatch.text, now=now,
                only=items.get(one.person_id or 0, frozenset()),
            )  # fmt: skip
            digest = hashlib.sha256(data).hexdigest()
            document = DispatchDocument(kind=version, name=name, sha256=digest, data=data)
            document.recipient = one
            dispatch.documents.append(document)
    db.session.flush()


def _keep_recipients(dispatch: Dispatch, planned: Sequence[Planned]) -> None:
    for one in planned:
        if one.is_left_out:
            continue
        dispatch.recipients.append(
            Recipient(
                person=one.person,
                name=one.person.name,
                role=one.role,
                way=one.way,
                copy=one.copy,
                is_informed=one.is_informed,
                address_kind=one.address_kind,
                address=one.address,
            )
        )
    db.session.flush()


def stop(actor: Viewer, dispatch: Dispatch, *, now: datetime) -> None:
    """Nothing has left the house yet, and nothing will; an invitation is none any more."""
    locked(Sitting, dispatch.sitting_id)
    db.session.refresh(dispatch)
    dispatch_rules.require_stoppable(dispatch, now)
    keys = [one.mail_key for one in dispatch.recipients if one.mail_key]
    if withdraw(keys) < len(keys):
        raise RuleBroken(
            "Der Versand hat gerade begonnen und lässt sich nicht mehr anhalten. Bitte laden Sie "
            "die Seite neu."
        )
    if dispatch.invitation is not None:
        invitation, dispatch.invitation = dispatch.invitation, None
        db.session.flush()
        db.session.delete(invitation)
        was_invited = dispatch_queries.was_invited_before(dispatch)
        take_invitation_back(actor, dispatch.sitting, now, was_invited=was_invited)
        if not was_invited:
            thaw(dispatch.sitting)
    dispatch.state = DispatchState.STOPPED
    dispatch.stopped_at, dispatch.stopped_by = now, actor.name
    record(actor, "dispatch.stopped", dispatch, f"Versand angehalten: {dispatch.kind.label}")
    db.session.flush()


def note_handed(actor: Viewer, dispatch: Dispatch, way: Way, *, now: datetime) -> int:
    """The letters went to the post; how many."""
    dispatch_rules.require_out(dispatch, now)
    waiting = [one for one in dispatch.recipients if one.way is way and one.handed_at is None]
    for one in waiting:
        one.handed_at, one.handed_by = now, actor.name
    if waiting:
        letters = format_count(len(waiting), "Brief", "Briefe")
        record(actor, "dispatch.posted", dispatch, f"Zur Post gegeben: {letters}")
    db.session.flush()
    return len(waiting)


def note_by_hand(actor: Viewer, recipient: Recipient, *, now: datetime) -> None:
    """Given or told otherwise: on the spot, by messenger, by telephone."""
    dispatch_rules.require_out(recipient.dispatch, now)
    changes = apply(recipient, {"way": Way.HAND, "handed_at": now})
    recipient.handed_by = actor.name
    record(actor, "dispatch.by_hand", recipient, "Anders zugestellt", changes)
    db.session.flush()


def note_returned(actor: Viewer, recipient: Recipient, *, day: date) -> None:
    """It came back: the next one goes by letter, until somebody sees to the address."""
    if recipient.handed_at is None:
        raise RuleBroken(
            "Diese Sendung ist noch nicht hinausgegangen; sie kann nicht zurückkommen."
        )
    changes = apply(recipient, {"returned_on": day})
    if recipient.way is Way.MAIL and recipient.person is not None:
        _mark_address(recipient, day, "Mail kam zurück")
    record(actor, "dispatch.returned", recipient, "Sendung kam zurück", changes)
    db.session.flush()


def hear(news: MailNews) -> None:
    """What became of a mail, told by the outbox in its own transaction."""
    recipient = dispatch_queries.find_by_mail(news.key)
    if recipient is None:
        return
    if not news.failure:
        recipient.handed_at, recipient.failed_at, recipient.failure = news.at, None, ""
        return
    recipient.failed_at, recipient.failure = news.at, news.failure[:500]
    if news.is_address_refused and recipient.person is not None:
        _mark_address(recipient, berlin_date(news.at), news.failure)
        record(SYSTEM, "dispatch.refused", recipient, "Adresse vom Mailserver abgewiesen")


def _mark_address(recipient: Recipient, day: date, why: str) -> None:
    assert recipient.person is not None, "asked by the caller"
    if recipient.person.email != recipient.address:
        return  # corrected since
    wishes = dispatch_queries.correspondence_of(recipient.person)
    if wishes is None:
        wishes = Correspondence(person=recipient.person)
        db.session.add(wishes)
    wishes.returned_on, wishes.returned_why = day, why[:500]


def tidy(_now: datetime) -> int:
    """The address goes with the contact data of the person, or with the person."""
    old = update(Recipient).where(dispatch_queries.has_lost_address()).values(address="")
    statement = old.execution_options(synchronize_session=False)
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # of an UPDATE


def give_notice(actor: Viewer, sitting: Sitting, *, way: str, day: date, now: datetime) -> None:
    """Put on record how the public was told; a second time the same is nothing new."""
    locked(Sitting, sitting.id)
    dispatch_rules.require_notice(sitting, way, day, berlin_date(now))
    if any((one.way, one.given_on) == (way, day) for one in dispatch_queries.notices_of(sitting)):
        return
    notice = PublicNotice(sitting=sitting, way=way, given_on=day, noted_by=actor.name)
    db.session.add(notice)
    db.session.flush()
    record(actor, "dispatch.noticed", notice, f"Öffentlichkeit unterrichtet: {way}")
    db.session.flush()
