"""The chain's head, written down outside the database: cutting off the tail is found by it.

``<data dir>/audit-heads.log`` has one line per day (and one per check): time, number, hash.
Whoever keeps copies of this file elsewhere can prove what the record contained on that day.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from gremien_app.base.audit.models import AuditEntry, AuditHead
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN

FILE = "audit-heads.log"
RESTORED = "restored"


@dataclass(frozen=True)
class Anchor:
    """One line: at this moment the entry ``seq`` was the last one and had this hash."""

    line: int
    at: datetime
    seq: int
    hash: str
    is_restore: bool = False


def write_head(data_dir: Path, now: datetime, *, at_once: bool = False) -> bool:
    """Add today's line unless it is there; ``at_once``: also when the head has moved since.

    Answers whether a line was written. Raises ``OSError``, ``ValueError`` for a damaged file.
    """
    head = _head()
    if head is None:
        return False
    known = read(data_dir)
    if known:
        last = known[-1]
        is_today = last.at.astimezone(BERLIN).date() == now.astimezone(BERLIN).date()
        if (last.seq, last.hash) == head or (is_today and not at_once):
            return False
    _append(data_dir, _line(now, head))
    return True


def restore_line(now: datetime) -> str:
    """A backup is put back: from here on earlier lines beyond its last entry are void."""
    return _line(now, _head() or (0, "-"), RESTORED)


def read(data_dir: Path) -> list[Anchor]:
    """All lines, oldest first; raises ``ValueError`` naming the first that is none."""
    path = data_dir / FILE
    if not path.is_file():
        return []
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    return [_parsed(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _parsed(number: int, line: str) -> Anchor:
    parts = line.split()
    try:
        at, seq, digest = datetime.fromisoformat(parts[0]), int(parts[1]), parts[2]
    except (ValueError, IndexError) as error:
        raise ValueError(f"Zeile {number} in {FILE} ist beschädigt.") from error
    if at.tzinfo is None:
        raise ValueError(f"Zeile {number} in {FILE} ist beschädigt.")
    return Anchor(number, at, seq, digest, is_restore=RESTORED in parts[3:])


def _line(now: datetime, head: tuple[int, str], mark: str = "") -> str:
    return f"{now.isoformat()} {head[0]} {head[1]} {mark}".rstrip() + "\n"


def _append(data_dir: Path, line: str) -> None:
    # Appending in one write: two processes add two whole lines.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    handle = os.open(data_dir / FILE, flags, 0o600)
    try:
        os.write(handle, line.encode("ascii"))
        os.fsync(handle)
    finally:
        os.close(handle)


def _head() -> tuple[int, str] | None:
    found = db.session.execute(select(AuditHead.seq, AuditHead.hash)).one_or_none()
    return (found.seq, found.hash) if found and found.seq else None


def first_after(seq: int) -> datetime | None:
    """When the oldest entry after this place of the chain was written (UTC)."""
    return db.session.scalar(select(func.min(AuditEntry.at)).where(AuditEntry.seq > seq))
