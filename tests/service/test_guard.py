"""A running service whose database is another one says so, on every kind of page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import text

from gremien_app.base.extensions import db
from gremien_app.base.kernel import version
from gremien_app.operation.service import guard_views as guard
from gremien_app.operation.service.schema_queries import known
from tests import builders as b

pytestmark = pytest.mark.both_engines


@pytest.fixture
def served(
    new_database: Callable[[str, str], str],
    new_app: Callable[..., Flask],
    engine_name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    monkeypatch.setattr(guard, "SECONDS", 0.0)
    url = new_database(engine_name, "guarded").replace("sql://", "sql+psycopg://")
    app = new_app(url)
    app.extensions["service_verdict"].until = 0.0  # other tests' applications do not look
    with app.app_context():
        db.create_all()
        stamp()
        b.committee("stag-queerpolitik")
        db.session.commit()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def set_revision(app: Flask, revision: str) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": revision})


def test_a_database_of_another_program_stops_pages_feeds_and_the_health_check(
    served: Flask,
) -> None:
    client = served.test_client()
    paths = ("/", "/kalender/alle.ics", "/healthz", "/gibt-es-nicht")
    before = [client.get(path).status_code for path in paths]

    set_revision(served, "9999")
    answers = [client.get(path) for path in paths]
    refused = client.post("/anmelden", data={"email": "a@example.org"})
    set_revision(served, str(known().newest))

    assert before == [200, 200, 200, 404]
    assert [one.status_code for one in (*answers, refused)] == [503] * 5
    assert all("neueren Stand (9999)" in one.text for one in (answers[0], answers[1], refused))
    assert "neueren Stand (9999)" in answers[2].get_json()["reason"]
    assert {one.headers["Retry-After"] for one in answers} == {"60"}
    assert client.get("/").status_code == 200


def test_the_page_comes_even_where_nobody_can_tell_who_is_signed_in(served: Flask) -> None:
    client = served.test_client()
    with served.app_context():
        b.account("buero@example.org")
        db.session.commit()
    client.post("/anmelden", data={"email": "buero@example.org", "password": b.PASSWORD})
    assert client.get("/konto").status_code == 200

    with served.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE login_session RENAME TO of_the_new_program"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    told = client.get("/konto")

    assert told.status_code == 503
    assert "neueren Stand (9999)" in told.text


def test_a_database_that_was_set_back_is_named_too(served: Flask) -> None:
    set_revision(served, min(known().all))

    told = served.test_client().get("/")

    assert told.status_code == 503
    assert "„gremien init“" in told.text


def test_a_fault_after_an_update_is_told_as_what_it_is(
    served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.testing = False

    def fail() -> None:
        raise LookupError("a template of the new program")

    monkeypatch.setitem(served.view_functions, "portal.start", fail)
    before = served.test_client().get("/")
    monkeypatch.setattr(version, "built_in", lambda _root: version.Release("0.1.9+gabc", "abc"))
    after = served.test_client().get("/")

    assert before.status_code == 500
    assert after.status_code == 503
    assert "während der Dienst lief" in after.text
