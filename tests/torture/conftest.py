"""An office under torture. ``make torture`` does at length what ``make test`` does in short."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.config import load_settings
from gremien_app.operation.cli.schema import migrate_database
from tests import builders as b
from tests.live import Browser, Server, prepare_folder

EMAIL = "geschaeftsfuehrung@example.org"


def length(name: str, short: int) -> int:
    """How often: set by ``make torture``, a handful otherwise."""
    return int(os.environ.get(f"TORTURE_{name}", short))


@dataclass
class Office:
    """A server, the data behind it, and the objects that the tests write to."""

    folder: Path
    server: Server
    sitting_id: int
    item_ids: list[int]
    slug: str

    def browser(self) -> Browser:
        return Browser(self.server.origin).sign_in(EMAIL, b.PASSWORD)

    def app(self) -> Flask:
        return create_app(load_settings(self.folder, fast_passwords=True))


@pytest.fixture
def office(
    engine_name: str, new_database: Callable[[str, str], str], tmp_path: Path
) -> Iterator[Office]:
    url = "" if engine_name == "sqlite" else new_database(engine_name, "torture")
    folder = prepare_folder(tmp_path / "amt", url)
    app = create_app(load_settings(folder, fast_passwords=True))
    with app.app_context():
        migrate_database()
        committee = b.committee()
        b.account(EMAIL, secretariat_of=[committee])
        sitting = b.sitting(committee)
        items = [b.item(sitting, f"Punkt {number}") for number in range(4)]
        made = sitting.id, [item.id for item in items], committee.slug
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    server = Server(folder)
    try:
        yield Office(folder, server.start(), *made)
    finally:
        server.kill()
