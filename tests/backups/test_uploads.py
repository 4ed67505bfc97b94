"""Uploaded files in backups: kept once beside them or in a whole one, brought back, never half."""

from __future__ import annotations

import signal
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from gremien_app.base.extensions import db
from gremien_app.base.files.store import Store
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.backups import upload_actions
from gremien_app.operation.backups.upload_actions import Uploads
from gremien_app.operation.cli.schema import known_revisions
from tests import builders as b


@pytest.fixture
def filed(office: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The office with three files."""
    monkeypatch.setitem(office.config, "DATA_DIR", tmp_path / "daten")
    with office.app_context():
        for content in (b"one", b"two", b"three"):
            b.stored_file(content)
        db.session.commit()
        db.session.remove()
    return office


def write(app: Flask, target: Path, later: int = 0, **how: object) -> Path:
    with app.app_context():
        return archive.write_backup(
            db.engine, app.config["DATA_DIR"], target, b.NOW + timedelta(seconds=later), **how
        )


def add(app: Flask, content: bytes) -> str:
    with app.app_context():
        sha256 = b.stored_file(content).sha256
        db.session.commit()
        db.session.remove()
    return sha256


def refusal_of(path: Path) -> str:
    with pytest.raises(RuleBroken) as refused, archive.opened(path, known_revisions()):
        pytest.fail("the backup was accepted")
    return refused.value.message


def test_files_lie_once_beside_all_backups_and_only_new_ones_are_copied(filed, tmp_path):
    target = tmp_path / "sicherungen"
    first = write(filed, target)
    before = {h: Store(target).path(h).stat().st_mtime_ns for h in Store(target).hashes()}
    new = add(filed, b"four")

    second = write(filed, target, later=1)

    after = {h: Store(target).path(h).stat().st_mtime_ns for h in Store(target).hashes()}
    assert len(before) == 3
    assert after == before | {new: after[new]}
    with archive.opened(first, known_revisions()) as found:
        assert [size for _sha256, size in sorted(found.uploads.uploads, key=lambda u: u[1])] == [
            3,
            3,
            5,
        ]
    with archive.opened(second, known_revisions()) as found:
        assert len(found.uploads.uploads) == 4
    assert not list(target.glob("**/.unfertig-*"))


def test_a_whole_backup_is_one_file_that_needs_nothing_beside_it(filed, tmp_path):
    path = write(filed, tmp_path / "sicherungen", uploads=Uploads.WHOLE)
    alone = Path(path.rename(tmp_path / path.name))

    with archive.opened(alone, known_revisions()) as found:
        brought = found.uploads.bring(Store(tmp_path / "neu"))
        again = found.uploads.bring(Store(tmp_path / "neu"))

    assert (brought, again) == (3, 0)
    assert not (tmp_path / "sicherungen" / "files").exists()
    assert sorted(Store(tmp_path / "neu").hashes()) == sorted(
        Store(filed.config["DATA_DIR"]).hashes()
    )


def test_a_backup_without_its_folder_is_refused_and_says_what_is_missing(filed, tmp_path):
    path = write(filed, tmp_path / "sicherungen")
    alone = Path(path.rename(tmp_path / path.name))

    assert "davon fehlen 3. Bitte kopieren Sie den Ordner mit" in refusal_of(alone)


def test_an_altered_file_beside_is_found_before_anything_is_touched(filed, tmp_path):
    target = tmp_path / "sicherungen"
    path = write(filed, target)
    Store(target).path(next(Store(target).hashes())).write_bytes(b"abc")

    assert "verändert oder beschädigt" in refusal_of(path) or "davon fehlen 1" in refusal_of(path)


def test_an_altered_file_in_a_whole_backup_is_found(filed, tmp_path):
    path = write(filed, tmp_path / "s", uploads=Uploads.WHOLE)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = next(one for one in parts if one.startswith("files/"))
    parts[name] = bytes(len(parts[name]))
    with zipfile.ZipFile(path, "w") as new:
        for one, content in parts.items():
            new.writestr(one, content)

    assert "ist verändert oder beschädigt" in refusal_of(path)


@pytest.mark.parametrize("how", [Uploads.BESIDE, Uploads.WHOLE])
def test_what_is_damaged_at_the_office_is_told_and_the_rest_is_saved(filed, tmp_path, how):
    here = Store(filed.config["DATA_DIR"])
    missing, altered, _whole = sorted(here.hashes())
    here.path(missing).unlink()
    here.path(altered).write_bytes(bytes(here.path(altered).stat().st_size))
    told: list[str] = []

    path = write(filed, tmp_path / "sicherungen", uploads=how, told=told)

    assert len(told) == 2
    assert any("fehlt" in one for one in told)
    assert any("verändert" in one for one in told)
    with archive.opened(path, known_revisions()) as found:
        assert len(found.uploads.uploads) == 1


def test_linked_files_take_no_second_place_on_the_disk(filed, tmp_path):
    write(filed, tmp_path / "daneben", uploads=Uploads.LINKED)

    sha256 = next(Store(tmp_path / "daneben").hashes())
    assert (
        Store(tmp_path / "daneben")
        .path(sha256)
        .samefile(Store(filed.config["DATA_DIR"]).path(sha256))
    )


def test_rotation_removes_what_only_the_old_backups_had(filed, tmp_path):
    target = tmp_path / "sicherungen"
    write(filed, target)
    with filed.app_context():
        gone = db.session.query(b.StoredFile).order_by(b.StoredFile.id).first()
        sha256 = gone.sha256
        db.session.delete(gone)
        db.session.commit()
        db.session.remove()
    newest = write(filed, target, later=1)

    with Store(target).shared():
        archive.rotate(target, keep=2)
        assert sha256 in set(Store(target).hashes())
    archive.rotate(target, keep=1)

    assert sha256 not in set(Store(target).hashes())
    with archive.opened(newest, known_revisions()) as found:
        assert len(found.uploads.uploads) == 2


def test_a_backup_that_cannot_be_read_keeps_all_files(filed, tmp_path):
    target = tmp_path / "sicherungen"
    write(filed, target)
    broken = write(filed, target, later=1)
    broken.write_bytes(b"half")
    write(filed, target, later=2)

    archive.rotate(target, keep=2)

    assert len(list(Store(target).hashes())) == 3


def test_the_first_format_is_still_read(office, tmp_path):
    path = write(office, tmp_path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if name != "files.txt"}
    manifest = archive.json.loads(parts["manifest.json"]) | {"format": "gremien-backup/1"}
    del manifest["files"]["files.txt"]
    parts["manifest.json"] = archive.json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)

    with archive.opened(path, known_revisions()) as found:
        assert found.uploads.uploads == []
        assert found.rows["committee"] == 2


@pytest.mark.parametrize("text", ["x 3\n", "../../etc/passwd 3\n", "0" * 64 + " drei\n", "\xff"])
def test_a_list_that_no_backup_wrote_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        upload_actions.from_text(text)


def test_killed_in_the_middle_it_leaves_no_backup_and_the_next_one_is_whole(filed, tmp_path):
    data, target = filed.config["DATA_DIR"], tmp_path / "sicherungen"
    target.mkdir()
    script = (
        "import os, sys\nfrom pathlib import Path\n"
        "from gremien_app.base.files.store import Store\n"
        "from gremien_app.operation.backups import upload_actions as u\n"
        "u._name = lambda *_: os.kill(os.getpid(), 9)\n"
        "source, target = Store(Path(sys.argv[1])), Store(Path(sys.argv[2]))\n"
        "wanted = [(h, source.path(h).stat().st_size) for h in source.hashes()]\n"
        "u.copy_beside(source, wanted, target, links=False, told=[])\n"
    )

    killed = subprocess.run([sys.executable, "-c", script, str(data), str(target)], check=False)
    path = write(filed, target, later=2)

    archive.rotate(target, keep=1)  # nothing to delete
    assert list((target / "files").glob(".unfertig-*")) != []
    write(filed, target, later=1)
    archive.rotate(target, keep=1)
    assert list((target / "files").glob(".unfertig-*")) == []
    assert killed.returncode == -signal.SIGKILL
    with archive.opened(path, known_revisions()) as found:
        assert len(found.uploads.uploads) == 3
    assert {one.name for one in target.iterdir()} == {"files", path.name}
