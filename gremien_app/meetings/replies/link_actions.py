"""Writes of personal links: made when a mail is written, counted, replaced, deleted."""

from collections.abc import Sequence
from datetime import datetime

from flask import current_app
from sqlalchemy import delete

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.house.messages import MailNews, MessageLine
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.invitations.dispatch_models import Recipient
from gremien_app.meetings.invitations.dispatch_queries import find_by_mail
from gremien_app.meetings.invitations.mail_rules import ASKING
from gremien_app.meetings.replies import link_queries, mail_rules, rules
from gremien_app.meetings.replies.models import ReplyLink, Way
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.secrets import digest, new_key
from gremien_app.people.persons.models import Person


def require_usable(link: ReplyLink, now: datetime) -> None:
    """Too many answers by this link in an hour are refused, before anything is looked up."""
    rules.require_not_too_many(_used(link, now) + 1)


def count_use(link: ReplyLink, now: datetime) -> None:
    """One more answer by this link; written along with the answer."""
    before = _used(link, now)
    link.used_from = link.used_from if before and link.used_from else now
    link.used = before + 1


def _used(link: ReplyLink, now: datetime) -> int:
    is_running = link.used_from is not None and now - link.used_from <= rules.WINDOW
    return link.used if is_running else 0


def new_link(sitting: Sitting, person_id: int, now: datetime) -> str:
    """One more personal link, beside those already sent; answers with its secret, once."""
    token = _add(sitting, person_id, now)
    db.session.flush()
    return token


def _add(sitting: Sitting, person_id: int, now: datetime) -> str:
    token = new_key()
    db.session.add(
        ReplyLink(
            sitting_id=sitting.id, person_id=person_id, token_hash=digest(token), created_at=now
        )
    )
    return token


def replace_link(actor: Viewer, sitting: Sitting, person: Person, now: datetime) -> str:
    """The only link from now on: those before it answer that there is a newer one."""
    locked(Sitting, sitting.id)
    rules.require_asked(sitting, Way.LINK, now)
    for one in link_queries.running_links(sitting.id, person.id):
        one.ended_at = now
    token = new_link(sitting, person.id, now)
    record(actor, "reply.link_made", sitting, f"Persönlicher Link für {person.name} erstellt")
    db.session.flush()
    return token


def lines(recipients: Sequence[Recipient]) -> dict[int, MessageLine]:
    """What a dispatch that is sent now says to each of these recipients: the own link.

    Only to whoever can answer on the sitting's day: not to those who have left since.
    """
    dispatch = recipients[0].dispatch
    if dispatch.kind not in ASKING or dispatch.dispatched_at is None:
        return {}
    may = link_queries.may_answer(dispatch.sitting, {one.person_id for one in recipients})
    origin, found = current_app.config["PUBLIC_ORIGIN"], {}
    for one in recipients:
        if one.person_id is not None and one.person_id in may:
            token = _add(dispatch.sitting, one.person_id, dispatch.dispatched_at)
            link = origin + mail_rules.path_of(token)
            text = mail_rules.FOR_DEPUTIES if one.is_informed else mail_rules.QUESTION
            found[one.id] = MessageLine(text=text, link=link)
    db.session.flush()
    return found


def hear(news: MailNews) -> None:
    """A newer invitation was handed over with its link: it replaces those sent before it.

    Not sooner: a mail that is stopped or refused leaves the older link as it was.
    """
    recipient = None if news.failure else find_by_mail(news.key)
    if recipient is None or recipient.person_id is None or not mail_rules.has_link(recipient):
        return
    made_at = recipient.dispatch.dispatched_at
    for one in link_queries.running_links(recipient.dispatch.sitting_id, recipient.person_id):
        if made_at is not None and one.created_at < made_at:
            one.ended_at = news.at


def tidy(now: datetime) -> int:
    """Links of sittings long begun: until then they say that they hold no more."""
    ids = link_queries.ended_links(now - rules.LINK_KEPT)
    db.session.execute(delete(ReplyLink).where(ReplyLink.id.in_(ids)))
    return len(ids)
