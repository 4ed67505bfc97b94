"""The test client refuses requests that break the house's guarantees."""

import pytest
from flask import Response, request

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.web.access import RULES, Rule
from gremien_app.people.accounts.models import FailedSignIn

PAGE = """<!doctype html><html lang="de"><head><title>Probe</title></head>
<body><main><h1>Probe</h1></main></body></html>"""


def entry():
    return FailedSignIn(account_hash="x", at=utc_now())


def tidy():
    return PAGE


def untidy():
    return PAGE.replace("<h1>Probe</h1>", "")


def write():
    db.session.add(entry())
    db.session.commit()
    return PAGE


def flush():
    db.session.add(entry())
    db.session.flush()
    return PAGE


def leave():
    db.session.add(entry())
    return PAGE


def twice():
    for _ in range(2):
        db.session.add(entry())
        db.session.commit()
    return PAGE


def echo():
    return Response(request.form["name"], mimetype="text/plain")


@pytest.fixture(scope="module")
def probe(new_database, new_app):
    app = new_app(new_database("sqlite", "probe"))
    with app.app_context():
        db.create_all()
    with pytest.MonkeyPatch.context() as patch:
        for view in (tidy, untidy, write, flush, leave, twice, echo):
            app.add_url_rule(f"/{view.__name__}", view_func=view, methods=["GET", "POST"])
            patch.setitem(RULES, view.__name__, Rule(EVERYONE))
        with app.app_context():
            yield app.test_client()
            db.session.remove()
            db.engine.dispose()


def test_a_tidy_page_passes(probe):
    assert probe.get("/tidy").status_code == 200


def test_one_commit_passes(probe):
    assert probe.post("/write").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "message"),
    [
        ("get", "/untidy", "is a bad page"),
        ("get", "/write", "writes"),
        ("post", "/flush", "leaves unsaved changes"),
        ("post", "/leave", "leaves unsaved changes"),
        ("post", "/twice", "commits 2 times"),
    ],
)
def test_it_refuses(probe, method, path, message):
    with pytest.raises(AssertionError, match=message):
        getattr(probe, method)(path)


def test_a_form_carries_its_token_and_its_data(probe):
    assert probe.post("/echo", data={"name": "Wert"}).text == "Wert"


def test_queries_of_a_request_are_counted(probe, query_count):
    with query_count() as counted:
        probe.post("/write")

    assert (counted.count, len(counted.writes), counted.commits) == (1, 1, 1)


@pytest.mark.both_engines
@pytest.mark.parametrize("_again", [1, 2])
def test_rows_of_one_test_are_gone_in_the_next(app, db_session, _again):
    assert db_session.query(FailedSignIn).count() == 0

    db_session.add(entry())
    db_session.commit()


@pytest.mark.both_engines
def test_the_database_is_the_real_one(app, engine_name):
    assert db.engine.dialect.name == engine_name


def test_the_clock_stops_in_cologne(freeze):
    with freeze("2026-07-01 10:00"):
        assert utc_now().isoformat() == "2026-07-01T08:00:00+00:00"
