"""A running server with a committee full of confidential words, one per test process."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from datetime import date
from types import SimpleNamespace

import pytest
from flask_migrate import stamp
from sqlalchemy import select

from gremien_app import create_app
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.config import load_settings
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.settings_file import write_settings
from tests import builders as build
from tests.abuse.browser import Browser
from tests.web.planted import planted_world

PASSWORD = build.PASSWORD


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(folder, port: int) -> subprocess.Popen:
    """``gremien serve`` on a prepared folder; answers once it is there."""
    command = [sys.executable, "-m", "gremien_app.cli", "serve", "--data", str(folder)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GREMIEN_")}
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            env=environment | {"GREMIEN_FAST_PASSWORDS": "1"},
            stdout=log,
            stderr=log,
        )
    for _ in range(1_200):  # a minute: the machine may be busy
        with contextlib.suppress(OSError):
            if Browser(port).get("/healthz").status == 200:
                return process
        assert process.poll() is None, (folder / "server.log").read_text()
        time.sleep(0.05)
    raise AssertionError("the server did not start")


def prepare(folder, port: int) -> SimpleNamespace:
    """Settings and a database with the planted world; answers with plain ids and addresses."""
    write_settings(folder, public_origin=f"http://127.0.0.1:{port}")
    app = create_app(load_settings(folder, fast_passwords=True))
    with app.app_context():
        db.create_all()
        stamp()
        world = planted_world(published=True)
        at = SimpleNamespace(folder=folder, port=port, app=app, slug=world.committee.slug)
        at.sitting, at.closed_item = world.sitting.id, world.closed.id
        at.open_item = world.second.id
        fresh = build.sitting(world.committee, date(2027, 1, 14), number=901)
        at.fresh, at.fresh_item = fresh.id, build.item(fresh, "Verkehr").id
        running = build.sitting(
            world.committee, date(2027, 2, 11), number=902, state=SittingState.INVITED
        )
        build.item(running, "Straßenmusik", printed_number="1")
        at.invited, at.invited_version = running.id, running.version
        people = world.accounts
        guest = build.account("fremdes-gremium@example.org", "B", secretariat_of=[world.other])
        admin = build.account("verwaltung@example.org", "Ada", is_admin=True)
        at.emails = SimpleNamespace(
            staff=people.taker.email,
            chair=people.chair.email,
            member=people.member.email,
            other=guest.email,
            admin=admin.email,
        )
        at.other_slug = world.other.slug
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return at


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("abuse") / "data"
    folder.mkdir()
    world = prepare(folder, free_port())
    process = start_server(folder, world.port)
    yield world
    process.terminate()
    process.wait(10)


@pytest.fixture
def anonymous(server) -> Browser:
    return Browser(server.port)


_signed_in: dict[tuple[int, str], dict[str, str]] = {}


@pytest.fixture
def as_role(server):
    """A browser signed in as ``staff``, ``chair``, ``member``, ``other`` or ``admin``."""

    def sign_in(role: str, *, afresh: bool = False) -> Browser:
        browser, key = Browser(server.port), (server.port, role)
        if afresh or key not in _signed_in:
            answer = browser.sign_in(getattr(server.emails, role), PASSWORD)
            assert answer.status == 302, answer.text
            if afresh:
                return browser
            _signed_in[key] = dict(browser.cookies)
        browser.cookies = dict(_signed_in[key])
        return browser

    return sign_in


@pytest.fixture
def stored(server):
    """Look into the server's database from beside it: ``with stored(): …``."""

    @contextlib.contextmanager
    def look():
        with server.app.app_context():
            yield db.session
            db.session.rollback()
            db.session.remove()
            db.engine.dispose()

    return look


@pytest.fixture
def recorded(stored):
    """The codes of all entries since the last call."""
    seen = [0]

    def fresh() -> list[str]:
        with stored() as session:
            rows = session.execute(
                select(AuditEntry.id, AuditEntry.action)
                .where(AuditEntry.id > seen[0])
                .order_by(AuditEntry.id)
            ).all()
        seen[0] = rows[-1].id if rows else seen[0]
        return [row.action for row in rows]

    fresh()
    return fresh
