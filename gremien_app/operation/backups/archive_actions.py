"""The backup file: a zip with the database, the settings and a manifest of checksums.

Of uploaded files it holds the list; they lie beside it, once for all backups of the folder, or in
it when it is to be whole (``upload_actions``).

The database in it is always SQLite, whichever engine the office runs; so a backup can be
looked at with any SQLite program and restored to either engine.
"""

import hashlib
import json
import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

from gremien_app.base.files.store import Store, sync_folder
from gremien_app.base.kernel import version
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.operation.backups import copy_actions as copies
from gremien_app.operation.backups import upload_actions
from gremien_app.operation.backups.upload_actions import (
    INSIDE,
    LIST,
    Source,
    Upload,
    Uploads,
    as_text,
    copy_beside,
    from_text,
    listed_in,
)
from gremien_app.operation.service import schema_queries as schema
from gremien_app.settings_file import SETTINGS_FILE

FORMAT = "gremien-backup/2"
_READ = {"gremien-backup/1", FORMAT}  # the first knew no uploaded files
DATABASE, MANIFEST = "gremien.db", "manifest.json"
HEADS = "audit-heads.log"
_BESIDE = (SETTINGS_FILE, HEADS)
_NAME = re.compile(r"gremien-\d{8}T\d{6}Z\.zip")
_MAX_MANIFEST, _MAX_LIST = 1_000_000, 64_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """A checked backup, unpacked in a folder that disappears with the ``with`` block."""

    created_at: datetime
    revision: str
    folder: Path
    rows: dict[str, int]
    uploads: Source

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def file(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.is_file() else None


def write_backup(
    engine: Engine,
    data_dir: Path,
    target: Path,
    now: datetime,
    *,
    uploads: Uploads = Uploads.BESIDE,
    told: list[str] | None = None,
) -> Path:
    """Write a backup of the running system into the folder ``target``; answers with its path.

    The database first: every file it knows is there as long as this lasts. The backup appears
    under its name only when it is whole and on the disk. Files that are missing or altered are
    left out and added to ``told`` in German. Raises ``OSError`` (full or read-only disk).
    """
    target.mkdir(parents=True, exist_ok=True)
    path = _free_path(target, now.astimezone(UTC))
    source, beside, told = Store(data_dir), Store(target), [] if told is None else told
    with (
        TemporaryDirectory(dir=target, prefix=".unfertig-") as name,
        upload_actions.kept(source),
        ExitStack() as held,
    ):
        folder = Path(name)
        revision = _snapshot(engine, folder / DATABASE)
        parts = {DATABASE: folder / DATABASE}
        parts |= {one: data_dir / one for one in _BESIDE if (data_dir / one).is_file()}
        wanted = listed_in(folder / DATABASE) if uploads is not Uploads.NONE else []
        unfinished = folder / "backup.zip"
        with zipfile.ZipFile(unfinished, "x", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            if uploads is Uploads.WHOLE:
                wanted = upload_actions.pack(archive, source, wanted, told)
            elif wanted:
                held.enter_context(beside.shared())  # until its name stands for them
                links = uploads is Uploads.LINKED
                wanted = copy_beside(source, wanted, beside, links=links, told=told)
            parts[LIST] = folder / LIST
            parts[LIST].write_text(as_text(wanted), encoding="ascii")
            archive.writestr(MANIFEST, _manifest_of(folder, parts, revision, now))
            for one, part in parts.items():
                archive.write(part, one)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o600)
        unfinished.replace(path)
    sync_folder(target)
    return path


def _manifest_of(folder: Path, parts: dict[str, Path], revision: str, now: datetime) -> str:
    told = {
        "format": FORMAT,
        "created_at": now.astimezone(UTC).isoformat(),
        "revision": revision,
        "program": version.this().version,
        "tables": _sums_of(folder / DATABASE),
        "files": {one: _fingerprint(part) for one, part in parts.items()},
    }
    return json.dumps(told, indent=1)


def _free_path(target: Path, now: datetime) -> Path:
    """Named after the moment; the second one of a second is named after the next."""
    while (path := target / f"gremien-{now:%Y%m%dT%H%M%SZ}.zip").exists():
        now += timedelta(seconds=1)
    return path


def backups_in(target: Path) -> list[Path]:
    """The backups in a folder, newest first; other files are none of ours."""
    return sorted((p for p in target.iterdir() if _NAME.fullmatch(p.name)), reverse=True)


def rotate(target: Path, keep: int, fresh: Path | None = None) -> list[Path]:
    """Delete all but the newest ``keep`` backups of the folder; answers with the deleted ones.

    ``fresh`` was written just now and stays, whatever a wrong clock has called it.
    """
    old = [path for path in backups_in(target)[keep:] if path != fresh]
    for path in old:
        path.unlink()
    if old:
        with suppress(RuleBroken, zipfile.BadZipFile, OSError):  # unreadable: perhaps it needs them
            upload_actions.sweep(target, lambda: map(_uploads_of, backups_in(target)))
    return old


def _uploads_of(path: Path) -> list[Upload]:
    with zipfile.ZipFile(path) as archive:
        return _list_in(archive)


def _list_in(archive: zipfile.ZipFile) -> list[Upload]:
    """The uploaded files of a backup; raises ``RuleBroken`` when the list is none."""
    if LIST not in archive.namelist():
        return []
    if archive.getinfo(LIST).file_size > _MAX_LIST:
        raise _altered(LIST)
    try:
        return from_text(archive.read(LIST).decode("ascii"))
    except ValueError as error:
        raise _altered(LIST) from error


@contextmanager
def opened(
    path: Path, known_revisions: frozenset[str], *, looks_inside: bool = True
) -> Iterator[Backup]:
    """A backup, checked from the first to the last byte before anything is done with it.

    ``looks_inside`` off: the uploaded files were read a moment ago, only their lengths are looked
    at. Raises ``RuleBroken`` for a foreign, truncated, altered or newer one.
    """
    with TemporaryDirectory(prefix="gremien-") as name, ExitStack() as held:
        folder = Path(name)
        try:
            archive = held.enter_context(zipfile.ZipFile(path))
            manifest = _manifest(archive)
            _unpack(archive, manifest["files"], folder)
            uploads = Source(path, archive, _list_in(archive))
            uploads.require_there(looks_inside=looks_inside)
        except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
            raise RuleBroken(
                f"„{path.name}“ ist keine vollständige Sicherung (abgebrochen kopiert oder keine "
                "Sicherung). Es wurde nichts verändert."
            ) from error
        revision = str(manifest["revision"])
        if revision not in known_revisions:
            raise RuleBroken(
                f"Die Sicherung stammt von einer neueren Fassung des Programms (Stand {revision}). "
                "Bitte installieren Sie zuerst diese Fassung. Es wurde nichts verändert."
            )
        _require_whole_database(folder / DATABASE, revision)
        yield Backup(
            created_at=datetime.fromisoformat(manifest["created_at"]),
            revision=revision,
            folder=folder,
            rows={table: one["rows"] for table, one in manifest["tables"].items()},
            uploads=uploads,
        )


def _snapshot(engine: Engine, path: Path) -> str:
    """A consistent copy of the database as an SQLite file; answers with its revision."""
    if engine.dialect.name == "sqlite":
        raw = engine.raw_connection()
        try:
            with closing(sqlite3.connect(path)) as target:
                # The backup API sees what still stands in the WAL; a copied file would not.
                raw.driver_connection.backup(target)  # type: ignore[union-attr]  # sqlite3's own
                target.execute("PRAGMA journal_mode=DELETE")
        finally:
            raw.close()
        return _revision(path)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as source:
        revision = str(source.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
        with sqlite_file(path) as target:
            schema.build(target, revision)
            copies.copy_rows(source, target)
            target.commit()
    return revision


@contextmanager
def sqlite_file(path: Path) -> Iterator[Connection]:
    """A connection to an SQLite file that leaves no other file beside it."""
    engine = create_engine(f"sqlite:///{path}")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")


def _sums_of(path: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as raw:
        names = sorted(
            row[0]
            for row in raw.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        )
        count = 'SELECT count(*) FROM "{}"'  # of names that the database itself has told
        return {name: {"rows": raw.execute(count.format(name)).fetchone()[0]} for name in names}


def _fingerprint(path: Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {"size": path.stat().st_size, "sha256": digest.hexdigest()}


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    names = archive.namelist()
    foreign = RuleBroken("Diese Datei ist keine Sicherung von Gremien. Es wurde nichts verändert.")
    if names.count(MANIFEST) != 1 or archive.getinfo(MANIFEST).file_size > _MAX_MANIFEST:
        raise foreign
    try:
        manifest = json.loads(archive.read(MANIFEST))
        files, is_ours = manifest["files"], manifest["format"] in _READ
        datetime.fromisoformat(manifest["created_at"])
        revision, tables = manifest["revision"], manifest["tables"]
    except (ValueError, KeyError, TypeError) as error:
        raise foreign from error
    shaped = isinstance(files, dict) and isinstance(tables, dict) and isinstance(revision, str)
    if not (is_ours and shaped and set(names) - _inside(archive) == {MANIFEST, *files}):
        raise foreign
    if DATABASE not in files or not set(files) <= {DATABASE, LIST, *_BESIDE}:
        raise foreign
    return dict(manifest)


def _inside(archive: zipfile.ZipFile) -> set[str]:
    """The members of a whole archive that are uploaded files: all of its list, or none."""
    listed = {INSIDE + sha256 for sha256, _size in _list_in(archive)}
    return listed if listed <= set(archive.namelist()) else set()


def _unpack(archive: zipfile.ZipFile, files: dict[str, Any], folder: Path) -> None:
    for name, expected in files.items():
        if archive.getinfo(name).file_size != expected.get("size"):
            raise _altered(name)
        digest = hashlib.sha256()
        with archive.open(name) as packed, (folder / name).open("wb") as file:
            while chunk := packed.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != expected.get("sha256"):
            raise _altered(name)


def _altered(name: str) -> RuleBroken:
    return RuleBroken(
        f"In der Sicherung ist „{name}“ verändert oder beschädigt. Es wurde nichts verändert; "
        "bitte nehmen Sie eine andere Sicherung."
    )


def _require_whole_database(path: Path, revision: str) -> None:
    try:
        with closing(sqlite3.connect(path)) as raw:
            whole = raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            pointing = not raw.execute("PRAGMA foreign_key_check").fetchall()
        whole = whole and pointing and _revision(path) == revision
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise _altered(DATABASE)


def _revision(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        try:
            return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        except (sqlite3.OperationalError, TypeError) as error:
            raise RuleBroken(
                "Die Datenbank ist noch nicht eingerichtet. „gremien init“ richtet sie ein."
            ) from error
