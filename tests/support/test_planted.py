"""A need's words in nothing that leaves the house, and in no file that somebody copies."""

import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import text

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.support import actions
from gremien_app.meetings.support.measures import Measure
from gremien_app.operation.backups.archive_actions import write_backup
from tests import builders as b
from tests.support.conftest import WORD, needs

NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)
PAGES = (
    *("/", "/sitzungen", "/kalender", "/gremien/", "/gremien/stag-behindertenpolitik"),
    *("/protokoll", "/personen", "/postausgang", "/mitgliedschaften.xlsx", "/kalender/alle.ics"),
)


@pytest.fixture
def told(new_app, tmp_path):
    """An application with a database of its own, and needs of two persons in it."""
    with time_machine.travel(NOW, tick=False):
        app = new_app(f"sqlite:///{tmp_path / 'gremien.db'}", data_dir=tmp_path)
        with app.app_context():
            db.create_all()
            # A backup asks which version of the tables it copies.
            db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
            db.session.execute(text("INSERT INTO alembic_version VALUES ('0041')"))
            committee = b.committee()
            sitting = b.sitting(committee, room=b.room())
            office = Viewer(name="Gerda", secretariat_of=frozenset({committee.id}))
            for name in ("Anna", "Bela"):
                person = b.person("Beispiel", name)
                b.member(committee, person)
                words = needs(Measure.BRAILLE, words=f"{WORD} {name}")
                actions.save(office, person, None, words, day=NOW)
                actions.save(office, person, sitting, words, day=NOW)
            b.account("admin@example.org", is_admin=True)
            b.account("bela@example.org", person=person)
            db.session.commit()
            yield app, sitting.id
            db.session.remove()
            db.engine.dispose()


def test_neither_the_database_nor_a_backup_with_its_settings_tells_a_need(told, tmp_path):
    _app, _sitting = told
    files = {one.name: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()}
    backup = write_backup(db.engine, tmp_path, tmp_path / "sicherung", NOW)
    with zipfile.ZipFile(backup) as archive:
        files |= {f"in der Sicherung: {one}": archive.read(one) for one in archive.namelist()}
    key = files.pop("support.key")

    assert {"gremien.db", "in der Sicherung: gremien.db"} <= set(files)
    for secret in (WORD.encode(), b"braille", b"Braille", key.strip()):
        assert [name for name, data in files.items() if secret in data] == []


@pytest.mark.parametrize("email", ["admin@example.org", "bela@example.org", ""])
def test_no_page_of_somebody_else_tells_a_need(told, client, login, email, caplog):
    app, sitting = told
    browser = app.test_client()
    if email:
        browser.post("/anmelden", data={"email": email, "password": b.PASSWORD})
    own = f"{WORD} Anna"
    for page in (*PAGES, f"/sitzungen/{sitting}", f"/sitzungen/{sitting}/tagesordnung", "/suche"):
        answer = browser.get(f"{page}?q={WORD}")
        assert answer.status_code < 500, page
        assert own.encode() not in answer.data, page
        assert b"Braille" not in answer.data, page
    assert browser.get(f"/sitzungen/{sitting}/unterstuetzung").status_code == 404
    assert WORD not in caplog.text.replace(f"q={WORD}", "")
