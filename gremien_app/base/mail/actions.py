"""Writes of the outbox."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Connection, delete, or_, update
from sqlalchemy.exc import IntegrityError

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import clean_text
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail import queries, rules
from gremien_app.base.mail.models import OutboxAttachment, OutboxFile, OutboxMail


def keep_file(data: bytes) -> int:
    """The number under which mails carry these bytes; the same bytes are kept once."""
    digest = hashlib.sha256(data).hexdigest()
    known = queries.find_file(digest)
    if known is None:
        try:
            with db.session.begin_nested():
                known = OutboxFile(sha256=digest, data=data)
                db.session.add(known)
        except IntegrityError:  # another process was faster with the same bytes
            known = queries.find_file(digest)
            assert known is not None, "the constraint says that it is there"
    return known.id


def enqueue(
    *,
    key: str,
    to_address: str,
    to_name: str = "",
    subject: str,
    body: str,
    now: datetime,
    holds_secret: bool = False,
    due_at: datetime | None = None,
    extras: rules.Extras = rules.NOTHING_ELSE,
    reader: str = "",
    is_gathered: bool = False,
) -> OutboxMail:
    """Put a mail into the outbox, in the transaction of what it tells; rooms call ``tell``.

    ``key`` names the occasion, e.g. "sitting-7-invited-member-12": the same key is one mail,
    however often it is asked for. ``due_at``: not before then; until then it can be withdrawn.
    Raises ``RuleBroken`` for an address that cannot be one.
    """
    address = rules.require_address(to_address)
    if len(key) > rules.KEY_LENGTH:
        raise ValueError("the key of a mail is too long")
    known = queries.find_by_key(key)
    if known is not None:
        return known
    mail = OutboxMail(
        key=key,
        to_address=address,
        to_name=rules.clean_header(to_name, rules.NAME_LENGTH),
        subject=rules.clean_header(subject, rules.SUBJECT_LENGTH),
        body=clean_text(body, multiline=True)[: rules.BODY_LENGTH] + "\n",
        holds_secret=holds_secret,
        created_at=now,
        due_at=due_at or now,
        attempts=0,
        last_error="",
        list_id=extras.list_id,
        calendar=extras.calendar,
        calendar_method=extras.calendar_method,
        reader=reader,
        is_gathered=is_gathered,
        attachments=[
            OutboxAttachment(name=name, file_id=file_id) for name, file_id in extras.attachments
        ],
    )
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:  # another process was faster with the same occasion
        return queries.get_by_key(key)
    if has_request_context() and mail.due_at <= now and not is_gathered:
        # Sent as soon as this request has been answered, see ``mail.delivery``.
        g.setdefault("new_mails", []).append(key)
    return mail


def withdraw(keys: Collection[str]) -> int:
    """Take mails back that nobody has had in hand yet; how many."""
    held = queries.untouched(keys)
    for mail in held:
        db.session.delete(mail)
    db.session.flush()
    return len(held)


def give_up_restored(connection: Connection, now: datetime) -> None:
    """Mails that waited when a backup was written may have been sent since."""
    connection.execute(
        update(OutboxMail)
        .where(OutboxMail.sent_at.is_(None), OutboxMail.given_up_at.is_(None))
        .values(given_up_at=now, last_error="aus einer Sicherung; nicht noch einmal versandt")
    )


def claim_next(now: datetime, key: str | None = None) -> OutboxMail | None:
    """Take the next due mail in hand: nobody else does within the lease. The caller commits."""
    mail = queries.next_due(now, key)
    if mail is not None:
        mail.attempts += 1
        mail.due_at = now + rules.LEASE
        db.session.flush()
    return mail


def mark_sent(mail: OutboxMail, now: datetime) -> None:
    """The mail server has taken it; a secret text and its files are not kept any longer."""
    mail.sent_at = now
    mail.last_error = ""
    if mail.holds_secret:
        mail.body, mail.blanked_at = rules.BLANKED, now
        mail.attachments.clear()
    db.session.flush()


def mark_failed(mail: OutboxMail, reason: str, now: datetime, *, is_final: bool = False) -> None:
    """Wait and try again, or give up."""
    mail.last_error = reason[:500]
    again = None if is_final else rules.next_try(mail, now)
    if again is None:
        mail.given_up_at = now
    else:
        mail.due_at = again
    db.session.flush()


def mark_unreached(mail: OutboxMail, reason: str, now: datetime) -> None:
    """The mail server takes nothing at all: that costs no mail one of its attempts."""
    mail.last_error = reason[:500]
    mail.attempts -= 1
    mail.due_at = now + rules.WAITS[0]
    db.session.flush()


def try_again(actor: Viewer, mail: OutboxMail, now: datetime) -> None:
    """A person asks for it after the cause was removed; nothing to do for what is sent or due.

    Refused for a mail whose link has run out: its text is gone.
    """
    rules.require_text(mail)
    is_due = mail.given_up_at is None and mail.attempts == 0 and mail.due_at <= now
    if mail.sent_at is not None or is_due:
        return
    fresh: dict[str, Any] = {"attempts": 0, "given_up_at": None, "due_at": now}
    summary = f"Mail {mail.id} noch einmal zum Versand gegeben"
    record(actor, "mail.tried_again", mail, summary, apply(mail, fresh))


def tidy(now: datetime) -> int:
    """Blank one-time links that ran out, delete what was sent or given up long ago; how many."""
    expired = update(OutboxMail).where(
        OutboxMail.holds_secret,
        OutboxMail.blanked_at.is_(None),
        OutboxMail.created_at < now - rules.SECRETS_KEPT,
    )
    # A mail whose link is dead is no use to anybody any more.
    blanked = db.session.execute(
        expired.values(body=rules.BLANKED, blanked_at=now, given_up_at=now, due_at=now)
    ).rowcount  # type: ignore[attr-defined]  # of an UPDATE
    of_blank = OutboxAttachment.mail_id.in_(queries.blanked())
    db.session.execute(delete(OutboxAttachment).where(of_blank))
    until = now - rules.SENT_KEPT
    old = delete(OutboxMail).where(or_(OutboxMail.sent_at < until, OutboxMail.given_up_at < until))
    gone = int(db.session.execute(old).rowcount)  # type: ignore[attr-defined]  # a DELETE counts
    db.session.execute(delete(OutboxFile).where(OutboxFile.id.not_in(queries.files_in_use())))
    return int(blanked) + gone
