"""Taking a file: written whole, looked at, kept once by its content, then its row."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from flask import Flask, current_app, g, has_request_context
from sqlalchemy.dialects import postgresql, sqlite

from gremien_app.base.extensions import db
from gremien_app.base.files import inspection, queries, rules
from gremien_app.base.files.kinds import Refusal, Refused, Report, Words
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.store import Content, TooLarge, write
from gremien_app.base.kernel.text import fold
from gremien_app.base.transactions import let_go

_HOLDING = "files_held"


def init_app(app: Flask) -> None:
    @app.teardown_request
    def release(_error: BaseException | None) -> None:
        held: ExitStack | None = g.pop(_HOLDING, None)
        if held is not None:
            held.close()


def take(stream: BinaryIO, now: datetime) -> StoredFile:
    """Store what comes in; the same bytes are the row that is there already.

    Ends the reading so far, so that nobody waits for the database while a file is looked at: what
    was loaded before is asked for again afterwards. Raises ``RuleBroken`` with the field "file".
    """
    limit: int = current_app.config["MAX_FILE_BYTES"]
    store = queries.store()
    with store.desk() as desk:
        let_go()
        try:
            if not write(stream, desk / "sent", limit):
                raise rules.refusal(Refusal.EMPTY)
            report = inspection.look(desk / "sent", desk / "clean")
        except TooLarge as error:
            raise rules.too_large(limit) from error
        except Refused as refused:
            raise rules.refusal(refused.reason) from refused
        _hold_store()
        return _row(store.keep(_chosen(desk, report)), report, now)


def put_back(data: bytes) -> None:
    """Bytes that were stored before, elsewhere, under their fingerprint; their row comes beside."""
    store = queries.store()
    with store.desk() as desk:
        (desk / "sent").write_bytes(data)
        store.keep(desk / "sent")


def _chosen(desk: Path, report: Report) -> Path:
    return desk / ("clean" if report.is_rewritten else "sent")


def _hold_store() -> None:
    """Until the request has ended nothing is removed: the row is not committed yet."""
    if has_request_context() and _HOLDING not in g:
        held = ExitStack()
        held.enter_context(queries.store().shared())
        setattr(g, _HOLDING, held)


def _row(content: Content, report: Report, now: datetime) -> StoredFile:
    values = {
        "sha256": content.sha256,
        "size": content.size,
        "kind": report.kind,
        "pages": report.pages,
        "notes": [note.value for note in report.notes],
        "stored_at": now,
        "unused_since": now,
        "words": "",
    }
    kind = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
    insert = kind.insert(StoredFile).values(values)
    # Whoever removes unused files asks this row again, and finds it fresh.
    again = insert.on_conflict_do_update(index_elements=["sha256"], set_={"unused_since": now})
    db.session.execute(again)
    found = queries.stored(content.sha256)
    assert found is not None
    return found


def keep_longer(file: StoredFile, now: datetime) -> None:
    """Somebody is about to use a file that lies here: it is not removed meanwhile."""
    _hold_store()
    file.unused_since = now
    db.session.flush()


def note_words(id: int, found: Words, now: datetime) -> None:
    """The text of a file, folded for the search, and what only reading all of it told."""
    file = queries.by_id(id)
    if file is not None:
        file.words, file.words_at = fold(found.text), now
        file.notes = sorted({*file.notes, *(note.value for note in found.notes)})
        db.session.flush()
