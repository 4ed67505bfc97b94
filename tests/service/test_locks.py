"""One command has the data for itself; services and other commands keep out of its way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.config import Settings
from gremien_app.operation.cli import cli
from gremien_app.operation.service import lock_actions as locks
from gremien_app.operation.service.lock_actions import UnderMaintenance
from tests.live import Server, prepare_folder

pytestmark = pytest.mark.both_engines


@pytest.fixture
def engine(engine_name: str, new_database: Callable[[str, str], str]) -> Iterator[Engine]:
    url = Settings(data_dir=Path(), database_url=new_database(engine_name, "locks")).database_uri()
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def another(engine: Engine) -> Iterator[Engine]:
    """The same database, as another process sees it."""
    other = create_engine(engine.url)
    yield other
    other.dispose()


def test_who_needs_the_data_alone_is_refused_while_a_service_runs(
    engine: Engine, another: Engine
) -> None:
    assert not locks.is_served(another)
    locks.hold_service(engine)

    with pytest.raises(RuleBroken, match="Nichts ist geschehen") as refused:
        locks.alone(another, "Nichts ist geschehen.").__enter__()

    assert "halten Sie ihn zuerst an" in refused.value.message
    assert locks.is_served(another)


def test_services_and_commands_share_the_data(engine: Engine, another: Engine) -> None:
    locks.hold_service(engine)
    locks.hold_service(another)

    with locks.working(engine), locks.working(another):
        assert locks.is_served(engine)


def test_a_service_does_not_start_while_the_data_are_rebuilt(
    engine: Engine, another: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "START_SECONDS", 0)

    with locks.alone(engine, ""), pytest.raises(UnderMaintenance):
        locks.hold_service(another)


def test_two_who_need_it_alone_come_one_after_the_other(engine: Engine, another: Engine) -> None:
    inside, most = [0], [0]
    start = threading.Barrier(2)

    def work(one: Engine) -> None:
        start.wait(10)
        with locks.alone(one, ""):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            threading.Event().wait(0.2)
            inside[0] -= 1

    threads = [threading.Thread(target=work, args=(one,)) for one in (engine, another)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert most == [1]


def test_who_waits_too_long_is_told(
    engine: Engine, another: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "WAIT_SECONDS", 0)

    with (
        locks.working(engine),
        pytest.raises(RuleBroken, match="Ein anderer Befehl"),
        locks.alone(another, ""),
    ):
        pytest.fail("both have it alone")


def command(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="gremien")


def test_init_waits_for_the_service_to_end_even_when_it_is_killed(
    engine: Engine, tmp_path: Path
) -> None:
    url = engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    folder = prepare_folder(tmp_path / "amt", url)
    assert command("init", "--data", folder).exit_code == 0

    with Server(folder) as server:
        refused = command("init", "--data", folder)
        beside = command("tick", "--data", folder)
        server.kill()
        done = command("init", "--data", folder)

    assert refused.exit_code == 1
    assert "Der Dienst läuft noch" in refused.output
    assert refused.output.rstrip().endswith("Die Datenbank wurde nicht verändert.")
    assert (beside.exit_code, done.exit_code) == (0, 0), beside.output + done.output
