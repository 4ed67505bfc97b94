"""The demonstration loaded once per engine; tests only read from it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.channels.demo import actions as demo
from gremien_app.channels.exchange import actions
from gremien_app.channels.exchange.actions import import_file
from gremien_app.config import Settings

NOW = datetime(2026, 11, 25, 14, 20, tzinfo=BERLIN)  # a Wednesday


@pytest.fixture(scope="session")
def demo_apps(
    new_database: Callable[[str, str], str], new_app: Callable[..., Flask]
) -> Iterator[Callable[[str], Flask]]:
    made: dict[str, Flask] = {}

    def get(engine_name: str) -> Flask:
        if engine_name not in made:
            address = new_database(engine_name, "demonstration")
            url = Settings(data_dir=Path(), database_url=address).database_uri()
            made[engine_name] = new_app(url, demo=True)
            with made[engine_name].app_context():
                db.create_all()
                demo.load(NOW)
                db.session.commit()
        return made[engine_name]

    yield get
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def demo_app(demo_apps: Callable[[str], Flask], engine_name: str) -> Iterator[Flask]:
    app = demo_apps(engine_name)
    with app.app_context():
        yield app
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def load(db_session: Any) -> Callable[..., actions.Report]:
    """Load a small file given as keyword arguments."""

    def load(**tables: Any) -> actions.Report:
        return actions.import_value({"format": "gremien/1", **tables}, NOW, source="test.json")

    return load


@pytest.fixture
def koeln(db_session: Any) -> actions.Report:
    return import_file(demo.FOLDER / "koeln.json", NOW)
