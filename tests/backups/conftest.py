"""An office with a little of everything, on a database of its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import stamp

from gremien_app.base.extensions import db
from gremien_app.base.mail.models import OutboxMail
from gremien_app.config import Settings
from gremien_app.people.accounts.models import LoginSession
from tests import builders as b

_numbers = itertools.count(1)


@pytest.fixture
def new_office(
    new_database: Callable[[str, str], str], new_app: Callable[..., Flask]
) -> Iterator[Callable[[str], Flask]]:
    """Make an empty database of the newest revision on an engine; answers with its application."""
    made = []

    def create(engine_name: str) -> Flask:
        url = new_database(engine_name, f"backup{next(_numbers)}")
        app = new_app(Settings(data_dir=Path(), database_url=url).database_uri())
        with app.app_context():
            db.create_all()
            stamp()
        made.append(app)
        return app

    yield create
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def office(new_office: Callable[[str], Flask], engine_name: str) -> Flask:
    """An office whose rows point to each other, also to later ones of the same table."""
    app = new_office(engine_name)
    with app.app_context():
        group = b.committee("unterarbeitsgruppe", seats=0)
        group.parent = b.committee("stag-queerpolitik")
        member = b.member(group.parent, b.person("Yıldız", "Ayşe"))
        member.predecessor = b.member(group.parent, b.person("Müller"))
        sitting = b.sitting(group.parent)
        b.item(sitting, "Unterpunkt", parent=b.item(sitting, "Bericht „Zürich“ 🌈"))
        user = b.account("gs@example.org")
        db.session.add_all(
            (
                LoginSession(
                    key_hash="0" * 64,
                    user_id=user.id,
                    created_at=b.NOW,
                    expires_at=b.NOW,
                    last_seen_at=b.NOW,
                ),
                OutboxMail(
                    key="einladung-1",
                    to_address="a@example.org",
                    subject="Einladung",
                    body="Text",
                    created_at=b.NOW,
                    due_at=b.NOW,
                ),
            )
        )
        db.session.commit()
        db.session.remove()
    return app
