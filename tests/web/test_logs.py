"""What the service writes down: each problem once, on one line, without what was typed."""

import json
import logging

import pytest
from lxml import html
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.logs import OneLine, set_up
from gremien_app.config import SettingsError, load_settings
from gremien_app.people.accounts import actions as accounts
from gremien_app.people.accounts.actions import Place
from tests import builders as b

NAME = "Kim Geheim"


@pytest.fixture
def line(app, caplog):
    """What the service would write of the last thing logged."""

    def written(kind="text"):
        return OneLine(kind).format(caplog.records[-1])

    return written


@pytest.fixture
def as_on_a_server(app, monkeypatch):
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def fails_with(error):
    def fail(*_args, **_more):
        raise error

    return fail


@pytest.mark.parametrize("kind", ["text", "json"])
def test_a_fault_is_one_line_with_its_place_and_without_what_was_typed(app, caplog, line, kind):
    try:
        b.account("kein@example.org", name=[NAME])
    except Exception:
        logging.getLogger("gremien_app").exception("Exception on /sitzungen [GET]")
    db.session.rollback()

    told = line(kind)
    assert told.count("\n") == 0
    assert NAME not in told
    assert ".py:" in told
    if kind == "json":
        assert json.loads(told)["level"] == "ERROR"


def test_the_values_of_a_refused_row_are_not_told(app, caplog, line):
    said = Exception(f"duplicate key\nDETAIL:  Key (name)=({NAME}) already exists.")
    try:
        raise ProgrammingError("INSERT", {"name": NAME}, said)  # noqa: TRY301 -- as the driver
    except ProgrammingError:
        logging.getLogger("gremien_app").exception("Exception")

    assert "duplicate key" in line()
    assert NAME not in line()


def test_no_statement_tells_its_values(app):
    with pytest.raises(OperationalError) as failed:
        db.session.execute(text("SELECT :name FROM gibt_es_nicht"), {"name": NAME})
    db.session.rollback()

    assert NAME not in str(failed.value)


def test_a_fault_is_logged_once_with_the_number_of_the_page(
    as_on_a_server, client, caplog, monkeypatch, app
):
    monkeypatch.setitem(app.view_functions, "portal.imprint", fails_with(KeyError(NAME)))

    answer = client.get("/impressum")

    errors = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert answer.status_code == 500
    assert len(errors) == 1
    assert answer.headers["X-Request-ID"] in OneLine("text").format(errors[0])


def gone(*_args, **_more):
    raise OperationalError("SELECT", {}, Exception("server closed the connection unexpectedly"))


@pytest.mark.parametrize("path", ["/impressum", "/kalender/alle.ics"])
def test_a_database_that_is_gone_is_503_with_the_time_to_come_again(
    as_on_a_server, app, client, caplog, monkeypatch, path
):
    for endpoint in ("portal.imprint", "calendars.all_feed"):
        monkeypatch.setitem(app.view_functions, endpoint, gone)

    answer = client.get(path)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("text/plain" in answer.headers["Content-Type"]) == path.endswith(".ics")
    assert len(caplog.records) == 1


def test_a_foreign_name_gets_a_page_with_the_right_address_and_one_line(app, client, caplog):
    for _ in range(2):
        answer = client.get("/sitzungen", headers={"Host": "fremd-fuer-logs.example"})

    assert answer.status_code == 400
    assert app.config["PUBLIC_ORIGIN"] in answer.text
    assert "fremd-fuer-logs" not in answer.text
    links = [link.get("href") for link in html.document_fromstring(answer.text).xpath("//a")]
    away = [link for link in links if not link.startswith((app.config["PUBLIC_ORIGIN"], "#"))]
    assert (len(links) > 5, away) == (True, [])
    assert len([one for one in caplog.messages if "fremd-fuer-logs.example" in one]) == 1


def test_a_burst_of_wrong_passwords_is_one_line_with_a_shortened_address(app, caplog):
    b.account("buero@example.org")
    place = Place("203.0.113.77", "Firefox")
    for _ in range(13):
        try:
            accounts.require_not_throttled("buero@example.org", place, b.NOW)
        except RuleBroken:
            continue
        accounts.sign_in("buero@example.org", "falsch", None, place, b.NOW, None)

    bursts = [one for one in caplog.messages if "angehalten" in one]
    assert len(bursts) == 1
    assert "203.0.113.x" in bursts[0]
    assert "203.0.113.77" not in caplog.text
    assert "buero@" not in caplog.text


def test_the_service_has_one_handler_for_all(new_app, new_database, monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    app = new_app(new_database("sqlite", "logs"), log_format="json")
    before = app.logger.handlers[:]
    try:
        set_up(app)

        assert len(logging.getLogger().handlers) + len(app.logger.handlers) == 1
    finally:
        app.logger.handlers[:] = before


def test_an_unknown_form_of_the_log_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="log_format"):
        load_settings(tmp_path, secret_key="only-for-tests-" * 4, log_format="xml")
