"""Two wheels one after the other on a database in use, and back again."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from packaging.version import Version

from gremien_app.operation.service.schema_queries import known
from tests.live import free_port

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "instance", "node_modules", "__pycache__", ".*_cache", "tests", "dist"
)
MIGRATION = """
from alembic import op
import sqlalchemy as sa

revision = "9000"
down_revision = {head!r}
branch_labels = depends_on = None


def upgrade():
    op.create_table("of_the_next_version", sa.Column("id", sa.Integer(), primary_key=True))


def downgrade():
    op.drop_table("of_the_next_version")
"""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("GREMIEN_", "PYTHON"))}
    # The packages that both need lie in this environment; its editable gremien stays outside.
    needed = {"PYTHONPATH": sysconfig.get_path("purelib"), "GREMIEN_FAST_PASSWORDS": "1"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=plain | needed,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


class Machine:
    """An installation of its own with a data folder."""

    def __init__(self, place: Path) -> None:
        self.place, self.data, self.bin = place, place / "data", place / "venv" / "bin"
        self.port = free_port()
        done = run(sys.executable, "-m", "venv", "--without-pip", place / "venv", cwd=place)
        assert done.returncode == 0, done.stderr

    def install(self, wheel: Path) -> None:
        """What the operator types; the other packages are there already."""
        pip = (sys.executable, "-m", "pip", "--python", self.bin / "python", "--quiet")
        options = ("--disable-pip-version-check", "install", "--no-index", "--no-deps")
        plain = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
        command = [str(part) for part in (*pip, *options, "-U", wheel)]
        done = subprocess.run(command, env=plain, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def gremien(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        options = () if "--version" in arguments else ("--data", self.data)
        typed = "ein-langes-passwort\n" if "--password-stdin" in arguments else ""
        return run(self.bin / "gremien", *arguments, *options, cwd=self.place, stdin=typed)

    def add_user(self, address: str) -> None:
        done = self.gremien("create-user", address, "--name", "Kim", "--password-stdin")
        assert done.returncode == 0, done.stderr

    def users(self) -> list[str]:
        with closing(sqlite3.connect(self.data / "gremien.db")) as raw:
            return [row[0] for row in raw.execute("SELECT email FROM user_account ORDER BY id")]

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        return run(self.bin / "python", "-c", code, cwd=self.place)

    @contextmanager
    def serving(self) -> Iterator[None]:
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("GREMIEN_", "PYTHON"))}
        command = [self.bin / "gremien", "serve", "--port", str(self.port), "--data", self.data]
        with (self.place / "log").open("a") as log:
            process = subprocess.Popen(
                [str(part) for part in command],
                env=plain | {"PYTHONPATH": sysconfig.get_path("purelib")},
                stdout=log,
                stderr=log,
            )
        try:
            end = time.monotonic() + 60
            while time.monotonic() < end and process.poll() is None:
                with suppress(OSError):
                    if self.asked("/healthz")[0] == 200:
                        break
                time.sleep(0.1)
            else:
                pytest.fail((self.place / "log").read_text(encoding="utf-8"))
            yield
        finally:
            process.terminate()
            process.wait(30)

    def asked(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()


def build(source: Path, folder: Path) -> Path:
    done = run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.iterdir()
    return wheel


def commit(source: Path, subject: str) -> None:
    for arguments in (("add", "-A"), ("commit", "-q", "-m", subject)):
        who = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org")
        done = run("git", *who, "-c", "commit.gpgsign=false", *arguments, cwd=source)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def wheels(tmp_path: Path) -> tuple[Path, Path]:
    """The program as it is, and the next commit with a migration more."""
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    assert run("git", "init", "-q", cwd=source).returncode == 0
    commit(source, "Eins")
    former = build(source, tmp_path / "former")
    migration = source / "migrations" / "versions" / "9000_next.py"
    migration.write_text(MIGRATION.format(head=known().newest), encoding="utf-8")
    commit(source, "Zwei")
    return former, build(source, tmp_path / "next")


def test_a_database_in_use_is_upgraded_by_the_next_wheel_and_goes_back(
    wheels: tuple[Path, Path], tmp_path: Path
) -> None:
    former, following = wheels
    versions = [Version(wheel.name.split("-")[1]) for wheel in wheels]
    machine = Machine(tmp_path)
    machine.install(former)
    made = machine.gremien("init")
    assert made.returncode == 0, made.stderr
    assert versions[0] < versions[1]
    machine.add_user("eins@example.org")

    with machine.serving():
        saved = machine.gremien("backup", tmp_path / "safe", "--create")
        assert saved.returncode == 0, saved.stderr
        machine.install(following)
        told = machine.gremien("--version").stdout
        refused = machine.gremien("init")
        found = json.loads(machine.gremien("doctor", "--json").stdout)
        # Somebody upgrades the database past the lock, all the same.
        forced = machine.python(
            "from pathlib import Path; from gremien_app import create_app;"
            "from gremien_app.config import load_settings; from flask_migrate import upgrade;"
            f"app = create_app(load_settings(Path({str(machine.data)!r})));"
            "app.app_context().push(); upgrade()"
        )
        assert forced.returncode == 0, forced.stderr
        time.sleep(2.1)  # a verdict is believed for two seconds
        page, health = machine.asked("/"), machine.asked("/healthz")

    assert told.startswith(f"Gremien {versions[1]}")
    assert refused.returncode == 1
    assert "Der Dienst läuft noch" in refused.stderr
    assert next(one for one in found if one["check"] == "Programm")["state"] == "warning"
    assert (page[0], health[0]) == (503, 503)
    assert "neueren Stand (9000)" in page[1]
    assert "neueren Stand (9000)" in json.loads(health[1])["reason"]

    assert machine.gremien("init").returncode == 0
    with machine.serving():
        assert machine.asked("/")[0] == 200
        machine.add_user("zwei@example.org")
    assert machine.users() == ["eins@example.org", "zwei@example.org"]

    machine.install(former)
    (backup,) = (tmp_path / "safe").iterdir()
    too_old = machine.gremien("serve", "--port", str(machine.port))
    database = machine.data / "gremien.db"
    back = machine.gremien("restore", backup, "--replace", "--yes", database)

    assert machine.gremien("--version").stdout.startswith(f"Gremien {versions[0]}")
    assert too_old.returncode == 1
    assert "neueren Fassung" in too_old.stderr
    assert back.returncode == 0, back.stderr
    with machine.serving():
        assert machine.asked("/")[0] == 200
    assert machine.users() == ["eins@example.org"]
