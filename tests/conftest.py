"""Fixtures of all tests. Data-layer tests run on both databases, views on SQLite."""

import fcntl
import gc
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.config import Settings
from tests.databases import (
    Trace,
    empty_changed_tables,
    new_postgresql_database,
    postgresql_server,
    traced,
)
from tests.page_client import PageClient, watch_sessions

DATA_LAYER = re.compile(r"test_(models|queries|actions)\w*\.py")
PASSWORD = "gremien-demo"
LONGEST = {"test_upgrade.py", "test_packaging.py", "test_cli.py"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine_name" not in metafunc.fixturenames:
        return
    marked = metafunc.definition.get_closest_marker("both_engines")
    both = marked or DATA_LAYER.fullmatch(metafunc.definition.path.name)
    names = ["sqlite", "postgresql"] if both else ["sqlite"]
    if metafunc.definition.get_closest_marker("postgresql_only"):
        names = ["postgresql"]
    metafunc.parametrize("engine_name", names, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: begun last, it would leave the other cores idle."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Thousands of tests stay until the end; the collector need not look at them again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def run_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What all workers of this run share; what is made in it is made under a lock."""
    root = tmp_path_factory.getbasetemp()
    return root.parent if hasattr(request.config, "workerinput") else root


@pytest.fixture(scope="session")
def compiled(run_folder: Path) -> BytecodeCache:
    """The templates, compiled once for all applications that the tests make."""
    folder = run_folder / "templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session", autouse=True)
def _known_addresses() -> Iterator[None]:
    """Compile each address once: the tests make hundreds of applications with the same ones."""
    compiled: dict[tuple[Any, ...], Any] = {}
    # Nine tenths of making an application; private to Werkzeug, so it may be gone one day.
    compile_builder = getattr(Rule, "_compile_builder", None)
    if compile_builder is None:
        yield
        return

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, rule.host, rule.subdomain, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    return getattr(request.config, "workerinput", {}).get("workerid", "gw0")


@pytest.fixture(scope="session")
def new_database(
    worker: str, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str
) -> Callable[[str, str], str]:
    """Create an empty database on an engine; answers with its address."""

    def create(engine_name: str, name: str) -> str:
        if engine_name == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp(name) / 'gremien.db'}"
        return new_postgresql_database(postgresql_server(testrun_uid), f"{name}_{worker}")

    return create


@pytest.fixture(scope="session")
def new_app(
    tmp_path_factory: pytest.TempPathFactory, compiled: BytecodeCache
) -> Callable[..., Flask]:
    def create(database_url: str, **settings: Any) -> Flask:
        values = {
            "data_dir": tmp_path_factory.mktemp("instance"),
            "secret_key": "only-for-tests-" * 4,
            "database_url": database_url,
            "fast_passwords": True,
        }
        app = create_app(Settings(**(values | settings)))
        app.testing = True
        # Its look at the schema, every two seconds, would be counted among a page's queries.
        app.extensions["service_verdict"].until = math.inf
        app.test_client_class = PageClient
        app.jinja_env.bytecode_cache = compiled
        watch_sessions(app)
        return app

    return create


@pytest.fixture(scope="session")
def apps(new_database: Callable[[str, str], str], new_app: Callable[..., Flask]) -> Any:
    """Give one app with its tables per engine, made when first asked for."""
    made: dict[str, Flask] = {}

    def get(engine_name: str) -> Flask:
        if engine_name not in made:
            app = new_app(Settings.database_uri(_url_only(new_database(engine_name, "tests"))))
            with app.app_context():
                db.create_all()
            made[engine_name] = app
        return made[engine_name]

    yield get
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


def _url_only(url: str) -> Settings:
    return Settings(data_dir=Path(), database_url=url)


@pytest.fixture(scope="session")
def demo_template(run_folder: Path) -> Path:
    """The data folder of ``gremien demo``, made once for all workers; copy it, do not change it."""
    return _made_once(run_folder / "demo-template", "demo", "--no-serve")


@pytest.fixture(scope="session")
def init_template(run_folder: Path) -> Path:
    """The data folder of ``gremien init``, likewise: a fresh installation without an account."""
    return _made_once(run_folder / "init-template", "init")


def _made_once(folder: Path, *command: str) -> Path:
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        whole = Path(f"{folder}.whole")
        if not whole.exists():
            subprocess.run(
                [sys.executable, "-m", "gremien_app.cli", *command, "--data", str(folder)],
                check=True,
                capture_output=True,
                env={
                    name: value
                    for name, value in os.environ.items()
                    if not name.startswith("GREMIEN_") and name != "DATABASE_URL"
                },
            )
            whole.touch()
    return folder


@pytest.fixture
def app(apps: Callable[[str], Flask], engine_name: str) -> Iterator[Flask]:
    app = apps(engine_name)
    with app.app_context():
        yield app
        db.session.rollback()
        db.session.remove()
        empty_changed_tables(db.engine, db.metadata)


@pytest.fixture
def db_session(app: Flask) -> Session:
    return db.session()


@pytest.fixture
def client(app: Flask) -> PageClient:
    return app.test_client()


@pytest.fixture
def new_client(app: Flask) -> Callable[[], PageClient]:
    """For tests in which several people sit at their own browsers."""
    return app.test_client


@pytest.fixture
def login() -> Callable[..., PageClient]:
    """Sign a user in by the real form."""

    def sign_in(client: PageClient, user: Any, password: str = PASSWORD) -> PageClient:
        response = client.post("/anmelden", data={"email": user.email, "password": password})
        assert response.status_code in {302, 303}, "the sign-in was refused"
        return client

    return sign_in


@pytest.fixture
def query_count() -> Callable[[], AbstractContextManager[Trace]]:
    """``with query_count() as counted: …; assert counted.count == 3``."""
    return traced


@pytest.fixture
def freeze() -> Callable[..., AbstractContextManager[None]]:
    """``with freeze("2026-11-22 10:00"):`` stops the clock; texts without zone mean Köln."""

    @contextmanager
    def stop(moment: datetime | str) -> Iterator[None]:
        if isinstance(moment, str):
            moment = datetime.fromisoformat(moment)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=BERLIN)
        with time_machine.travel(moment, tick=False):
            yield

    return stop


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        terminalreporter.write_line("Nichts übersprungen (nothing was skipped).")
        return
    terminalreporter.section("Übersprungen (skipped)")
    reasons: dict[str, int] = {}
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"{number} ×: {reason.removeprefix('Skipped: ')}")
