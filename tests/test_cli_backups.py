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

import pytest
from click.testing import CliRunner, Result

from gremien_app.cli import cli

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


def backup_of(run: Run, folder: Path, target: Path) -> Path:
    done = run("backup", target, "--data", folder)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("Gesichert und geprüft: ")
    (path,) = target.glob("gremien-*.zip")
    return path


def test_an_empty_machine_is_restored_with_its_settings(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = backup_of(run, office, tmp_path / "sicherungen")
    new = tmp_path / "neu"

    done = run("restore", path, "--data", new)

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
    done = run("restore", path, "--data", office, "--replace")

    assert refused.exit_code == 1
    assert "Mit „--replace“ werden sie ersetzt" in refused.output
    assert done.exit_code == 0, done.output
    assert addresses(office) == ["eins@example.org"]
    (kept,) = (office / "vor-wiederherstellung").glob("gremien-*.zip")
    assert run("restore", kept, "--data", office, "--replace").exit_code == 0
    assert addresses(office) == ["eins@example.org", "zwei@example.org"]


def test_a_bad_backup_is_refused_before_anything_is_touched(
    run: Run, office: Path, tmp_path: Path
) -> None:
    path = backup_of(run, office, tmp_path / "sicherungen")
    path.write_bytes(path.read_bytes()[:-100])
    new = tmp_path / "neu"

    done = run("restore", path, "--data", office, "--replace")
    fresh = run("restore", path, "--data", new)

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
    assert done.output.endswith("Anzahl und Prüfsumme jeder Tabelle stimmen überein.\n")
    assert again.exit_code == 1
    assert "nicht leer" in again.output


def test_a_missing_file_and_a_foreign_zip_are_named(run: Run, tmp_path: Path) -> None:
    foreign = tmp_path / "urlaub.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("strand.txt", "Sonne")

    missing = run("restore", tmp_path / "fehlt.zip", "--data", tmp_path / "neu")
    done = run("restore", foreign, "--data", tmp_path / "neu")

    assert "gibt es nicht" in missing.output
    assert "keine Sicherung von Gremien" in done.output
