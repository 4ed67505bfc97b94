"""The message and its way to the mail server: RFC 5322 by ``email``, RFC 5321 by ``smtplib``."""

import hashlib
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from gremien_app.base.kernel.text import clean_text
from gremien_app.base.mail.faults import reason_of, text_of
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.mail.rules import NAME_LENGTH, SUBJECT_LENGTH, clean_header
from gremien_app.config import MailSettings

TIMEOUT = 10  # seconds for each step of the conversation
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class NotSent(Exception):  # noqa: N818 -- the house's word for it
    """The mail server did not take the mail; ``is_final``: it never will.

    ``is_of_all``: it takes none at all, so that it is not this mail's fault; ``is_of_address``:
    it knows no such mailbox.
    """

    def __init__(
        self,
        reason: str,
        *,
        is_final: bool = False,
        is_of_all: bool = False,
        is_of_address: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = clean_text(reason, multiline=False)[:400]
        self.is_final, self.is_of_all, self.is_of_address = is_final, is_of_all, is_of_address


@dataclass(frozen=True)
class Message:
    """A mail as it goes over the wire: from, to, and every byte of it."""

    sender: str
    recipient: str
    data: bytes


def build_message(mail: OutboxMail, sender: str, attached: Sequence[bytes] = ()) -> Message:
    """The mail as it goes out; raises ``NotSent`` when none can be made of it, now or ever.

    ``attached``: parts that are written already (``attachment``), as many mails carry the same.
    """
    try:
        message = _message(mail, sender)
        data = message.as_bytes(policy=SMTP)
    except (MessageError, ValueError) as error:
        reason = f"Mit diesen Adressen lässt sich keine Mail schreiben ({error})"
        raise NotSent(reason, is_final=True) from error
    own = [_calendar_file(mail.calendar)] if mail.calendar else []
    parts = [*own, *attached]
    # Not made by ``email``: it would encode the same files anew for each recipient.
    wired = _joined(data, parts, message["Message-ID"]) if parts else data
    return Message(address_of(sender), mail.to_address, wired)


def attachment(name: str, data: bytes) -> bytes:
    """A file as a part of a mail, base64 (RFC 2045), under a name that every program can show."""
    kind = _KINDS.get(name.rpartition(".")[2], "application/octet-stream")
    part = MIMEPart(policy=SMTP)
    maintype, _, subtype = kind.partition("/")
    part.set_content(data, maintype=maintype, subtype=subtype, filename=name)
    return part.as_bytes()


def _calendar_file(text: str) -> bytes:
    """For programs that do not see the calendar part beside the text."""
    part = MIMEPart(policy=SMTP)
    part.set_content(text, subtype="calendar", cte="base64", filename="termin.ics")
    return part.as_bytes()


def _joined(data: bytes, parts: Sequence[bytes], message_id: str) -> bytes:
    """The message with further parts behind its text (RFC 2046, multipart/mixed)."""
    head, _, body = data.partition(b"\r\n\r\n")
    outer: list[bytes] = []
    inner: list[bytes] = []
    for line in _unfolded(head):
        (inner if line.lower().startswith(b"content-") else outer).append(line)
    mark = hashlib.sha256(b"mixed" + message_id.encode()).hexdigest()[:40].encode()
    outer.append(b'Content-Type: multipart/mixed; boundary="' + mark + b'"')
    text = b"\r\n".join(inner) + b"\r\n\r\n" + body
    written = [b"\r\n".join(outer) + b"\r\n"]
    for part in (text, *parts):
        written += [b"--" + mark, part.removesuffix(b"\r\n")]
    return b"\r\n".join([*written, b"--" + mark + b"--", b""])


def _unfolded(head: bytes) -> list[bytes]:
    lines: list[bytes] = []
    for line in head.split(b"\r\n"):
        if line[:1] in b" \t" and lines:
            lines[-1] += b"\r\n" + line
        else:
            lines.append(line)
    return lines


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
    if mail.list_id:
        message["List-Id"] = f"<{mail.list_id}.{domain}>"
    message.set_content(mail.body, cte="quoted-printable")
    if mail.calendar:
        message.add_alternative(
            mail.calendar, subtype="calendar", cte="base64", params={"method": mail.calendar_method}
        )
        message.set_boundary(f"text-{fingerprint}")  # at each attempt the same bytes
    return message


def address_of(sender: str) -> str:
    """The mailbox of "Gremien der Stadt <gremien@example.org>"."""
    return parseaddr(sender)[1]


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


def send(server: smtplib.SMTP, message: Message) -> None:
    """Hand one mail over; raises ``NotSent``."""
    try:
        server.sendmail(message.sender, [message.recipient], message.data)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        final = code >= 500
        raise NotSent(f"{code} {text_of(answer)}", is_final=final, is_of_address=final) from error
    except smtplib.SMTPDataError as error:
        final = error.smtp_code >= 500
        raise NotSent(f"{error.smtp_code} {text_of(error.smtp_error)}", is_final=final) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotSent(reason_of(error)) from error
