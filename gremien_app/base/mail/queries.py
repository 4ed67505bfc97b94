"""Reads of the outbox."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxAttachment, OutboxFile, OutboxMail
from gremien_app.base.reading import all_of, by_id, first_of

# In which somebody may be named.
TEXTS = ("to_name", "subject", "body")


def find_by_key(key: str) -> OutboxMail | None:
    return first_of(select(OutboxMail).where(OutboxMail.key == key))


def get_by_key(key: str) -> OutboxMail:
    return db.session.scalars(select(OutboxMail).where(OutboxMail.key == key)).one()


def find_file(sha256: str) -> OutboxFile | None:
    return first_of(select(OutboxFile).where(OutboxFile.sha256 == sha256))


def blanked() -> Select[int]:
    """The numbers of the mails whose text is gone, for a condition."""
    return select(OutboxMail.id).where(OutboxMail.blanked_at.is_not(None))


def files_in_use() -> Select[int]:
    """The numbers of the files that a mail still carries, for a condition."""
    return select(OutboxAttachment.file_id)


def untouched(keys: Iterable[str]) -> list[OutboxMail]:
    """Those of these mails that nobody has tried to send yet, locked."""
    query = select(OutboxMail).where(OutboxMail.key.in_(keys), OutboxMail.attempts == 0, *waiting())
    return all_of(query.order_by(OutboxMail.id).with_for_update())


def may_read(viewer: Viewer, *, is_demo: bool) -> bool:
    """The administration; in a demonstration, where nothing is sent, the secretariat too."""
    return viewer.is_admin or (is_demo and viewer.is_staff)


def mails_visible_to(
    viewer: Viewer, *, is_demo: bool, limit: int, before: int | None = None
) -> list[OutboxMail]:
    """The newest mails first; ``before`` pages on from a mail's number."""
    if not may_read(viewer, is_demo=is_demo):
        raise Forbidden
    query = select(OutboxMail).order_by(OutboxMail.id.desc()).limit(limit)
    if before is not None:
        query = query.where(OutboxMail.id < before)
    return all_of(query)


def get_mail(viewer: Viewer, id: int, *, is_demo: bool) -> OutboxMail:
    if not may_read(viewer, is_demo=is_demo):
        raise Forbidden
    return by_id(OutboxMail, id)


def waiting() -> tuple[ColumnElement[bool], ...]:
    """Neither sent nor given up, as conditions."""
    return OutboxMail.sent_at.is_(None), OutboxMail.given_up_at.is_(None)


def next_due(now: datetime, key: str | None = None) -> OutboxMail | None:
    """The mail that has waited longest, locked; one that another process holds is passed over.

    On SQLite the writing transaction itself is the lock.
    """
    query = (
        select(OutboxMail)
        .where(*waiting(), OutboxMail.due_at <= now, OutboxMail.is_gathered.is_(False))
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if key is not None:
        query = query.where(OutboxMail.key == key)
    return first_of(query)


def count_waiting(older_than: datetime | None = None) -> int:
    query = select(func.count()).select_from(OutboxMail).where(*waiting())
    if older_than is not None:
        # What waits for its own time is not late.
        tried = or_(OutboxMail.attempts > 0, OutboxMail.last_error != "")
        query = query.where(
            OutboxMail.created_at < older_than, or_(tried, OutboxMail.due_at < older_than)
        )
    return db.session.scalar(query) or 0


def count_given_up() -> int:
    """Mails that nobody tries to send any more; deleted after a while."""
    query = select(func.count()).select_from(OutboxMail).where(OutboxMail.given_up_at.is_not(None))
    return db.session.scalar(query) or 0


def ids_visible_to(viewer: Viewer, ids: Iterable[int], *, is_demo: bool) -> list[int]:
    """Those whose page this viewer may open; sent ones are deleted after a while."""
    if not may_read(viewer, is_demo=is_demo):
        return []
    query = select(OutboxMail.id).where(OutboxMail.id.in_(ids))
    return all_of(query.order_by(OutboxMail.id))


def mails_with(words: Iterable[str]) -> list[OutboxMail]:
    """The mails in whose texts one of these stands, in their order."""
    texts = [getattr(OutboxMail, name) for name in TEXTS]
    holds = or_(*(text.contains(word, autoescape=True) for text in texts for word in words))
    return all_of(select(OutboxMail).where(holds).order_by(OutboxMail.id))
