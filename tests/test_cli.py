"""The command, called as people and scripts call it."""

import json
import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gremien_app.operation.cli import cli
from gremien_app.settings_file import write_settings

pytestmark = pytest.mark.xdist_group("command")
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("GREMIEN_") or n == "DATABASE_URL"]:
            patch.delenv(name)
        patch.setenv("GREMIEN_FAST_PASSWORDS", "1")
        runner = CliRunner()

        def invoke(*arguments: object, stdin: str = "") -> Result:
            return runner.invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="gremien")

        yield invoke


@pytest.fixture(scope="module")
def demo(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    shutil.copytree(demo_template, folder)
    return folder


@pytest.fixture
def empty(init_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(init_template, tmp_path / "data"))


@pytest.fixture
def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "gremien.db")) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


# Help and refusals


@pytest.mark.parametrize(
    "arguments",
    [(), ("demo",), ("serve",), ("init",), ("import-data",), ("create-user",), ("doctor",),
     ("export",), ("export", "minutes"), ("export", "statistics"),
     ("backup",), ("restore",), ("copy-database",)],
)  # fmt: skip
def test_the_help_is_german(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--help")

    assert done.exit_code == 0
    assert done.output.startswith("Aufruf: gremien")
    for english in ("Usage", "Options", "Show this", "Commands", "required", "default:"):
        assert english not in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("unsinn",), "Den Befehl „unsinn“ gibt es nicht."),
        (("demo", "--unsinn"), "Die Option --unsinn gibt es nicht."),
        (("demo", "--port", "abc"), "„abc“ ist keine ganze Zahl."),
        (("demo", "--port", "0"), "0 liegt nicht im Bereich"),
        (("export", "statistics"), "Es fehlt die Option '--year'."),
        (("import-data",), "Es fehlt die Angabe 'DATEI'."),
    ],
)
def test_wrong_calls_end_with_two_and_a_german_sentence(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    assert message in done.output


def test_without_settings_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("serve", "--data", tmp_path)

    assert done.exit_code == 1
    assert done.output.startswith("Fehler: Es ist kein ausreichend langer geheimer Schlüssel")
    assert "gremien init" in done.output


def test_without_a_database_it_says_what_to_do(run: Run, tmp_path: Path) -> None:
    write_settings(tmp_path)

    done = run("export", "sittings", "--data", tmp_path)

    assert done.exit_code == 1
    assert "„gremien init“ bringt sie auf den Stand." in done.output


def test_a_file_in_the_place_of_the_database_is_told(run: Run, tmp_path: Path) -> None:
    write_settings(tmp_path)
    (tmp_path / "gremien.db").write_text("keine Datenbank" * 100)

    done = run("export", "sittings", "--data", tmp_path)

    assert done.exit_code == 1
    assert done.output.startswith("Fehler: Die Datenbank ist nicht erreichbar")


# The demonstration


def test_the_demo_prints_its_logins_and_marks_its_settings(run: Run, demo: Path) -> None:
    done = run("demo", "--no-serve", "--data", demo)

    settings = tomllib.loads((demo / "gremien.toml").read_text(encoding="utf-8"))
    assert settings["demo"] is True
    assert stat.S_IMODE((demo / "gremien.toml").stat().st_mode) == 0o600
    assert [line.split()[0] for line in done.output.splitlines() if "@" in line] == [
        "admin@demo.example",
        "geschaeftsfuehrung@demo.example",
        "assistenz@demo.example",
        "vorsitz@demo.example",
        "mitglied@demo.example",
        "stellvertretung@demo.example",
        "gast@demo.example",
    ]
    assert "gremien-demo" in done.output


def test_a_second_start_keeps_what_is_there(run: Run, demo: Path) -> None:
    before = count(demo, "audit_entry")

    done = run("demo", "--no-serve", "--data", demo)

    assert done.exit_code == 0
    assert "werden angelegt" not in done.output
    assert count(demo, "audit_entry") == before


def test_reset_makes_the_demo_anew(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ("koeln.json", "demo-2024.json", "demo-users.json")
    monkeypatch.setattr("gremien_app.channels.demo.actions.FILES", files)
    run("demo", "--no-serve", "--data", tmp_path)
    secret = (tmp_path / "gremien.toml").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "gremien.db")) as connection, connection:
        connection.execute("DELETE FROM assignment")

    done = run("demo", "--no-serve", "--reset", "--data", tmp_path)

    assert done.exit_code == 0
    assert count(tmp_path, "assignment") == 12
    assert (tmp_path / "gremien.toml").read_text(encoding="utf-8") == secret


def test_reset_deletes_nothing_that_is_no_demo(run: Run, empty: Path) -> None:
    done = run("demo", "--no-serve", "--reset", "--data", empty)

    assert done.exit_code == 1
    assert "gehören nicht zu einer Vorführung" in done.output
    assert (empty / "gremien.db").exists()


def test_reset_deletes_no_other_peoples_accounts(run: Run, empty: Path) -> None:
    password = "Mein Hund frisst gern Äpfel\n"
    made = run("create-user", "a@b.example", "--name", "A", "--data", empty, stdin=password)
    assert made.exit_code == 0
    with (empty / "gremien.toml").open("a", encoding="utf-8") as file:
        file.write("demo = true\n")

    reset = run("demo", "--no-serve", "--reset", "--data", empty)
    start = run("demo", "--no-serve", "--data", empty)

    assert (reset.exit_code, start.exit_code) == (1, 1)
    assert "enthält keine Vorführdaten. Sie wird nicht gelöscht." in reset.output
    assert "Die Datenbank enthält andere Daten." in start.output
    assert count(empty, "user_account") == 1


def test_a_taken_port_is_told_before_anything_is_made(run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("demo", "--port", port, "--data", tmp_path / "data")

    assert done.exit_code == 1
    assert f"Der Port {port} ist belegt." in done.output
    assert not (tmp_path / "data").exists()


# Exports


def test_sittings_are_exported_as_json(run: Run, demo: Path) -> None:
    rows = json.loads(run("export", "sittings", "--json", "--data", demo).stdout)

    assert {frozenset(row) for row in rows} == {frozenset({"ref", "committee", "date", "state"})}
    assert {row["state"] for row in rows} == {
        "planned", "invited", "running", "closed", "cancelled", "moved",
    }  # fmt: skip


def test_statistics_are_exported_as_json_and_as_text(run: Run, demo: Path) -> None:
    figures = json.loads(
        run("export", "statistics", "--year", 2024, "--json", "--data", demo).stdout
    )
    told = run("export", "statistics", "--year", 2024, "--data", demo).stdout

    assert {name: figures[name] for name in ("committees", "members", "sittings")} == {
        "committees": 5,
        "members": 100,
        "sittings": 22,
    }
    assert told.splitlines()[-1].split() == (
        ["5", "Gremien", "im", "Jahr", "2024", "100", "Mitglieder", "22", "Sitzungen"]
    )


@pytest.mark.parametrize(
    "ref",
    [
        "stag-queerpolitik-2015-09-29",
        "stag-queerpolitik-2016-10-04",
        "stag-behindertenpolitik-2017-11-16",
    ],
)
def test_minutes_and_agenda_are_exported_as_word_files(
    run: Run, demo: Path, tmp_path: Path, ref: str
) -> None:
    for what in ("minutes", "agenda"):
        out = tmp_path / f"{what}.docx"

        done = run("export", what, "--sitting", ref, "--out", out, "--data", demo)

        assert done.exit_code == 0, done.output
        assert out.read_bytes()[:2] == b"PK"


def test_the_signed_file_is_exported_byte_by_byte(run: Run, demo: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(demo / "gremien.db")) as connection:
        (stored,) = connection.execute(
            "SELECT f.data FROM minutes_file f JOIN minutes_version v ON v.id = f.version_id "
            "JOIN minutes m ON m.id = v.minutes_id JOIN sitting s ON s.id = m.sitting_id "
            "WHERE s.ref = 'runder-tisch-2024-02-21' AND f.kind = 'signed'"
        ).fetchone()
    out = tmp_path / "niederschrift.docx"

    run("export", "minutes", "--sitting", "runder-tisch-2024-02-21", "--out", out, "--data", demo)

    assert out.read_bytes() == stored


def test_the_feed_is_exported(run: Run, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "gremium.ics"

    done = run("export", "feed", "--committee", "stag-behindertenpolitik", "--out", out,
               "--data", demo)  # fmt: skip

    assert done.exit_code == 0
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("minutes", "--sitting", "x"), "Eine Sitzung mit der Kennung „x“ gibt es nicht."),
        (("minutes", "--sitting", "rat-2026-10-08"), "gibt es keine Niederschrift"),
        (("feed", "--committee", "x"), "Das Gremium „x“ gibt es nicht"),
    ],
)
def test_what_does_not_exist_is_not_exported(
    run: Run, demo: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    out = tmp_path / "out"

    done = run("export", *arguments, "--out", out, "--data", demo)

    assert done.exit_code == 1
    assert message in done.output
    assert not out.exists()


# Import, accounts, set-up


def test_a_faulty_file_is_refused_with_every_fault(run: Run, empty: Path, tmp_path: Path) -> None:
    file = tmp_path / "daten.json"
    file.write_text(
        json.dumps(
            {
                "format": "gremien/1",
                "persons": [{"ref": "p", "last_name": "Müller"}],
                "sittings": [
                    {"ref": "s", "committee": "x", "date": "2026-02-30", "start": "14:00",
                     "agenda": [{"part": "public"}]}
                ],
            }
        )
    )  # fmt: skip

    done = run("import-data", file, "--data", empty)

    assert done.exit_code == 1
    assert done.output.splitlines() == [
        "sittings[0].date: dieses Datum gibt es nicht (Wert: „2026-02-30“)",
        "sittings[0].agenda[0].title: fehlt",
        (
            "sittings[0].committee: Dieses Gremium ist weder in der Datei noch im Bestand "
            "(Wert: „x“)"
        ),
        "Fehler: 3 Fehler gefunden. Es wurde nichts geschrieben.",
    ]
    assert count(empty, "person") == 0


def test_a_file_is_imported_once(run: Run, empty: Path) -> None:
    file = Path(__file__).parent.parent / "gremien_app" / "data" / "koeln.json"

    first = json.loads(run("import-data", file, "--json", "--data", empty).stdout)
    second = json.loads(run("import-data", file, "--json", "--data", empty).stdout)

    assert first["added"]["sittings"] == second["kept"]["sittings"] == 5
    assert second["added"] == {}


def test_everything_is_exported_and_imported_elsewhere(
    run: Run, demo: Path, empty: Path, tmp_path: Path
) -> None:
    out = tmp_path / "bestand.json"
    told = run("export", "data", "--out", out, "--data", demo).stdout

    done = run("import-data", out, "--data", empty)

    assert "nicht ausgegeben: outbox_mail (Mails, versandte und wartende)" in told
    assert out.stat().st_mode & 0o077 == 0
    assert done.exit_code == 0, done.output
    assert run("verify", "--data", empty).exit_code == 0
    sittings = [run("export", "sittings", "--data", one).stdout for one in (demo, empty)]
    assert sittings[0] == sittings[1]


def test_accounts_are_made_and_refused(run: Run, empty: Path) -> None:
    def create(password: str, *more: str) -> Result:
        return run("create-user", "neu@example.org", "--name", "Zoë", "--data", empty, *more,
                   stdin=f"{password}\n")  # fmt: skip

    short = create("kurz")
    unknown = create("lang-genug", "--secretariat", "gibt-es-nicht")
    made = create("lang-genug", "--admin", "--json")
    again = create("lang-genug")

    assert "Das Passwort braucht mindestens 8 Zeichen." in short.output
    assert "Das Gremium „gibt-es-nicht“ gibt es nicht." in unknown.output
    assert json.loads(made.stdout)["email"] == "neu@example.org"
    assert "gibt es schon ein Benutzerkonto" in again.output
    assert [r.exit_code for r in (short, unknown, made, again)] == [1, 1, 0, 1]


def test_init_makes_settings_database_and_first_account(run: Run, tmp_path: Path) -> None:
    done = run("init", "--data", tmp_path, "--origin", "https://gremien.example.org",
               "--admin-email", "chefin@example.org", "--admin-name", "Änne",
               "--password-stdin", stdin="lang-genug\n")  # fmt: skip
    again = run("init", "--data", tmp_path)

    settings = tomllib.loads((tmp_path / "gremien.toml").read_text(encoding="utf-8"))
    assert done.output.splitlines()[-1] == "Konto angelegt: chefin@example.org"
    assert settings["public_origin"] == "https://gremien.example.org"
    assert len(settings["secret_key"]) >= 32
    assert "demo" not in settings
    assert again.exit_code == 0
    assert count(tmp_path, "user_account") == 1


def test_init_without_a_terminal_says_how_to_make_the_first_account(
    run: Run, tmp_path: Path
) -> None:
    assert "gremien create-user --admin" in run("init", "--data", tmp_path).output


def test_init_does_not_pretend_to_change_the_address(run: Run, tmp_path: Path) -> None:
    run("init", "--data", tmp_path, "--origin", "https://gremien.example.org")

    same = run("init", "--data", tmp_path, "--origin", "https://gremien.example.org/")
    other = run("init", "--data", tmp_path, "--origin", "https://andere.example.org")

    assert same.exit_code == 0
    assert other.exit_code == 1
    assert "Eingestellt ist schon die öffentliche Adresse https://gremien.example.org" in (
        other.output
    )


def test_init_refuses_a_wrong_address_before_writing(run: Run, tmp_path: Path) -> None:
    done = run("init", "--data", tmp_path / "data", "--origin", "gremien.example.org")

    assert done.exit_code == 1
    assert "public_origin muss eine Adresse" in done.output
    assert not (tmp_path / "data").exists()


def test_the_doctor_examines_everything(demo: Path) -> None:
    # In a process of its own: the tests' databases are not as safe as those of the operator.
    command = [sys.executable, "-m", "gremien_app.cli", "doctor", "--json", "--data", str(demo)]
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GREMIEN_")}
    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=False)

    findings = {f["check"]: f for f in json.loads(done.stdout)}
    assert list(findings) == [
        "Einstellungen",
        "Webserver",
        "Programm",
        "Datenbank",
        "Migrationen",
        "Bestand",
        "Mail",
        "Protokoll",
        "Dateien",
        "Ablage",
        "Unterstützung",
        "Sicherung",
        "Speicherplatz",
        "Zeitzone",
        "Uhr",
        "Schriften",
    ]
    assert done.returncode == 0
    assert findings["Datenbank"]["state"] == findings["Migrationen"]["state"] == "ok"
    assert all(f["advice"] for f in findings.values() if f["state"] != "ok")


def test_the_doctor_finds_an_empty_folder_ill(run: Run, tmp_path: Path) -> None:
    nothing = run("doctor", "--data", tmp_path)
    write_settings(tmp_path)
    no_tables = run("doctor", "--data", tmp_path)

    assert (nothing.exit_code, no_tables.exit_code) == (1, 1)
    assert "„gremien init“ bringt die Datenbank auf den Stand." in no_tables.output


# A real process


@pytest.mark.parametrize("way", ["serve", "demo"])
def test_the_server_serves_and_a_second_one_is_refused(
    demo: Path, free_port: int, way: str
) -> None:
    command = [sys.executable, "-m", "gremien_app.cli", way, "--port", str(free_port),
               "--data", str(demo)]  # fmt: skip
    plain = {k: v for k, v in os.environ.items() if not k.startswith("GREMIEN_")}
    with subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, text=True) as server:
        try:
            page = _fetch(f"http://127.0.0.1:{free_port}/healthz")
            style = _fetch(f"http://127.0.0.1:{free_port}/static/css/gremien.css")
            second = subprocess.run(command, env=plain, capture_output=True, text=True, check=False)
        finally:
            server.terminate()
        code = server.wait(timeout=60)

    assert page.status == style.status == 200
    assert style.headers["X-Content-Type-Options"] == "nosniff"
    assert style.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in style.headers
    assert style.headers["Content-Type"].startswith("text/css")
    assert "Server" not in page.headers
    assert second.returncode == 1
    assert second.stderr.startswith(f"Fehler: Der Port {free_port} ist belegt.")
    assert "Traceback" not in second.stderr
    assert code == 0


def _fetch(address: str) -> urllib.request.addinfourl:
    for _ in range(300):  # a minute: the machine may be busy
        try:
            return urllib.request.urlopen(address, timeout=5)
        except (ConnectionError, urllib.error.URLError):
            time.sleep(0.2)
    raise AssertionError("the server does not answer")
