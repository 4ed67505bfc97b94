"""Tables, migrations and constraints."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import Engine

from gremien_app.base.extensions import db

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def migrated(
    engine_name: str,
    new_database: Callable[[str, str], str],
    new_app: Callable[..., Flask],
) -> Iterator[Engine]:
    app = new_app(new_database(engine_name, "migrated").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade()
        yield db.engine
        db.engine.dispose()


@pytest.mark.both_engines
def test_migrations_build_exactly_the_models(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, db.metadata)

    assert differences == []


def test_migrations_have_one_head() -> None:
    revisions, parents = set(), set()
    for path in (ROOT / "migrations" / "versions").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        revisions |= set(re.findall(r'^revision\b.*?= ["\'](\w+)["\']', source, re.MULTILINE))
        parents |= set(re.findall(r'^down_revision\b.*?= ["\'](\w+)["\']', source, re.MULTILINE))

    assert len(revisions - parents) == 1


def test_every_constraint_has_a_name() -> None:
    unnamed = {
        f"{table.name}: {type(constraint).__name__}"
        for table in db.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    }

    assert unnamed == set()
