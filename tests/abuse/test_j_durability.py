"""J: the server process itself (backup, restore and kills are tested where they are made)."""

import contextlib
import shutil
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from click.testing import CliRunner

from gremien_app.operation.cli import cli
from tests.abuse.browser import Browser
from tests.abuse.conftest import free_port, start_server


def test_j9_a_missing_folder_is_told_in_a_sentence(tmp_path):
    done = CliRunner().invoke(cli, ["serve", "--data", str(tmp_path / "fehlt")])

    assert done.exit_code == 1
    assert done.output.startswith("Fehler: Den Datenordner")
    assert str(tmp_path / "fehlt") in done.output
    assert "Traceback" not in done.output


def test_j11_a_stopped_server_finishes_what_it_began(server, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(server.folder / "gremien.toml", folder)
    with (
        contextlib.closing(sqlite3.connect(server.folder / "gremien.db")) as source,
        contextlib.closing(sqlite3.connect(folder / "gremien.db")) as target,
    ):
        source.backup(target)
    port = free_port()
    process = start_server(folder, port)
    browser = Browser(port)
    assert browser.sign_in(server.emails.staff, "gremien-demo").status == 302

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(browser.get, f"/sitzungen/{server.sitting}/niederschrift.docx")
        assert running.result().status == 200
        process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0

    with contextlib.closing(sqlite3.connect(folder / "gremien.db")) as database:
        # What a sign-in lives from is on the disk: the next start finds it.
        assert database.execute("SELECT count(*) FROM login_session").fetchone()[0] >= 1
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
