"""The database's schema: bring it up to date, refuse one that is not."""

from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.transactions import commit
from gremien_app.config import SettingsError
from gremien_app.operation.cli import stock
from gremien_app.operation.service.schema_queries import (
    is_known,
    known,
    require_utf8,
    stored_revision,
)
from gremien_app.records.minutes.closing_actions import close_all_signed

INSTALL_NEWER = "Bitte installieren Sie die neuere Fassung."


def migrate_database(*, first_counts: bool = False) -> None:
    """Run the missing migrations; does nothing when there are none.

    Raises ``SettingsError`` before any change when the office has something to decide; with
    ``first_counts`` it has decided that of two signatures the first one counts. Otherwise it
    names where it stopped: every step is whole or not done.
    """
    current, newest = revisions()
    if current == newest:
        return
    _require_known(current)
    if not first_counts:
        _require_decided()
    if current is None:
        with db.engine.connect() as connection:
            require_utf8(connection)
    from alembic.script.revision import RevisionError  # noqa: PLC0415 -- 11 MB, rarely needed
    from flask_migrate import upgrade  # noqa: PLC0415 -- as above

    try:
        upgrade()
    except (SQLAlchemyError, RevisionError, RuntimeError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
        raise SettingsError(
            f"Das Aktualisieren der Datenbank ist abgebrochen ({reason}). Sie steht auf "
            f"{revisions()[0] or 'leer'}, nötig ist {newest}; kein Schritt ist halb getan. Rufen "
            "Sie „gremien init“ noch einmal auf. Hilft das nicht, spielen Sie die Sicherung von "
            "vorher mit der bisherigen Fassung des Programms ein."
        ) from error
    close_all_signed(utc_now())
    commit()


def _require_decided() -> None:
    with db.engine.connect() as connection:
        questions = stock.undecided(connection)
    if questions:
        told = "\n".join(f"- {one}" for one in questions)
        raise SettingsError(
            "Vor der neuen Fassung ist etwas zu entscheiden. Es wurde nichts geändert.\n"
            f"{told}\n"
            "Gilt die erste der beiden Unterschriften, dann „gremien init --first-counts“; die "
            "zweite bleibt gespeichert und ist als Wiederholung gekennzeichnet."
        )


def _require_known(current: str | None) -> None:
    if not is_known(current):
        raise SettingsError(
            "Die Datenbank stammt von einer neueren Fassung des Programms "
            f"(Stand {current}). {INSTALL_NEWER}"
        )


def revisions() -> tuple[str | None, str | None]:
    """The revision of the database (None: empty) and the newest one of the program."""
    db.session.rollback()  # SQLite gives one writer's lock at a time
    return stored_revision(db.engine), known().newest


def require_current() -> None:
    """Refuse to work on a database of another version."""
    current, newest = revisions()
    if current != newest:
        _require_known(current)
        raise SettingsError(
            f"Die Datenbank ist nicht auf dem Stand des Programms (Stand {current or 'leer'}, "
            f"nötig {newest}). „gremien init“ bringt sie auf den Stand."
        )


def known_revisions() -> frozenset[str]:
    """The revisions this program knows how to read, its own and all older ones."""
    return known().all
