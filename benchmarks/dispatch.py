"""A hundred mails with three files each, beside ``smtplib`` with messages that are ready.

    python -m benchmarks.dispatch [--people 100] [--size 200000]

Both talk to the same local server in one run; 1 when the outbox takes more than 1.5 times as long.
"""

from __future__ import annotations

import argparse
import os
import smtplib
import socket
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.mail import transport
from gremien_app.base.mail.actions import enqueue, keep_file
from gremien_app.base.mail.delivery_actions import deliver_due
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.mail.rules import Extras
from gremien_app.config import MailSettings, Settings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOST = 1.5


class Sink:
    """Takes every mail and keeps none."""

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802, ANN001, ANN201 -- its name
        return "250 OK"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--size", type=int, default=200_000)
    asked = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port, ready_timeout=60)
    server.start()
    try:
        return _measure(port, asked.people, asked.size)
    finally:
        server.stop()


def _measure(port: int, people: int, size: int) -> int:
    folder = Path(tempfile.mkdtemp())
    app = create_app(
        Settings(
            data_dir=folder,
            secret_key="only-for-benchmarks-" * 4,
            database_url=f"sqlite:///{folder / 'gremien.db'}",
        )
    )
    settings = MailSettings("127.0.0.1", port, "none", "", "", "Gremien <gremien@example.org>")
    app.config["MAIL"] = settings
    with app.app_context():
        db.create_all()
        files = tuple((f"Datei-{n}.pdf", keep_file(os.urandom(size))) for n in range(3))
        for n in range(people):
            enqueue(
                key=f"k-{n}", to_address=f"person{n}@example.org", to_name=f"Person {n}",
                subject="Einladung zur Sitzung am 17.12.2026", body="Guten Tag\n" * 40, now=NOW,
                extras=Extras(files, "sitzungen"),
            )  # fmt: skip
        db.session.commit()
        ready = _ready(settings.sender)
        db.session.commit()
        bare = min(_bare(port, ready) for _ in range(2))
        began = time.perf_counter()
        sent = deliver_due(lambda: NOW).sent
        own = time.perf_counter() - began
    assert sent == people, f"only {sent} of {people} were sent"
    print(f"{people} mails with 3 files of {size:,} bytes")
    print(f"smtplib with ready messages: {bare:.2f} s; outbox: {own:.2f} s; {own / bare:.2f} times")
    return int(own / bare > MOST)


def _ready(sender: str) -> list[transport.Message]:
    written: dict[tuple[int, str], bytes] = {}
    found = []
    for mail in db.session.query(OutboxMail).order_by(OutboxMail.id):
        for one in mail.attachments:
            written.setdefault(
                (one.file_id, one.name), transport.attachment(one.name, one.file.data)
            )
        parts = [written[one.file_id, one.name] for one in mail.attachments]
        found.append(transport.build_message(mail, sender, parts))
    return found


def _bare(port: int, messages: list[transport.Message]) -> float:
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for one in messages:
            server.sendmail(one.sender, [one.recipient], one.data)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
