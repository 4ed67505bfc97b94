"""What a failed restore takes away again: nothing half stays where there was nothing before."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from gremien_app.base.files.store import Store
from gremien_app.operation.service import lock_actions as locks
from gremien_app.operation.service.schema_queries import database_file


@contextmanager
def no_half_database(engine: Engine) -> Iterator[None]:
    """A database that did not exist before goes again when it can't be filled."""
    path = database_file(engine)
    is_new = path is not None and not path.exists()
    try:
        yield
    except BaseException:
        if path is not None and is_new:
            engine.dispose()
            for beside in locks.files_of(path):
                beside.unlink()
        raise


@contextmanager
def no_half_files(folder: Path) -> Iterator[None]:
    """Files that came alone go again, where there were none before."""
    root = Store(folder).root
    was_there = root.exists()
    try:
        yield
    except BaseException:
        if not was_there and root.exists():
            shutil.rmtree(root)
        raise
