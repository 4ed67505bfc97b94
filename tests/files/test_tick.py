"""What ``gremien tick``, ``verify`` and ``doctor`` do with uploaded files, as commands."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.files import queries
from gremien_app.base.files.kinds import Kind
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.store import Store
from gremien_app.base.kernel.clock import utc_now
from gremien_app.config import load_settings
from gremien_app.operation.cli import cli
from tests import builders as build
from tests.files import samples

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [n for n in os.environ if n.startswith("GREMIEN_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    return lambda *arguments: CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def office(init_template: Path, tmp_path: Path) -> Path:
    """With a paper whose file nobody has read yet, and a file that nothing needs any more."""
    folder = Path(shutil.copytree(init_template, tmp_path / "amt"))
    with create_app(load_settings(folder)).app_context():
        stored = build.stored_file(samples.docx("Straßenbäume"), kind=Kind.DOCX)
        build.paper(build.item(build.sitting(build.committee())), stored=stored)
        build.stored_file(b"old", unused_since=utc_now() - timedelta(days=31))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return folder


def test_tick_reads_new_files_and_removes_what_nothing_needs(run: Run, office: Path) -> None:
    done = json.loads(run("tick", "--json", "--data", office).output)
    again = json.loads(run("tick", "--json", "--data", office).output)

    assert (done["Dateien gelesen"], done["Dateien gelöscht"]) == (2, 1)
    assert "Dateien gelesen" not in again
    with create_app(load_settings(office)).app_context():
        (kept,) = db.session.query(StoredFile).all()
        assert "strassenbaume" in queries.words_of(kept.id)
        assert list(queries.store().hashes()) == [kept.sha256]
        db.session.remove()
        db.engine.dispose()


def test_nothing_is_removed_while_a_backup_runs(run: Run, office: Path) -> None:
    with Store(office).shared():
        done = json.loads(run("tick", "--json", "--data", office).output)

    assert "Dateien gelöscht" not in done
    assert len(list(Store(office).hashes())) == 2


def test_doctor_and_verify_name_a_missing_file(run: Run, office: Path) -> None:
    run("tick", "--data", office)
    well = json.loads(run("doctor", "--json", "--data", office).output)
    (sha256,) = Store(office).hashes()
    Store(office).path(sha256).unlink()

    ill = json.loads(run("doctor", "--json", "--data", office).output)

    shown = {one["check"]: one["message"] for one in well}
    assert shown["Ablage"].startswith("1 Datei, ")
    assert f"{sha256[:12]}… fehlt" in {one["check"]: one["message"] for one in ill}["Protokoll"]
    assert run("verify", "--data", office).exit_code == 1
