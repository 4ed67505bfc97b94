"""Files stay the service's, whoever types the command."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gremien_app.config import load_settings
from gremien_app.operation.cli import cli, owner

SERVICE = 65534  # "nobody", who exists everywhere
Run = Callable[..., Result]
needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="gehört root (only root gives files away)"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [n for n in os.environ if n.startswith("GREMIEN_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(a) for a in arguments], prog_name="gremien")

    return invoke


@pytest.fixture
def data(init_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(init_template, tmp_path / "data"))


def give_to_the_service(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, SERVICE, SERVICE)


def owners(folder: Path) -> set[int]:
    return {path.stat().st_uid for path in (folder, *folder.rglob("*"))}


@needs_root
@pytest.mark.parametrize(
    "command",
    [("init",), ("tick",), ("verify",), ("export", "sittings"), ("backup", "{other}"), ("serve",)],
)
def test_another_user_is_told_the_command_that_works(
    run: Run, data: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    give_to_the_service(data)

    done = run(*(part.format(other=tmp_path) for part in command), "--data", data)

    name = owner.user_name(SERVICE)
    words = " ".join(part for part in command if "{" not in part)
    assert done.exit_code == 1
    assert f"sudo -u {name} gremien {words} --data {data}" in done.output
    assert owners(data) == {SERVICE}


@needs_root
def test_root_rotates_the_key_and_the_file_stays_the_services(run: Run, data: Path) -> None:
    give_to_the_service(data)
    (data / "gremien.toml").chmod(0o640)
    former = load_settings(data).secret_key

    done = run("rotate-key", "--data", data)

    assert done.exit_code == 0, done.output
    assert load_settings(data).secret_key_fallbacks == (former,)
    found = (data / "gremien.toml").stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (SERVICE, SERVICE, 0o640)
    assert owners(data) == {SERVICE}


def test_what_another_user_may_not_own_he_does_not_write(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner.os, "geteuid", lambda: os.getuid() + 7)
    monkeypatch.setattr(owner, "owner_of", lambda _folder: SERVICE)
    before = (data / "gremien.toml").read_bytes()

    done = run("rotate-key", "--data", data)

    assert done.exit_code == 1
    assert f"sudo -u {owner.user_name(SERVICE)} gremien rotate-key" in done.output
    assert (data / "gremien.toml").read_bytes() == before


def test_the_command_to_use_tells_no_password(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owner, "owner_of", lambda _folder: SERVICE + 1)

    done = run("copy-database", "postgresql://gremien:geheim@rechner/x", "--data", data)

    assert "gremien copy-database --data" in done.output
    assert "geheim" not in done.output


def finding(run: Run, data: Path, check: str) -> dict[str, str]:
    found: list[dict[str, str]] = json.loads(run("doctor", "--json", "--data", data).output)
    return next(one for one in found if one["check"] == check)


def test_the_doctor_names_files_that_others_may_read(run: Run, data: Path) -> None:
    before = finding(run, data, "Dateien")
    (data / "gremien.toml").chmod(0o644)

    told = finding(run, data, "Dateien")

    assert before["state"] == "ok"
    assert told["state"] == "error"
    assert "gremien.toml ist für andere zugänglich (Rechte 0644)" in told["message"]
    assert told["advice"] == f"chmod 600 {data / 'gremien.toml'}"
    assert run("doctor", "--data", data).exit_code == 1


def test_a_state_of_the_record_that_cannot_be_noted_is_an_error(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GREMIEN_FAST_PASSWORDS", "1")
    made = CliRunner().invoke(
        cli,
        ["create-user", "a@example.org", "--name", "A", "--password-stdin", "--data", str(data)],
        input="ein-langes-passwort\n",
    )
    assert made.exit_code == 0, made.output
    (data / "audit-heads.log").mkdir()  # what cannot be written, also not by root

    done = run("tick", "--data", data)

    assert done.exit_code == 1
    assert "Fehler: Der Stand des Protokolls ließ sich nicht" in done.output


@needs_root
def test_a_service_without_the_right_to_write_does_not_start(data: Path, tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415 -- this test alone starts a program

    shared = Path("/tmp") / f"gremien-rechte-{os.getpid()}"  # tmp_path is closed to others
    shutil.copytree(data, shared)
    shared.chmod(0o755)
    for path in shared.iterdir():
        path.chmod(0o644)
    code = (
        "import os, sys; from gremien_app.cli import main;"
        f"os.setgid({SERVICE}); os.setuid({SERVICE});"
        f"sys.argv = ['gremien', 'serve', '--data', {str(shared)!r}]; main()"
    )
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GREMIEN_")}
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], env=plain, capture_output=True, text=True, check=False
        )
    finally:
        shutil.rmtree(shared)

    assert done.returncode == 1
    assert (
        f"läuft als „{owner.user_name(SERVICE)}“ und darf {shared} nicht schreiben" in done.stderr
    )
    assert "Traceback" not in done.stderr
