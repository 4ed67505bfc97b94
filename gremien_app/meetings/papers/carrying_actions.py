"""Papers go along with an item that comes up again in another sitting."""

from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.agenda.rules import is_frozen
from gremien_app.meetings.papers import queries
from gremien_app.meetings.papers.models import Paper, PaperFile


def carry(_actor: Viewer, item: Any, copy: AgendaItem) -> None:
    """The newest version of each; public there only if it was public here, in the same part.

    Older versions stay with the sitting to which they were sent.
    """
    for paper in queries.papers_of(item):
        made = Paper(item=copy, title=paper.title, position=paper.position)
        made.files.append(_again(paper, copy, is_same_part=item.part is copy.part))
        db.session.add(made)
    db.session.flush()


def _again(paper: Paper, copy: AgendaItem, *, is_same_part: bool) -> PaperFile:
    newest = paper.newest
    return PaperFile(
        number=1,
        stored=newest.stored,
        name=newest.name,
        text=newest.text,
        added_at=newest.added_at,
        added_by=newest.added_by,
        is_late=is_frozen(copy.sitting),
        published_at=newest.published_at if is_same_part else None,
        search_key=newest.search_key,
    )
