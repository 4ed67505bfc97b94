"""A real mail server for the tests, and an application that sends to it."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from gremien_app.config import MailSettings


class Mailbox:
    """Takes every mail, but answers as ``refusals`` says for an address."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refusals: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- its name
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- its name
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as probe:  # the controller connects to the port it is told
        probe.bind(("127.0.0.1", 0))
        box.port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=60)
    server.start()
    yield box
    server.stop()


def settings_for(port: int) -> MailSettings:
    return MailSettings(
        host="127.0.0.1",
        port=port,
        security="none",
        user="",
        password="",
        sender="Gremien der Stadt <gremien@example.org>",
    )


@pytest.fixture
def sending(app, mailbox, monkeypatch):
    """The application sends to the mailbox."""
    monkeypatch.setitem(app.config, "MAIL", settings_for(mailbox.port))
    return mailbox


@pytest.fixture
def unreachable(app, monkeypatch):
    """The application sends to where nobody listens."""
    monkeypatch.setitem(app.config, "MAIL", settings_for(9))
