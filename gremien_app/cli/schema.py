"""The database's schema: bring it up to date, refuse one that is not."""

from alembic.script.revision import RevisionError
from flask_migrate import upgrade
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.config import SettingsError
from gremien_app.extensions import db
from gremien_app.service.schema import is_known, known, require_utf8, stored_revision

INSTALL_NEWER = "Bitte installieren Sie die neuere Fassung."


def migrate_database() -> None:
    """Run the missing migrations; does nothing when there are none.

    Raises ``SettingsError`` naming where it stopped: every step is whole or not done.
    """
    current, newest = revisions()
    if current == newest:
        return
    _require_known(current)
    if current is None:
        with db.engine.connect() as connection:
            require_utf8(connection)
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
