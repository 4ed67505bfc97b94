"""Feeds as files, shared by all processes: made once per version and day, then only sent.

A file that cannot be read, is damaged or of another version counts as none; a folder that
cannot be written means that feeds are made anew each time.
"""

import logging
import os
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

log = logging.getLogger(__name__)

_FORMAT = "gremien-feed-1"
_FORGOTTEN_SECONDS = 3 * 24 * 3600
_HEAD = 512  # bytes; more than any first line
# What servers in front put behind the tag of what they compressed (Apache, Caddy).
_COMPRESSED = re.compile(r'[-;](?:gzip|br|zstd|deflate)"')


@dataclass(frozen=True, slots=True)
class Body:
    """A calendar as it is sent. ``last_modified`` is an HTTP date, "" where nobody knows it."""

    content: bytes
    etag: str
    last_modified: str = ""


def body_of(content: bytes) -> Body:
    """The strong ETag is the hash of what is sent: equal calendars, equal tags."""
    return Body(content, f'"{sha256(content).hexdigest()}"')


def tags_in(header: str) -> str:
    """An If-None-Match as it was given out here, whatever a server in front made of it."""
    plain = _COMPRESSED.sub('"', header.strip())
    return plain if "," in plain else plain.removeprefix("W/")


def stamp_of(*parts: str) -> str:
    """What a stored body was made from and for; one line, to be compared as a whole."""
    return "|".join((_FORMAT, *parts))


def _modified(body: Body, before: Body | None, now: datetime) -> str:
    if before is None or not before.last_modified:
        return format_datetime(now, usegmt=True)
    if before.etag == body.etag:
        return before.last_modified
    # The date knows seconds only; a second change within one must show too.
    last = parsedate_to_datetime(before.last_modified)
    return format_datetime(max(now, last + timedelta(seconds=1)), usegmt=True)


class Store:
    """A folder of bodies by key. The keys hold secret addresses, so names are their hashes."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def load(self, key: str, stamp: str | None = None, known: str = "") -> Body | None:
        """The body that was kept under this key with this very stamp; None: with any.

        Who has it already (``known``, its tag) gets it without its content: one line is read.
        """
        try:
            # Without a buffer: the whole file in two calls.
            with open(self._path(key), "rb", buffering=0) as file:  # noqa: PTH123 -- twice as fast
                head, _, content = file.read(_HEAD).partition(b"\n")
                kept = head.decode("ascii", "replace").split("\t")
                if len(kept) != 4 or stamp not in {None, kept[0]}:
                    return None
                if kept[1] == known:
                    size = os.fstat(file.fileno()).st_size - len(head) - 1
                    content = b""
                else:
                    content += file.read()
                    size = len(content)
        except OSError:
            return None
        return Body(content, kept[1], kept[2]) if kept[3] == str(size) else None

    def keep(self, key: str, stamp: str, body: Body, now: datetime) -> Body:
        """Store a body, and answer with the time since when it is what it is.

        Not the last change of a sitting: one that leaves the calendar changes it as well.
        Readers see the old file or the whole new one, never a part.
        """
        dated = replace(body, last_modified=_modified(body, self.load(key), now))
        return dated if self._write(key, stamp, dated) else body

    def _write(self, key: str, stamp: str, body: Body) -> bool:
        path = self._path(key)
        draft = f"{path}.{os.getpid()}.{secrets.token_hex(4)}"
        head = "\t".join((stamp, body.etag, body.last_modified, str(len(body.content))))
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)  # noqa: PTH103 -- a plain text path
            is_new = not os.path.exists(path)  # noqa: PTH110 -- a plain text path
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
                f.write(head.encode("ascii") + b"\n" + body.content)
            os.replace(draft, path)  # noqa: PTH105 -- same
        except OSError as error:
            log.warning("calendar bodies cannot be kept: %s", error.strerror)
            self._remove([draft])
            return False
        if is_new:
            self._sweep()
        return True

    def drop(self, key: str) -> None:
        """Forget a body that must not be sent again."""
        self._remove([self._path(key)])

    def _path(self, key: str) -> str:
        return f"{self._folder}/{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def _sweep(self) -> None:
        """Remove what nobody has asked for in days, and what a killed process left behind."""
        oldest = time.time() - _FORGOTTEN_SECONDS
        try:
            with os.scandir(self._folder) as entries:
                old = [entry.path for entry in entries if entry.stat().st_mtime < oldest]
        except OSError:
            return  # another process sweeps as well
        self._remove(old)

    @staticmethod
    def _remove(paths: Iterable[str]) -> None:
        for path in paths:
            try:
                os.unlink(path)  # noqa: PTH108 -- a plain text path
            except OSError:
                continue
