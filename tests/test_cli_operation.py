"""Regular work and safe starts: tick, mail-test, rotate-key, serve."""

import errno
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from click.testing import CliRunner, Result
from sqlalchemy.exc import OperationalError

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.config import load_settings
from gremien_app.operation.cli import cli
from gremien_app.operation.cli.base import GermanGroup

pytestmark = pytest.mark.xdist_group("command")
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch) -> Run:
    for name in [n for n in os.environ if n.startswith("GREMIEN_") or n == "DATABASE_URL"]:
        monkeypatch.delenv(name)
    runner = CliRunner()

    def invoke(*arguments: object, **environment: str) -> Result:
        return runner.invoke(cli, [str(a) for a in arguments], env=environment, prog_name="gremien")

    return invoke


@pytest.fixture
def data(init_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(init_template, tmp_path / "data"))


@pytest.fixture
def mail_server() -> Iterator[dict[str, str]]:
    """Settings of a server that takes everything."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port, ready_timeout=60)
    server.start()
    yield {
        "GREMIEN_SMTP_HOST": "127.0.0.1",
        "GREMIEN_SMTP_PORT": str(port),
        "GREMIEN_SMTP_SECURITY": "none",
        "GREMIEN_MAIL_FROM": "Gremien <gremien@example.org>",
    }
    server.stop()


def test_tick_finds_nothing_to_do_on_a_fresh_installation(run, data):
    done = run("tick", "--data", data, "--json")

    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert {told[name] for name in ("versandt", "verschoben", "aufgegeben", "wartend")} == {0}


def test_a_test_mail_leaves(run, data, mail_server):
    done = run("mail-test", "kim@example.org", "--data", data, **mail_server)

    assert (done.exit_code, done.output) == (0, "Die Probemail an kim@example.org ist versandt.\n")


def test_a_test_mail_says_what_is_missing(run, data, mail_server):
    nothing = run("mail-test", "kim@example.org", "--data", data)
    nobody = run("mail-test", "kim", "--data", data, **mail_server)
    silent = run(
        "mail-test", "kim@example.org", "--data", data, **mail_server | {"GREMIEN_SMTP_PORT": "9"}
    )

    assert "Es ist kein Mailserver eingerichtet" in nothing.output
    assert "keine E-Mail-Adresse" in nobody.output
    assert "Über 127.0.0.1:9 ging die Probemail nicht hinaus. Dort nimmt" in silent.output
    assert {nothing.exit_code, nobody.exit_code, silent.exit_code} == {1}


def test_doctor_knows_whether_mail_is_set_up(run, data, mail_server):
    def mail(**environment):
        found = json.loads(run("doctor", "--data", data, "--json", **environment).output)
        return next(one for one in found if one["check"] == "Mail")

    assert mail()["state"] == "warning"
    assert mail(**mail_server)["state"] == "ok"
    with socket.socket() as probe:  # bound, but nobody listens
        probe.bind(("127.0.0.1", 0))
        away = mail_server | {"GREMIEN_SMTP_PORT": str(probe.getsockname()[1])}
        assert mail(**away)["state"] == "error"
        assert run("doctor", "--data", data, **away).exit_code == 1


def test_doctor_says_when_a_web_server_is_before_the_service_and_no_proxy_is_set(run, data):
    def told(**settings):
        done = run("doctor", "--json", "--data", data, **settings)
        return next(one for one in json.loads(done.output) if one["check"] == "Webserver")

    public = {"GREMIEN_PUBLIC_ORIGIN": "https://gremien.example.org"}
    assert told()["state"] == "ok"
    assert told(**public)["state"] == "warning"
    assert told(**public, GREMIEN_PROXIES="1")["state"] == "ok"


def test_doctor_says_when_more_proxies_are_set_than_requests_come_through(run, data):
    public = {"GREMIEN_PUBLIC_ORIGIN": "https://gremien.example.org", "GREMIEN_PROXIES": "2"}
    app = create_app(load_settings(data, public_origin=public["GREMIEN_PUBLIC_ORIGIN"], proxies=2))
    client = app.test_client()

    def told():
        done = run("doctor", "--json", "--data", data, **public)
        return next(one for one in json.loads(done.stdout) if one["check"] == "Webserver")

    headers = {"Host": "gremien.example.org", "X-Forwarded-For": "198.51.100.7"}
    before = told()
    client.get("/anmelden", headers=headers | {"X-Forwarded-For": "198.51.100.7, 10.0.0.1"})
    fitting = told()
    client.get("/anmelden", headers=headers)
    with app.app_context():
        db.engine.dispose()

    assert (before["state"], fitting["state"]) == ("ok", "ok")
    assert told()["state"] == "warning"
    assert "proxies = 2, eine Anfrage kam aber über 1" in told()["message"]


def test_the_key_is_rotated(run, data):
    former = load_settings(data).secret_key

    done = run("rotate-key", "--data", data)

    assert done.exit_code == 0, done.output
    assert load_settings(data).secret_key_fallbacks == (former,)


def test_a_key_of_the_environment_is_not_rotated_in_the_file(run, data):
    former = load_settings(data).secret_key

    done = run("rotate-key", "--data", data, GREMIEN_SECRET_KEY=former)

    assert (done.exit_code, load_settings(data).secret_key) == (1, former)


def test_without_settings_there_is_no_key_to_rotate(run, tmp_path):
    assert "gremien init" in run("rotate-key", "--data", tmp_path).output


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "unverschlüsselt im Netz"),
        ({"GREMIEN_DEMO": "1"}, "öffentlich bekannte Passwörter"),
        (
            {"GREMIEN_PUBLIC_ORIGIN": "https://g.example.org", "GREMIEN_FAST_PASSWORDS": "1"},
            "fast_passwords",
        ),
        ({"GREMIEN_PUBLIC_ORIGIN": "http://g.example.org"}, "nicht verschlüsselt"),
        ({"GREMIEN_SECRET_KEY": "geheim"}, "geheimer Schlüssel"),
        ({"FLASK_DEBUG": "1"}, "Entwicklungsmodus"),
    ],
)
def test_an_unsafe_server_is_not_started(run, data, environment, told):
    done = run("serve", "--host", "0.0.0.0", "--data", data, **environment)

    assert (done.exit_code, told in done.output) == (1, True), done.output


def test_init_again_takes_the_same_address_and_says_what_it_does_not_do(run, tmp_path):
    folder = tmp_path / "neu"
    who = ("--admin-email", "kim@example.org", "--admin-name", "Kim", "--password-stdin")
    address = ("--origin", "https://gremien.example.org/")
    CliRunner().invoke(
        cli,
        ["init", "--data", str(folder), *address, *who],
        input="ein-langer-satz-1\n",
        prog_name="gremien",
    )

    again = run("init", "--data", folder, *address, *who)

    assert again.exit_code == 0, again.output
    assert "für kim@example.org wurde keines angelegt" in again.output


AWAY = {"GREMIEN_DATABASE_URL": "postgresql://a:geheim@127.0.0.1:1/amt"}


@pytest.mark.parametrize("command", ["init", "serve", "tick", "verify", "backup ."])
def test_a_database_that_is_away_is_told_in_a_sentence(run, data, command):
    done = run(*command.split(), "--data", data, **AWAY)

    assert done.exit_code == 1
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Die Datenbank ist nicht erreichbar" in done.stderr
    assert "geheim" not in done.output


def test_doctor_looks_at_what_it_can_when_the_database_is_away(run, data):
    done = run("doctor", "--json", "--data", data, **AWAY)

    found = {one["check"]: one for one in json.loads(done.stdout)}
    assert (done.exit_code, found["Datenbank"]["state"]) == (1, "error")
    assert "„amt“ auf 127.0.0.1:1 ist nicht erreichbar" in found["Datenbank"]["message"]
    assert {"Einstellungen", "Webserver", "Speicherplatz", "Zeitzone"} <= set(found)
    assert "geheim" not in done.output


def test_a_fresh_installation_has_no_account(run, data):
    assert "Es gibt noch kein Konto" in run("init", "--data", data).output


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (sqlite3.OperationalError("database or disk is full"), "Der Speicher ist voll oder"),
        (sqlite3.OperationalError("unable to open database file"), "darin schreiben darf."),
        (OSError(errno.ENOSPC, "No space left on device"), "Der Speicher ist voll."),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "/x: Dafür fehlt das Recht."),
        (FileNotFoundError(errno.ENOENT, "No such file", "/x"), "/x: Das gibt es nicht."),
    ],
)
def test_what_the_machine_refuses_is_told_in_a_german_sentence(error, sentence):
    @click.group(cls=GermanGroup)
    def group():
        """Stands for every command."""

    @group.command()
    def fails():
        raise error

    done = CliRunner().invoke(group, ["fails"])

    assert done.exit_code == 1
    assert done.output.startswith("Fehler: ")
    assert sentence in done.output


def test_two_who_set_up_at_once_make_one_installation(tmp_path):
    folder = tmp_path / "neu"
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GREMIEN_")}
    command = [sys.executable, "-m", "gremien_app.cli", "init", "--data", str(folder)]

    both = [
        subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]
    told = [one.communicate(timeout=120)[0].decode() for one in both]

    assert [one.returncode for one in both] == [0, 0], told
    assert sorted("angelegt" in one for one in told) == [False, True]
    assert load_settings(folder).secret_key
    assert [path.name for path in folder.iterdir() if "toml" in path.name] == ["gremien.toml"]


def test_an_upgrade_that_is_cut_off_says_how_far_it_came(run, data, monkeypatch):
    with closing(sqlite3.connect(data / "gremien.db")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.commit()

    def cut_off():
        raise OperationalError("ALTER TABLE", {}, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr("flask_migrate.upgrade", cut_off)
    done = run("init", "--data", data)

    assert done.exit_code == 1
    assert "abgebrochen (disk I/O error). Sie steht auf 0001" in done.output
    assert "noch einmal auf" in done.output
