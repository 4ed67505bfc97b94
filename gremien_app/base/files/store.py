"""Where files lie: ``files/ab/abcdef…`` below the data folder, named after their SHA-256.

A file appears under its name only when it is whole and on the disk, and is never changed. Uploads
and backups hold the lock together; whoever removes files holds it alone.
"""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

if os.name == "posix":
    import fcntl

FOLDER = "files"
_LOCK, _UNFINISHED = "lock", ".unfertig-"
_CHUNK = 1 << 20
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}  # some network drives


class TooLarge(Exception):  # noqa: N818 -- an answer, no error
    """More bytes than are taken; ``size`` as far as they were counted."""


@dataclass(frozen=True)
class Content:
    """Bytes on the disk: their hash and how many they are."""

    sha256: str
    size: int


class Store:
    """The files of one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.root = data_dir / FOLDER

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    @contextmanager
    def desk(self) -> Iterator[Path]:
        """A folder on the same disk for what is not finished; it goes with the ``with`` block."""
        _made(self.root)
        with TemporaryDirectory(dir=self.root, prefix=_UNFINISHED) as name:
            yield Path(name)

    def keep(self, unfinished: Path) -> Content:
        """Move a whole file from the desk under its name; one that is there already stays."""
        content = content_of(unfinished)
        target = self.path(content.sha256)
        _made(target.parent)
        with unfinished.open("rb") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o600)
        unfinished.replace(target)
        sync_folder(target.parent)
        return content

    def hashes(self) -> Iterator[str]:
        """Of all files that lie here, in their order."""
        if self.root.is_dir():
            for folder in sorted(self.root.iterdir()):
                if len(folder.name) == 2 and folder.is_dir():
                    yield from sorted(one.name for one in folder.iterdir())

    def fault(self, sha256: str, size: int, *, looks_inside: bool) -> str:
        """What is wrong with a file, in a German sentence; empty: nothing."""
        path = self.path(sha256)
        if not path.is_file():
            return f"Die Datei {sha256[:12]}… fehlt im Ordner „{FOLDER}“."
        is_same = path.stat().st_size == size
        if is_same and looks_inside:
            is_same = content_of(path).sha256 == sha256
        return "" if is_same else f"Die Datei {sha256[:12]}… im Ordner „{FOLDER}“ ist verändert."

    def remove(self, hashes: Iterable[str]) -> int:
        """Only under the lock ``alone``; answers with how many were there."""
        gone = 0
        for sha256 in hashes:
            path = self.path(sha256)
            gone += path.is_file()
            path.unlink(missing_ok=True)
        return gone

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Until then nothing is removed; waits for whoever removes."""
        with _locked(self.root, alone=False, waits=True):
            yield

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody uploads or backs up just now, and nobody does until the end."""
        with _locked(self.root, alone=True, waits=False) as is_free:
            yield is_free


def write(stream: BinaryIO, target: Path, limit: int) -> int:
    """Copy a stream, a piece at a time; raises ``TooLarge``. Answers with its length."""
    size = 0
    with target.open("wb") as file:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge
            file.write(chunk)
    return size


def content_of(path: Path) -> Content:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Content(digest.hexdigest(), path.stat().st_size)


def sync_folder(folder: Path) -> None:
    """Make a new name itself survive a power cut (POSIX; elsewhere the system sees to it)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _made(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(folder.parent)


@contextmanager
def _locked(root: Path, *, alone: bool, waits: bool) -> Iterator[bool]:
    if os.name != "posix":
        yield True
        return
    _made(root)
    handle = os.open(root / _LOCK, os.O_RDONLY | os.O_CREAT, 0o600)
    try:
        yield _flock(handle, alone=alone, waits=waits)
    finally:
        os.close(handle)


def _flock(handle: int, *, alone: bool, waits: bool) -> bool:
    how = (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | (0 if waits else fcntl.LOCK_NB)
    try:
        fcntl.flock(handle, how)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
