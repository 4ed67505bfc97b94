"""The uploaded files of a backup: once beside all backups of a folder, or within a whole one.

The list of a backup's files lies in its archive; the files are named after their content, so
backups share what is the same, and a new one copies only what is new.
"""

import hashlib
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from enum import Enum
from pathlib import Path
from typing import IO, BinaryIO

from gremien_app.base.files.store import Store, sync_folder
from gremien_app.base.kernel.errors import RuleBroken

Upload = tuple[str, int]  # SHA-256 and length
LIST, INSIDE = "files.txt", "files/"
_CHUNK, _FEW = 1 << 20, 50


class Uploads(Enum):
    """What becomes of the files: ``LINKED`` is for a folder on the same disk, which is quick."""

    BESIDE = "beside"
    LINKED = "linked"
    WHOLE = "whole"
    NONE = "none"


def listed_in(database: Path) -> list[Upload]:
    """The files of a snapshot; of one that is older than files, none."""
    with closing(sqlite3.connect(database)) as raw:
        known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'stored_file'").fetchone()
        found = raw.execute("SELECT sha256, size FROM stored_file ORDER BY sha256") if known else ()
        return [(str(sha256), int(size)) for sha256, size in found]


def as_text(uploads: Iterable[Upload]) -> str:
    return "".join(f"{sha256} {size}\n" for sha256, size in uploads)


def from_text(text: str) -> list[Upload]:
    """Raises ``ValueError`` for what ``as_text`` did not write."""
    found = []
    for line in text.splitlines():
        sha256, size = line.split(" ")
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError(line)
        found.append((sha256, int(size)))
    return found


@contextmanager
def kept(store: Store) -> Iterator[None]:
    """While this lasts, no file of the store is removed; one without files is left as it is."""
    with store.shared() if store.root.is_dir() else nullcontext():
        yield


def copy_beside(
    source: Store, uploads: list[Upload], target: Store, *, links: bool, told: list[str]
) -> list[Upload]:
    """Bring what is new into the folder; answers with all that are there now.

    What is missing or altered is told in a German sentence and left out. A file has its name only
    when its content is on the disk.
    """
    there = set(target.hashes())
    new = [one for one in uploads if one[0] not in there]
    if not new:
        return uploads
    bad = set()
    with target.desk() as desk:
        for upload in new:
            if not _copied(source, upload, desk, links=links):
                bad.add(upload)
                told.append(source.fault(*upload, looks_inside=True) or _UNREADABLE % upload[0])
        _name([one for one in new if one not in bad], desk, target)
    return [one for one in uploads if one not in bad]


_UNREADABLE = "Die Datei %.12s… ließ sich nicht lesen."


def _copied(source: Store, upload: Upload, desk: Path, *, links: bool) -> bool:
    sha256, size = upload
    path, copy = source.path(sha256), desk / sha256
    try:
        if links and path.stat().st_size == size and _linked(path, copy):
            return True
        with path.open("rb") as file, copy.open("wb") as written:
            return _hashed(file, size, written.write) == sha256
    except OSError as error:
        if error.filename == str(path) or isinstance(error, FileNotFoundError):
            return False
        raise  # the target's disk is full


def _linked(path: Path, copy: Path) -> bool:
    """Whether this disk knows two names of one file; stored files are never changed."""
    try:
        os.link(path, copy)
    except OSError:
        return False
    return True


def _hashed(file: IO[bytes], size: int, write: Callable[[bytes], object]) -> str:
    digest, length = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        length += len(chunk)
        digest.update(chunk)
        write(chunk)
    return digest.hexdigest() if length == size else ""


def _name(uploads: list[Upload], desk: Path, target: Store) -> None:
    """Content first, then names: of many files the disk is asked once, not for each."""
    if len(uploads) > _FEW and hasattr(os, "sync"):
        os.sync()
    else:
        for sha256, _size in uploads:
            with (desk / sha256).open("rb") as file:
                os.fsync(file.fileno())
    folders = {target.path(sha256).parent for sha256, _size in uploads}
    for folder in folders:
        folder.mkdir(mode=0o700, exist_ok=True)
    for sha256, _size in uploads:
        (desk / sha256).chmod(0o600)
        (desk / sha256).replace(target.path(sha256))
    for folder in (*folders, target.root):
        sync_folder(folder)


def pack(
    archive: zipfile.ZipFile, source: Store, uploads: list[Upload], told: list[str]
) -> list[Upload]:
    """Write the files into a whole archive, as they are: they are packed already."""
    good = []
    for sha256, size in uploads:
        fault = source.fault(sha256, size, looks_inside=True)
        if fault:
            told.append(fault)
            continue
        archive.write(source.path(sha256), INSIDE + sha256, zipfile.ZIP_STORED)
        good.append((sha256, size))
    return good


class Source:
    """Where the files of an opened backup are read from: beside it or in it."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, uploads: list[Upload]) -> None:
        self.uploads = uploads
        self._archive, self._beside = archive, Store(path.parent)
        self.is_whole = any(name.startswith(INSIDE) for name in archive.namelist())

    def _open(self, sha256: str) -> IO[bytes] | BinaryIO:
        if self.is_whole:
            return self._archive.open(INSIDE + sha256)
        return self._beside.path(sha256).open("rb")

    def require_there(self, *, looks_inside: bool) -> None:
        """Raises ``RuleBroken`` when a file is missing or not what it was."""
        missing = [one for one in self.uploads if not self._is_there(*one)]
        if missing:
            raise RuleBroken(
                f"Zu dieser Sicherung gehören {len(self.uploads)} hochgeladene Dateien im Ordner "
                f"„files“ neben ihr; davon fehlen {len(missing)}. Bitte kopieren Sie den Ordner "
                "mit (oder sichern Sie mit „--whole“ in eine einzige Datei). Es wurde nichts "
                "verändert."
            )
        for sha256, size in self.uploads if looks_inside else ():
            with self._open(sha256) as file:
                if _hashed(file, size, len) != sha256:
                    raise RuleBroken(
                        f"Zu dieser Sicherung gehört die Datei {sha256[:12]}…; sie ist verändert "
                        "oder beschädigt. Es wurde nichts verändert; bitte nehmen Sie eine andere "
                        "Sicherung."
                    )

    def _is_there(self, sha256: str, size: int) -> bool:
        if self.is_whole:
            return self._archive.getinfo(INSIDE + sha256).file_size == size
        path = self._beside.path(sha256)
        return path.is_file() and path.stat().st_size == size

    def bring(self, target: Store) -> int:
        """Copy into the data folder what is not there as it should be; answers with how many."""
        new = [one for one in self.uploads if target.fault(*one, looks_inside=True)]
        if not new:
            return 0
        with target.desk() as desk:
            for sha256, _size in new:
                with self._open(sha256) as file, (desk / sha256).open("wb") as written:
                    shutil.copyfileobj(file, written, _CHUNK)
            _name(new, desk, target)
        return len(new)


def sweep(folder: Path, lists: Callable[[], Iterable[list[Upload]]]) -> int:
    """Remove what no backup of the folder has any more, unless one is being written just now."""
    store = Store(folder)
    if not store.root.is_dir():
        return 0
    with store.alone() as is_free:
        if not is_free:
            return 0
        for left in store.root.glob(".unfertig-*"):  # of one that was killed
            shutil.rmtree(left, ignore_errors=True)
        needed = {sha256 for one in lists() for sha256, _size in one}
        return store.remove([one for one in store.hashes() if one not in needed])
