"""All writes of papers: rule, change, record, flush."""

from datetime import datetime

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db, touch
from gremien_app.base.files.models import StoredFile
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import is_frozen
from gremien_app.meetings.papers import queries, rules
from gremien_app.meetings.papers.models import Paper, PaperFile


def add(
    actor: Viewer,
    item: AgendaItem,
    stored: StoredFile,
    now: datetime,
    *,
    title: str,
    name: str,
    text: str = "",
) -> Paper:
    """A new paper at the end of the item's, internal until it is published."""
    rules.require_open(item)
    papers = queries.papers_of(item)
    rules.require_room(len(papers))
    rules.require_other(papers, title, stored.id)
    paper = Paper(
        item=item, title=title, position=max((one.position for one in papers), default=0) + 1
    )
    db.session.add(paper)
    _append(actor, paper, stored, now, name=name, text=text)
    _record(actor, "paper.added", paper, "ergänzt")
    db.session.flush()
    return paper


def replace(
    actor: Viewer, paper: Paper, stored: StoredFile, now: datetime, *, name: str, text: str = ""
) -> PaperFile:
    """A Neufassung: internal until it is published; what was published stays so until then."""
    rules.require_open(paper.item)
    rules.require_revised(paper, stored.id)
    made = _append(actor, paper, stored, now, name=name, text=text)
    touch(paper)
    _record(actor, "paper.replaced", paper, "durch eine Neufassung ersetzt")
    db.session.flush()
    return made


def _append(
    actor: Viewer, paper: Paper, stored: StoredFile, now: datetime, *, name: str, text: str
) -> PaperFile:
    made = PaperFile(
        number=max((one.number for one in paper.files), default=0) + 1,
        stored=stored,
        name=name,
        text=text,
        added_at=now,
        added_by=actor.name,
        is_late=is_frozen(paper.item.sitting),
    )
    paper.files.append(made)
    _fold(paper)
    db.session.flush()
    return made


def _fold(paper: Paper) -> None:
    """What the search reads follows the title, the name and the text of each version."""
    for one in paper.files:
        one.search_key = fold(f"{paper.title} {one.name} {one.text}")


def edit(actor: Viewer, paper: Paper, *, title: str, text: str) -> None:
    """Another title, or the typed text of the newest version."""
    rules.require_open(paper.item)
    newest = paper.newest
    pairs = {"title": (paper.title, title), "text": (newest.text, text)}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if not changes:
        return
    paper.title, newest.text = title, text
    _fold(paper)
    touch(paper)
    is_told = paper.item.part is Part.PUBLIC
    told: dict[str, tuple[object, object]] = dict(changes) if is_told else {}
    _record(actor, "paper.edited", paper, "geändert", told)
    db.session.flush()


def publish(actor: Viewer, paper: Paper, now: datetime, *, is_looked_through: bool) -> None:
    """The newest version becomes public, and an earlier one is no longer. See ``withdraw``."""
    rules.require_publishable(paper, is_looked_through=is_looked_through)
    if paper.published is paper.newest:
        return
    _unpublish(paper)
    db.session.flush()  # at most one is published
    paper.newest.published_at = now
    touch(paper)
    _record(actor, "paper.published", paper, "veröffentlicht")
    db.session.flush()


def withdraw(actor: Viewer, paper: Paper) -> None:
    """No longer public, at once; also after the minutes are signed."""
    if _unpublish(paper):
        touch(paper)
        _record(actor, "paper.withdrawn", paper, "nicht mehr öffentlich")
        db.session.flush()


def _unpublish(paper: Paper) -> bool:
    was = paper.published
    if was is not None:
        was.published_at = None
    return was is not None


def remove(actor: Viewer, paper: Paper, now: datetime) -> None:
    """Into the waste basket, with all versions; nobody reads it there. See ``restore``."""
    rules.require_open(paper.item)
    _unpublish(paper)
    paper.removed_at = now
    _record(actor, "paper.removed", paper, "gelöscht")
    db.session.flush()


def restore(actor: Viewer, paper: Paper) -> None:
    """Back from the waste basket, internal."""
    rules.require_open(paper.item)
    rules.require_room(len(queries.papers_of(paper.item)))
    paper.removed_at = None
    _record(actor, "paper.restored", paper, "wiederhergestellt")
    db.session.flush()


def tidy(now: datetime) -> int:
    """Empty the waste basket of what has lain there long; the files follow by themselves."""
    old = queries.removed_before(now - rules.BASKET_KEPT)
    for paper in old:
        db.session.delete(paper)
    db.session.flush()
    return len(old)


def end_publication(file: PaperFile) -> None:
    """Its item became closed: when that is taken back, it is published anew or not at all."""
    file.published_at = None
    told = "nicht mehr öffentlich, weil der Punkt nichtöffentlich wurde"
    _record(SYSTEM, "paper.withdrawn", file.paper, told)


def _record(
    actor: Viewer,
    action: str,
    paper: Paper,
    what: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    record(
        actor,
        action,
        paper,
        summary=f"{rules.described(paper)} {what}",
        committee_id=paper.item.sitting.committee_id,
        changes=changes,
    )
