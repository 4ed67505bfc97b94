"""The message and its way to the mail server: RFC 5322 by ``email``, RFC 5321 by ``smtplib``."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from gremien_app.base.kernel.text import clean_text
from gremien_app.base.mail.faults import reason_of, text_of
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.mail.rules import NAME_LENGTH, SUBJECT_LENGTH, clean_header
from gremien_app.config import MailSettings

TIMEOUT = 10  # seconds for each step of the conversation


class NotSent(Exception):  # noqa: N818 -- the house's word for it
    """The mail server did not take the mail; ``is_final``: it never will.

    ``is_of_all``: it takes none at all, so that it is not this mail's fault.
    """

    def __init__(self, reason: str, *, is_final: bool = False, is_of_all: bool = False) -> None:
        super().__init__(reason)
        self.reason = clean_text(reason, multiline=False)[:400]
        self.is_final, self.is_of_all = is_final, is_of_all


def build_message(mail: OutboxMail, sender: str) -> EmailMessage:
    """The mail as it goes out; raises ``NotSent`` when none can be made of it, now or ever."""
    try:
        return _message(mail, sender)
    except (MessageError, ValueError) as error:
        reason = f"Mit diesen Adressen lässt sich keine Mail schreiben ({error})"
        raise NotSent(reason, is_final=True) from error


def _message(mail: OutboxMail, sender: str) -> EmailMessage:
    """Its Message-ID is the same at every attempt."""
    name, address = parseaddr(sender)
    domain = address.rpartition("@")[2]
    message = EmailMessage()
    message["From"] = _address(name, address)
    message["To"] = _address(mail.to_name, mail.to_address)
    message["Subject"] = clean_header(mail.subject, SUBJECT_LENGTH)
    message["Date"] = format_datetime(mail.created_at)
    fingerprint = hashlib.sha256(mail.key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{fingerprint}@{domain}>"
    # RFC 3834: absence notes and the like do not answer machines.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body, cte="quoted-printable")
    return message


def _address(name: str, address: str) -> Address:
    return Address(display_name=clean_header(name, NAME_LENGTH), addr_spec=address)


@contextmanager
def connection(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    """A conversation with the mail server; raises ``NotSent`` when it cannot begin."""
    try:
        server = _connect(settings)
    except (smtplib.SMTPException, OSError) as error:
        raise NotSent(reason_of(error, settings.host), is_of_all=True) from error
    try:
        yield server
    finally:
        server.close()


def _connect(settings: MailSettings) -> smtplib.SMTP:
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=TIMEOUT, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
    try:
        if settings.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.user:
            server.login(settings.user, settings.password)
    except BaseException:
        server.close()
        raise
    return server


def send(server: smtplib.SMTP, message: EmailMessage) -> None:
    """Hand one mail over; raises ``NotSent``."""
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise NotSent(f"{code} {text_of(answer)}", is_final=code >= 500) from error
    except smtplib.SMTPDataError as error:
        final = error.smtp_code >= 500
        raise NotSent(f"{error.smtp_code} {text_of(error.smtp_error)}", is_final=final) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotSent(reason_of(error)) from error
