"""The search in the words of papers and of their files, as far as somebody may read them."""

from dataclasses import dataclass
from itertools import chain, repeat

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from gremien_app.base.extensions import db
from gremien_app.base.files.models import StoredFile
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of
from gremien_app.meetings.papers.models import Paper, PaperFile
from gremien_app.meetings.papers.queries import readable_files

FOUND = 50
# How many with these words are looked at in one go; more each time, as most may be unreadable.
_STEPS = (64, 512, 4096)


@dataclass(frozen=True)
class Found:
    """What a search found; ``is_more``: older ones are left out."""

    files: list[PaperFile]
    is_more: bool


def search(viewer: Viewer, text: str) -> Found:
    """Papers with all these words in title, name, typed text or file, the newest paper first.

    The words are looked for first, a step at a time and never twice in the same place; who may
    read is asked of what was found alone. So a frequent word stops early, and a rare one costs
    what looking for it costs.
    """
    if not word_patterns(text):
        return Found([], is_more=False)
    found: dict[int, PaperFile] = {}
    before: tuple[int, int] | None = None
    for size in chain(_STEPS, repeat(_STEPS[-1])):
        rows = db.session.execute(_holding(text, before).limit(size)).all()
        for one in _readable_of(viewer, [id_ for id_, _paper, _number in rows]):
            found.setdefault(one.paper_id, one)  # of several versions the newest
        if len(rows) < size or len(found) > FOUND:
            break
        _id, *last = rows[-1]
        before = (last[0], last[1])
    files = list(found.values())
    return Found(files[:FOUND], is_more=len(files) > FOUND)


def _holding(text: str, before: tuple[int, int] | None) -> Select[int, int, int]:
    query = (
        select(PaperFile.id, PaperFile.paper_id, PaperFile.number)
        .join(PaperFile.stored)
        .where(_holds(text))
        .order_by(PaperFile.paper_id.desc(), PaperFile.number.desc())
    )
    if before is None:
        return query
    return query.where(tuple_(PaperFile.paper_id, PaperFile.number) < before)


def _readable_of(viewer: Viewer, ids: list[int]) -> list[PaperFile]:
    """Those of them that may be read: a published version, and of each paper the newest."""
    if not ids:
        return []
    newest = select(func.max(PaperFile.number)).where(PaperFile.paper_id == Paper.id)
    is_newest = PaperFile.number == newest.correlate(Paper).scalar_subquery()
    return all_of(
        readable_files(viewer)
        .where(PaperFile.id.in_(ids), or_(PaperFile.published_at.is_not(None), is_newest))
        .order_by(Paper.id.desc(), PaperFile.number.desc())
    )


def _holds(text: str) -> ColumnElement[bool]:
    """Every word in one of its spellings, in what the office typed or in the file itself."""
    columns = (PaperFile.search_key, StoredFile.words)
    return and_(
        *(
            or_(*(c.like(p, escape=ESCAPE) for c in columns for p in spellings))
            for spellings in word_patterns(text)
        )
    )
