"""A backup is whole or refused; nothing of what is there is touched before that is known."""

from __future__ import annotations

import errno
import json
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.cli.schema import known_revisions
from tests import builders as b


@pytest.fixture
def backup(office: Flask, tmp_path: Path) -> Path:
    return write(office, tmp_path / "sicherungen")


def write(app: Flask, target: Path, later: int = 0) -> Path:
    with app.app_context():
        return archive.write_backup(
            db.engine, app.config["DATA_DIR"], target, b.NOW + timedelta(seconds=later)
        )


def refusal_of(path: Path) -> str:
    with (
        pytest.raises(RuleBroken) as refused,
        archive.opened(path, known_revisions()),
    ):
        pytest.fail("the backup was accepted")
    return refused.value.message


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same zip with other parts."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    path.unlink()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def manifest_with(**values: object) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | values).encode()

    return change


def test_it_holds_a_whole_database_and_is_for_its_owner_only(backup: Path) -> None:
    with archive.opened(backup, known_revisions()) as found:
        with closing(sqlite3.connect(found.database)) as raw:
            slugs = raw.execute("SELECT slug FROM committee ORDER BY slug").fetchall()

        assert slugs == [("stag-queerpolitik",), ("unterarbeitsgruppe",)]
        assert found.rows["committee"] == 2
        assert found.created_at == b.NOW
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert not found.folder.exists()


def test_it_contains_what_still_stands_in_the_log_of_a_running_database(
    office: Flask, tmp_path: Path
) -> None:
    with office.app_context():
        b.committee("gerade-eben")
        db.session.commit()  # in the WAL; nobody has closed the database

        path = write(office, tmp_path)

    with archive.opened(path, known_revisions()) as found:
        assert found.rows["committee"] == 3


def test_a_backup_during_writes_holds_every_change_acknowledged_before(
    office: Flask, tmp_path: Path
) -> None:
    acknowledged: list[int] = []
    enough = threading.Event()

    def write_on() -> None:
        with office.app_context():
            for number in range(60):
                record(SYSTEM, "probe", summary=f"Eintrag {number}")
                db.session.commit()
                acknowledged.append(number)
                if number == 20:
                    enough.set()
            db.session.remove()

    writer = threading.Thread(target=write_on)
    writer.start()
    enough.wait(20)
    before = len(acknowledged)
    path = write(office, tmp_path)
    writer.join()

    with archive.opened(path, known_revisions()) as found, office.app_context():
        with closing(sqlite3.connect(found.database)) as raw:
            saved = raw.execute("SELECT count(*) FROM audit_entry WHERE action='probe'").fetchone()
        assert before <= saved[0] <= 60
        everything = db.session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "probe")
        )
        assert everything == 60


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_backup_is_refused(backup: Path, share: float) -> None:
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])

    assert "keine vollständige Sicherung" in refusal_of(backup)


def test_a_changed_byte_is_found(backup: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        content = bytearray(parts["gremien.db"])
        content[-1] ^= 1
        parts["gremien.db"] = bytes(content)

    assert "„gremien.db“ verändert oder beschädigt" in refusal_of(rewritten(backup, change))


def test_a_backup_of_a_newer_program_is_refused(backup: Path) -> None:
    refusal = refusal_of(rewritten(backup, manifest_with(revision="9999")))

    assert refusal.startswith("Die Sicherung stammt von einer neueren Fassung")


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.pop("manifest.json"),
        lambda parts: parts.update({"../boese.txt": b"x"}),
        lambda parts: parts.update({"manifest.json": b"[1]"}),
        lambda parts: parts.update({"manifest.json": b"\xff"}),
        lambda parts: parts.update({"manifest.json": b" " * 2_000_000}),
        lambda parts: parts.pop("gremien.db"),
        manifest_with(format="other/1"),
        manifest_with(created_at="gestern"),
        manifest_with(files={"../gremien.db": {}}),
        manifest_with(files=[], tables=1),
    ],
)
def test_a_foreign_zip_is_refused(
    backup: Path, change: Callable[[dict[str, bytes]], object]
) -> None:
    refusal = refusal_of(rewritten(backup, lambda parts: (change(parts), None)[1]))

    assert refusal == "Diese Datei ist keine Sicherung von Gremien. Es wurde nichts verändert."


def test_something_else_than_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(b"Sehr geehrte Damen und Herren")

    assert "keine vollständige Sicherung" in refusal_of(path)


def test_a_full_disk_leaves_no_file_that_looks_like_a_backup(
    office: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "write", full)

    with pytest.raises(OSError, match="No space left"):
        write(office, tmp_path / "voll")

    assert list((tmp_path / "voll").iterdir()) == []


def test_rotation_keeps_the_newest_and_touches_nothing_else(office: Flask, tmp_path: Path) -> None:
    written = [write(office, tmp_path, later) for later in range(3)]
    other = tmp_path / "urlaub.zip"
    other.write_bytes(b"")

    deleted = archive.rotate(tmp_path, keep=2)

    assert deleted == [written[0]]
    assert sorted(tmp_path.iterdir()) == sorted([written[1], written[2], other])


def test_two_backups_in_one_second_are_two_files(backup: Path, office: Flask) -> None:
    second = write(office, backup.parent)

    assert archive.backups_in(backup.parent) == [second, backup]
