"""Restoring names its target, asks, and touches nothing that it was not told to touch."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, create_engine, event, text

from gremien_app.config import database_uri
from gremien_app.operation.backups.archive_actions import Backup
from gremien_app.operation.cli import cli, restoring
from gremien_app.operation.service.schema_queries import known
from tests.live import Server, prepare_folder

Run = Callable[..., Result]
UNTOUCHED = "Es wurde nichts verändert."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [n for n in os.environ if n.startswith("GREMIEN_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GREMIEN_FAST_PASSWORDS", "1")

    def invoke(*arguments: object, stdin: str = "") -> Result:
        return CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin)

    return invoke


def add_user(run: Run, folder: Path, address: str) -> None:
    done = run(
        "create-user", address, "--name", "Kim", "--password-stdin", "--data", folder,
        stdin="ein-langes-passwort\n",
    )  # fmt: skip
    assert done.exit_code == 0, done.output


@pytest.fixture
def office(run: Run, init_template: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(init_template, tmp_path / "amt"))
    add_user(run, folder, "eins@example.org")
    return folder


@pytest.fixture
def saved(run: Run, office: Path, tmp_path: Path) -> Path:
    done = run("backup", tmp_path / "sicherungen", "--create", "--data", office)
    assert done.exit_code == 0, done.output
    (path,) = (tmp_path / "sicherungen").glob("gremien-*.zip")
    return path


@pytest.fixture
def server_database(new_database: Callable[[str, str], str]) -> str:
    return new_database("postgresql", "restored")


def database_name(url: str) -> str:
    return str(create_engine(database_uri(url)).url.database)


def addresses(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "gremien.db")) as raw:
        return [row[0] for row in raw.execute("SELECT email FROM user_account ORDER BY id")]


def rows_of(url: str, query: str) -> list[str]:
    engine = create_engine(database_uri(url))
    try:
        with engine.connect() as connection:
            return [str(one) for one in connection.scalars(text(query))]
    finally:
        engine.dispose()


def put_mail(folder: Path, body: str) -> None:
    with closing(sqlite3.connect(folder / "gremien.db")) as raw:
        raw.execute(
            "INSERT INTO outbox_mail (key, to_address, to_name, subject, body, created_at, "
            "due_at, attempts, last_error, holds_secret) VALUES (hex(randomblob(8)), "
            "'a@example.org', '', 'Einladung', ?, '2026-01-01', '2026-01-01', 0, '', 0)",
            (body,),
        )
        raw.commit()


def snapshot(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but locks, which say nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


def set_in(folder: Path, line: str) -> None:
    path = folder / "gremien.toml"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


# Where it goes


def test_a_practice_restore_takes_neither_database_nor_mail_nor_address_nor_key(
    run: Run, office: Path, tmp_path: Path
) -> None:
    for line in (
        'mail_from = "Amt <amt@example.org>"',
        'smtp_host = "mail.example.org"',
        "contact_months = 24",
    ):
        set_in(office, line)
    run("backup", tmp_path / "s", "--create", "--data", office)
    (path,) = (tmp_path / "s").iterdir()
    probe = tmp_path / "probe"

    done = run("restore", path, "--data", probe, "--create")

    assert done.exit_code == 0, done.output
    assert "Mailserver keiner" in done.output
    kept = tomllib.loads((probe / "gremien.toml").read_text(encoding="utf-8"))
    assert set(kept) == {"secret_key", "contact_months"}
    assert kept["secret_key"] not in (office / "gremien.toml").read_text(encoding="utf-8")
    assert addresses(probe) == ["eins@example.org"]
    assert run("verify", "--data", probe).exit_code == 0


def test_a_practice_beside_a_living_service_leaves_it_alone(
    run: Run, office: Path, server_database: str, tmp_path: Path
) -> None:
    moved = run("copy-database", server_database, "--data", office, "--retire")
    add_user(run, office, "zwei@example.org")
    run("backup", tmp_path / "s", "--create", "--data", office)
    (path,) = (tmp_path / "s").iterdir()
    query = "SELECT email FROM user_account ORDER BY id"

    with Server(office) as server:
        practice = run("restore", path, "--data", tmp_path / "probe", "--create")
        # The former disaster: the backup's own settings lead to the living database.
        there = run("restore", path, "--data", tmp_path / "p2", "--create", "--with-settings",
                    "--replace", "--yes", database_name(server_database))  # fmt: skip
        onto = run("restore", path, "--data", office, "--replace", "--yes",
                   database_name(server_database))  # fmt: skip
        alive = server._healthz().status

    assert moved.exit_code == 0, moved.output
    assert practice.exit_code == 0, practice.output
    assert addresses(tmp_path / "probe") == ["eins@example.org", "zwei@example.org"]
    assert [one.exit_code for one in (there, onto)] == [1, 1]
    assert all("Der Dienst läuft noch" in one.output for one in (there, onto))
    assert not (tmp_path / "p2").exists()
    assert alive == 200
    assert rows_of(server_database, query) == ["eins@example.org", "zwei@example.org"]


def test_a_practice_beside_a_living_sqlite_service_leaves_it_alone(
    run: Run, office: Path, saved: Path, tmp_path: Path
) -> None:
    add_user(run, office, "zwei@example.org")

    with Server(office):
        practice = run("restore", saved, "--data", tmp_path / "probe", "--create")
        onto = run("restore", saved, "--data", office, "--replace", "--yes", office / "gremien.db")

    assert (practice.exit_code, onto.exit_code) == (0, 1)
    assert onto.output.rstrip().endswith(UNTOUCHED)
    assert addresses(office) == ["eins@example.org", "zwei@example.org"]


def test_a_database_of_the_environment_is_not_written_to_by_accident(
    run: Run, saved: Path, server_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", server_database)

    done = run("restore", saved, "--data", tmp_path / "probe", "--create")

    assert done.exit_code == 1
    assert "Umgebungsvariable DATABASE_URL" in done.output
    assert not (tmp_path / "probe").exists()


def test_a_missing_folder_is_perhaps_a_drive_that_is_not_mounted(
    run: Run, office: Path, saved: Path, tmp_path: Path
) -> None:
    restored = run("restore", saved, "--data", tmp_path / "fehlt")
    kept = run("backup", tmp_path / "fehlt", "--data", office)

    assert (restored.exit_code, kept.exit_code) == (1, 1)
    assert all("eingehängt" in one.output for one in (restored, kept))
    assert not (tmp_path / "fehlt").exists()


# Consent


def test_a_named_database_is_told_with_its_host_and_confirmed_by_its_name(
    run: Run, saved: Path, server_database: str, tmp_path: Path
) -> None:
    name = database_name(server_database)
    command = ("restore", saved, "--data", tmp_path / "neu", "--create",
               "--database", server_database)  # fmt: skip

    silent = run(*command)
    wrong = run(*command, "--yes", "gremien-produktion")
    assert not (tmp_path / "neu").exists()
    typed = run(*command, stdin=f"{name}\n")

    assert (silent.exit_code, wrong.exit_code, typed.exit_code) == (1, 1, 0), typed.output
    assert f"Ziel: PostgreSQL-Datenbank „{name}“ auf " in silent.output
    assert f"--yes {name}" in silent.output
    assert all(UNTOUCHED in one.output for one in (silent, wrong))
    assert rows_of(server_database, "SELECT email FROM user_account") == ["eins@example.org"]
    kept = tomllib.loads((tmp_path / "neu" / "gremien.toml").read_text(encoding="utf-8"))
    assert kept["database_url"] == server_database


@pytest.mark.parametrize("options", [(), ("--replace",), ("--replace", "--yes", "gremien.db")])
def test_without_consent_nothing_is_touched(
    run: Run, office: Path, saved: Path, options: tuple[str, ...]
) -> None:
    before = snapshot(office)

    done = run("restore", saved, "--data", office, *options)

    assert done.exit_code == 1
    assert UNTOUCHED in done.output
    assert snapshot(office) == before


def test_the_backup_of_another_office_is_asked_about(
    run: Run, office: Path, saved: Path, init_template: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(init_template, tmp_path / "andere"))
    add_user(run, other, "fremd@example.org")
    command = ("restore", saved, "--data", other, "--replace", "--yes", other / "gremien.db")

    refused = run(*command)
    declined = run(*command, stdin="nein\n")
    meant = run(*command, "--foreign")

    assert [one.exit_code for one in (refused, declined, meant)] == [1, 1, 0], meant.output
    assert "anderen Einrichtung" in refused.output
    assert "--foreign" in refused.output
    assert addresses(other) == ["eins@example.org"]


# What is told


def test_mails_that_waited_are_counted_and_do_not_leave_by_themselves(
    run: Run, office: Path, tmp_path: Path
) -> None:
    put_mail(office, "Text")
    put_mail(office, "Text")
    run("backup", tmp_path / "s", "--create", "--data", office)
    (path,) = (tmp_path / "s").iterdir()

    done = run("restore", path, "--data", tmp_path / "probe", "--create")

    assert "2 Mails warteten beim Sichern auf den Versand." in done.output
    assert "wartend: 0" in run("tick", "--data", tmp_path / "probe").output


# When it fails


def test_a_full_disk_leaves_a_new_folder_as_it_was(
    run: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _text: str) -> None:
        path.write_text("halb", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(restoring, "write_whole", full)
    empty = tmp_path / "leer"
    empty.mkdir()

    fresh = run("restore", saved, "--data", tmp_path / "neu", "--create")
    there = run("restore", saved, "--data", empty)

    assert (fresh.exit_code, there.exit_code) == (1, 1)
    assert "Der Speicher ist voll." in fresh.output
    assert not (tmp_path / "neu").exists()
    assert snapshot(empty) == {}


def test_a_disk_that_fills_up_in_the_middle_leaves_the_former_data(
    run: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Path(shutil.copytree(office, tmp_path / "klein"))
    add_user(run, small, "zwei@example.org")
    put_mail(office, "x" * 2_000_000)
    run("backup", tmp_path / "s", "--create", "--data", office)
    (path,) = (tmp_path / "s").iterdir()
    put_back = restoring.actions.put_back

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")  # SQLite's own "disk is full"

    def on_a_small_disk(found: Backup, engine: Engine, now: datetime) -> str:
        event.listen(engine, "connect", limit)
        engine.dispose()
        return put_back(found, engine, now)

    monkeypatch.setattr(restoring.actions, "put_back", on_a_small_disk)
    done = run("restore", path, "--data", small, "--replace", "--yes", small / "gremien.db")

    assert done.exit_code == 1
    assert "unverändert der bisherige Stand. Gesichert ist er unter" in done.output
    assert addresses(small) == ["eins@example.org", "zwei@example.org"]
    assert run("verify", "--data", small).exit_code == 0


# Back to the former program


@pytest.mark.parametrize("revision", ["9999", "0001"])
def test_a_database_of_another_program_is_kept_beside_when_the_backup_comes_back(
    run: Run, office: Path, saved: Path, server_database: str, tmp_path: Path, revision: str
) -> None:
    name = database_name(server_database)
    folder = prepare_folder(tmp_path / "server", server_database)
    (folder / "gremien.toml").chmod(0o600)
    assert run("init", "--data", folder).exit_code == 0
    add_user(run, folder, "neuer@example.org")
    engine = create_engine(database_uri(server_database))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE from_the_future (id SERIAL PRIMARY KEY)"))
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": revision})
    engine.dispose()

    done = run("restore", saved, "--data", folder, "--replace", "--foreign", "--yes", name)

    assert done.exit_code == 0, done.output
    (beside,) = rows_of(
        server_database,
        "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'vor_wiederherstellung%'",
    )
    assert beside in done.output
    query = "SELECT email FROM {}user_account"
    assert rows_of(server_database, query.format("")) == ["eins@example.org"]
    assert rows_of(server_database, query.format(f'"{beside}".')) == ["neuer@example.org"]
    assert run("doctor", "--data", folder).exit_code == 0
    add_user(run, folder, "danach@example.org")


def test_an_sqlite_database_of_a_newer_program_is_saved_and_replaced(
    run: Run, office: Path, saved: Path
) -> None:
    with closing(sqlite3.connect(office / "gremien.db")) as raw:
        raw.execute("CREATE TABLE from_the_future (id INTEGER PRIMARY KEY)")
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()

    done = run("restore", saved, "--data", office, "--replace", "--yes", office / "gremien.db")

    assert done.exit_code == 0, done.output
    with closing(sqlite3.connect(office / "gremien.db")) as raw:
        names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
        (revision,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    assert "from_the_future" not in names
    assert revision == known().newest
    assert len(list((office / "vor-wiederherstellung").iterdir())) == 1
