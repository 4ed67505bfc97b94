"""Sending what waits: by ``gremien tick``, and for new mails as soon as a request is answered.

Each mail is taken in hand in one short transaction, sent outside any, and marked in the one that
takes the next: two processes never send the same mail, and no writer waits for a mail server.
"""

import smtplib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, current_app, g
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.house.gathered import house
from gremien_app.base.house.messages import MailNews
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.mail import actions, occasion_actions, transport
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.transactions import commit
from gremien_app.config import MailSettings

MOST_PER_TICK = 500
Clock = Callable[[], datetime]
Written = dict[tuple[int, str], bytes]  # by the file's number and name


@dataclass
class Outcome:
    """What one run did."""

    sent: int = 0
    postponed: int = 0
    given_up: int = 0
    fault: str = ""  # why the mail server takes none at all


def deliver_due(now: Clock = utc_now, *, keys: Iterable[str] | None = None) -> Outcome:
    """Send what is due, or of it only these keys. Commits with each mail; nothing without SMTP."""
    settings: MailSettings = current_app.config["MAIL"]
    outcome = Outcome()
    if not settings.is_ready:
        return outcome
    _gather(now(), keys)
    wanted = [None] * MOST_PER_TICK if keys is None else list(keys)
    written: Written = {}
    with ExitStack() as open_connection:
        server: smtplib.SMTP | None = None
        for key in wanted:
            taken = _take(now(), key, settings.sender, written)
            if taken is None and keys is None:
                break
            if taken is None:
                continue
            mail, message = taken
            try:
                if isinstance(message, transport.NotSent):
                    raise message
                if server is None:
                    server = open_connection.enter_context(transport.connection(settings))
                transport.send(server, message)
            except transport.NotSent as error:
                # The next mail begins a new conversation; this one may be broken off.
                open_connection.close()
                server = None
                _failed(mail, error, now(), outcome)
                if outcome.fault:
                    break
            else:
                actions.mark_sent(mail, now())
                house().tell_mail(MailNews(key=mail.key, at=now()))
                outcome.sent += 1
        commit()
    return outcome


def _gather(now: datetime, keys: Iterable[str] | None) -> None:
    """Before whatever is due leaves, the daily mails are made of what waits for them."""
    if keys is None:
        occasion_actions.gather(now)
        commit()


def _take(
    now: datetime, key: str | None, sender: str, written: Written
) -> tuple[OutboxMail, transport.Message | transport.NotSent] | None:
    """The next mail and its message, written down before the lock is given back.

    A mail of which no message can be made holds up none of the others.
    """
    mail = actions.claim_next(now, key)
    if mail is None:
        commit()
        return None
    message: transport.Message | transport.NotSent
    try:
        message = transport.build_message(mail, sender, _attached(mail, written))
    except transport.NotSent as refusal:
        message = refusal
    commit()
    return mail, message


def _attached(mail: OutboxMail, written: Written) -> list[bytes]:
    """The files of the mail as they are sent; those of many mails are encoded once."""
    found = []
    for one in mail.attachments:
        key = (one.file_id, one.name)
        if key not in written:
            written[key] = transport.attachment(one.name, one.file.data)
        found.append(written[key])
    return found


def _failed(mail: OutboxMail, error: transport.NotSent, now: datetime, outcome: Outcome) -> None:
    if error.is_of_all:
        outcome.fault = error.reason
        outcome.postponed += 1
        actions.mark_unreached(mail, error.reason, now)
        return
    actions.mark_failed(mail, error.reason, now, is_final=error.is_final)
    if mail.given_up_at is None:
        outcome.postponed += 1
    else:
        outcome.given_up += 1
        house().tell_mail(
            MailNews(
                key=mail.key, at=now, failure=error.reason, is_address_refused=error.is_of_address
            )
        )


def init_app(app: Flask) -> None:
    """Send new mails once the answer is on its way, so that no answer waits or fails for them."""

    @app.after_request
    def send_afterwards(response: Response) -> Response:
        keys = g.pop("new_mails", [])
        if keys and app.config["MAIL"].is_ready and response.status_code < 400:
            response.call_on_close(lambda: _send_new(app, keys))
        return response


def _send_new(app: Flask, keys: list[str]) -> None:
    with app.app_context():
        try:
            deliver_due(keys=keys)
        except SQLAlchemyError:
            app.logger.exception("Der Postausgang ist nicht erreichbar; „gremien tick“ versendet.")
