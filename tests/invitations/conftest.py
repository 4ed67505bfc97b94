"""The mail server of the tests of the outbox, for dispatches too."""

from tests.mail.conftest import mailbox, sending

__all__ = ["mailbox", "sending"]
