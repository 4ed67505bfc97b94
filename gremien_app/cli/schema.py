"""The database's schema: bring it up to date, tell whether it is."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from gremien_app.config import SettingsError, migrations_dir
from gremien_app.extensions import db

INSTALL_NEWER = "Bitte installieren Sie die neuere Fassung."


def migrate_database() -> None:
    """Run the missing migrations; does nothing when there are none."""
    current, newest = revisions()
    if current == newest:
        return
    _require_known(current)
    upgrade()


def is_known(revision: str | None) -> bool:
    """Whether this program can read, or bring up to date, a database of this revision."""
    return revision is None or revision in known_revisions()


def _require_known(current: str | None) -> None:
    if not is_known(current):
        raise SettingsError(
            "Die Datenbank stammt von einer neueren Fassung des Programms "
            f"(Stand {current}). {INSTALL_NEWER}"
        )


def revisions() -> tuple[str | None, str | None]:
    """The revision of the database (None: empty) and the newest one of the program."""
    db.session.rollback()  # SQLite gives one writer's lock at a time
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, _scripts().get_current_head()


def require_current() -> None:
    """Refuse to work on a database of another version."""
    current, newest = revisions()
    if current != newest:
        _require_known(current)
        raise SettingsError(
            f"Die Datenbank ist nicht auf dem Stand des Programms (Stand {current or 'leer'}, "
            f"nötig {newest}). „gremien init“ bringt sie auf den Stand."
        )


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(migrations_dir()))


def known_revisions() -> set[str]:
    """The revisions this program knows how to read, its own and all older ones."""
    return {script.revision for script in _scripts().walk_revisions()}
