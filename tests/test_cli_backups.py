"""The backup commands, called as people and timers call them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.files.store import Store
from gremien_app.config import load_settings
from gremien_app.operation.cli import cli
from gremien_app.settings_file import write_settings
from tests import builders as build
from tests.live import Server

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [n for n in os.environ if n.startswith("GREMIEN_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GREMIEN_FAST_PASSWORDS", "1")

    def invoke(*arguments: object, stdin: str = "") -> Result:
        return CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin)

    return invoke


@pytest.fixture
def office(run: Run, init_template: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(init_template, tmp_path / "amt"))
    add_user(run, folder, "eins@example.org")
    return folder


def add_user(run: Run, folder: Path, address: str) -> None:
    done = run(
        "create-user", address, "--name", "Kim", "--password-stdin", "--data", folder,
        stdin="ein-langes-passwort\n",
    )  # fmt: skip
    assert done.exit_code == 0, done.output


def addresses(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "gremien.db")) as raw:
        return [row[0] for row in raw.execute("SELECT email FROM user_account ORDER BY id")]


def confirmed(folder: Path) -> tuple[object, ...]:
    return ("--yes", folder / "gremien.db")


def backup_of(run: Run, folder: Path, target: Path) -> Path:
    done = run("backup", target, "--create", "--data", folder)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Gesichert und geprüft: ")
    (path,) = target.glob("gremien-*.zip")
    return path


def test_an_empty_machine_is_restored_with_its_settings(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = backup_of(run, office, tmp_path / "sicherungen")
    new = tmp_path / "neu"

    done = run("restore", path, "--create", "--with-settings", "--data", new)

    assert done.exit_code == 0, done.output
    assert addresses(new) == ["eins@example.org"]
    assert tomllib.loads((new / "gremien.toml").read_text()) == tomllib.loads(
        (office / "gremien.toml").read_text()
    )
    assert (new / "gremien.toml").stat().st_mode & 0o077 == 0
    found = json.loads(run("doctor", "--json", "--data", new).output)
    states = {one["check"]: one["state"] for one in found}
    assert (states["Protokoll"], states["Sicherung"], states["Migrationen"]) == ("ok", "ok", "ok")


def test_present_data_are_replaced_only_when_asked_and_kept_aside(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = backup_of(run, office, tmp_path / "sicherungen")
    add_user(run, office, "zwei@example.org")

    refused = run("restore", path, "--data", office)
    done = run("restore", path, "--data", office, "--replace", *confirmed(office))

    assert refused.exit_code == 1
    assert "Mit „--replace“ werden sie ersetzt" in refused.output
    assert done.exit_code == 0, done.output
    assert addresses(office) == ["eins@example.org"]
    (kept,) = (office / "vor-wiederherstellung").glob("gremien-*.zip")
    again = run("restore", kept, "--data", office, "--replace", *confirmed(office))
    assert again.exit_code == 0
    assert addresses(office) == ["eins@example.org", "zwei@example.org"]


def test_a_bad_backup_is_refused_before_anything_is_touched(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = backup_of(run, office, tmp_path / "sicherungen")
    path.write_bytes(path.read_bytes()[:-100])
    new = tmp_path / "neu"

    done = run("restore", path, "--data", office, "--replace")
    fresh = run("restore", path, "--create", "--data", new)

    assert (done.exit_code, fresh.exit_code) == (1, 1)
    assert "keine vollständige Sicherung" in done.output
    assert addresses(office) == ["eins@example.org"]
    assert not new.exists()
    assert not (office / "vor-wiederherstellung").exists()


def test_the_copy_of_a_database_is_compared(run: Run, office: Path, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'kopie.db'}"

    done = run("copy-database", target, "--data", office)
    again = run("copy-database", target, "--data", office)

    assert done.exit_code == 0, done.output
    assert "Anzahl und Prüfsumme jeder Tabelle stimmen überein.\n" in done.output
    assert "Die bisherige bleibt liegen, mit allen Personendaten" in done.output
    assert again.exit_code == 1
    assert "nicht leer" in again.output


def test_a_missing_file_and_a_foreign_zip_are_named(run: Run, tmp_path: Path) -> None:
    foreign = tmp_path / "urlaub.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("strand.txt", "Sonne")

    missing = run("restore", tmp_path / "fehlt.zip", "--data", tmp_path)
    done = run("restore", foreign, "--data", tmp_path)

    assert "gibt es nicht" in missing.output
    assert "keine Sicherung von Gremien" in done.output


# Moving to another database


def test_the_old_file_goes_when_told_and_the_settings_follow(
    run: Run, office: Path, new_database: Callable[[str, str], str]
) -> None:
    url = new_database("postgresql", "moved")

    done = run("copy-database", url, "--data", office, "--retire")

    assert done.exit_code == 0, done.output
    assert f"Gelöscht ist die alte: {office / 'gremien.db'}" in done.output
    assert list(office.glob("gremien.db*")) == []
    settings = office / "gremien.toml"
    assert tomllib.loads(settings.read_text(encoding="utf-8"))["database_url"] == url
    assert settings.stat().st_mode & 0o077 == 0
    assert "postgresql ist erreichbar" in run("doctor", "--data", office).output


def test_a_database_that_cannot_keep_all_names_is_refused_before_anything_is_made(
    run: Run, office: Path, new_database: Callable[[str, str], str], tmp_path: Path
) -> None:
    url = new_database("postgresql", "unused").replace("unused", "latin")
    maintenance = url.replace(url.split("/")[3].split("?")[0], "postgres")
    name = url.split("/")[3].split("?")[0]
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(
            f"CREATE DATABASE \"{name}\" ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"
        )
    folder = tmp_path / "server"
    folder.mkdir()
    write_settings(folder, database_url=url)

    copied = run("copy-database", url, "--data", office)
    made = run("init", "--data", folder)

    assert (copied.exit_code, made.exit_code) == (1, 1)
    assert all("Zeichenkodierung LATIN1" in one.output for one in (copied, made))
    with psycopg.connect(url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        assert tables.fetchone() == (0,)
    assert addresses(office) == ["eins@example.org"]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://gremien:ge@heim@rechner/gremien",
        "postgresql://gremien:ge@he/im@rechner/gremien",
        "postgresql://gremien:geheim",
        "postgresql://gremien:pw@rechner:geheim/gremien",
    ],
)
def test_signs_in_a_password_are_explained_and_never_shown(
    run: Run, office: Path, url: str
) -> None:
    done = run("copy-database", url, "--data", office)

    assert done.exit_code == 1
    assert "@ als %40, / als %2F" in done.output
    assert "heim" not in done.output.replace("Geheim", "")


def test_nothing_is_copied_while_the_service_runs(run: Run, office: Path, tmp_path: Path) -> None:
    target = tmp_path / "kopie.db"

    with Server(office):
        done = run("copy-database", f"sqlite:///{target}", "--data", office, "--retire")

    assert done.exit_code == 1
    assert "Der Dienst läuft noch" in done.output
    assert not target.exists()
    assert addresses(office) == ["eins@example.org"]


def test_uploaded_files_come_along_and_are_the_same_on_an_empty_machine(
    run: Run, office: Path, tmp_path: Path
) -> None:
    app = create_app(load_settings(office))
    with app.app_context():
        sha256 = build.stored_file(b"%PDF-1.7 Antrag").sha256
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    path = backup_of(run, office, tmp_path / "sicherungen")
    new, other = tmp_path / "neu", tmp_path / "andere.db"

    done = run("restore", path, "--create", "--with-settings", "--data", new)

    assert done.exit_code == 0, done.output
    assert "1 hochgeladene Datei, davon kopiert: 1" in done.output
    assert Store(new).path(sha256).read_bytes() == b"%PDF-1.7 Antrag"
    assert "1 hochgeladene Datei." in run("verify", "--data", new).output
    copied = run("copy-database", f"sqlite:///{other}", "--data", new)
    assert "1 hochgeladene Datei bleibt im Datenordner" in copied.output
    Store(new).path(sha256).unlink()
    assert f"Die Datei {sha256[:12]}… fehlt" in run("verify", "--data", new).output
    damaged = run("backup", tmp_path / "andere", "--create", "--data", new)
    assert damaged.exit_code == 1
    assert "Diese Dateien fehlen in der Sicherung; alles andere ist darin." in damaged.output


def test_what_was_replaced_is_secured_with_its_files(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = backup_of(run, office, tmp_path / "sicherungen")
    app = create_app(load_settings(office))
    with app.app_context():
        sha256 = build.stored_file(b"%PDF-1.7 neu").sha256
        db.session.commit()
        db.session.remove()
        db.engine.dispose()

    done = run("restore", path, "--replace", *confirmed(office), "--data", office)

    assert done.exit_code == 0, done.output
    aside = Store(office / "vor-wiederherstellung")
    assert aside.path(sha256).read_bytes() == b"%PDF-1.7 neu"
