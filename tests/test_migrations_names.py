"""Databases of before know no former names; what is in them stays as it is."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database
from gremien_app.people.persons.models import FormerName, Person
from tests.test_migrations import old_office  # noqa: F401 -- a fixture

pytestmark = pytest.mark.both_engines


def test_names_that_are_there_stay_and_none_is_taken_for_a_former_one(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0014")
    with db.engine.connect() as connection:
        before: list[Any] = list(connection.execute(text("SELECT first_name FROM person")))

    migrate_database()

    person = db.session.query(Person).one()
    assert [(person.first_name,)] == before
    assert (person.former_names, db.session.query(FormerName).count()) == ([], 0)
    assert verify_chain().faults == []
