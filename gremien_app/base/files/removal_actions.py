"""Removing what nothing refers to any more; called by ``gremien tick`` alone."""

import shutil
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from gremien_app.base.extensions import db
from gremien_app.base.files import queries
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.rules import UNUSED_KEPT
from gremien_app.base.files.store import Store

_DAY = 24 * 60 * 60
_SWEPT = "swept"


def mark(now: datetime) -> None:
    """Note since when files are unused; what is used again is no longer."""
    used = queries.is_used()
    lost = update(StoredFile).where(StoredFile.unused_since.is_(None), ~used)
    found = update(StoredFile).where(StoredFile.unused_since.is_not(None), used)
    quiet = {"synchronize_session": False}
    db.session.execute(lost.values(unused_since=now), execution_options=quiet)
    db.session.execute(found.values(unused_since=None), execution_options=quiet)


def delete(now: datetime) -> list[str]:
    """Delete the rows of files unused for long; answers with their hashes, to be removed.

    Under the store's lock: until they are removed nobody stores the same bytes again.
    """
    files = queries.gone(now - UNUSED_KEPT)
    for file in files:
        db.session.delete(file)
    db.session.flush()
    return [file.sha256 for file in files]


def sweep(store: Store) -> int:
    """Once a day: files without a row and unfinished ones, as a crash leaves them, by their age."""
    mark_of_day = store.root / _SWEPT
    if not store.root.is_dir() or _age(mark_of_day) < _DAY:
        return 0
    here = list(store.hashes())
    known = queries.known(here) if here else set()
    old = [one for one in here if one not in known and _age(store.path(one)) > _DAY]
    removed = store.remove(old)
    for folder in store.root.glob(".unfertig-*"):
        if _age(folder) > _DAY:
            shutil.rmtree(folder, ignore_errors=True)
    mark_of_day.touch()
    return removed


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime if path.exists() else float("inf")
