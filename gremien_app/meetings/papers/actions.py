"""All writes of papers and their files: rule, change, record, flush."""

from datetime import datetime
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.files.models import StoredFile
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.agenda.rules import is_frozen, require_changeable
from gremien_app.meetings.papers import place_actions, queries, rules
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.list_queries import drafts_called
from gremien_app.meetings.papers.models import Paper, PaperFile, PaperPlace, PaperSubmitter
from gremien_app.people.committees.models import Committee

WORDS = frozenset({"title", "text", "proposal", "summary", "urgency", "addressee", "lead_office"})


def begin(
    actor: Viewer, committee: Committee, submitters: list[PaperSubmitter], **values: Any
) -> Paper:
    """A draft of the office's, its own or for somebody who wrote or called."""
    rules.require_fitting(values["kind"], values.get("refers_to"))
    locked(Committee, committee.id)
    rules.require_unlike(values["title"], drafts_called(committee.id, values["title"]))
    paper = Paper(committee=committee, state=PaperState.DRAFT, entered_by=actor.name, **values)
    paper.submitters = submitters
    db.session.add(paper)
    db.session.flush()
    record_of(actor, "paper.begun", paper, f"angelegt, {paper.way.label}")
    db.session.flush()
    return paper


def edit_words(
    actor: Viewer, paper: Paper, submitters: list[PaperSubmitter] | None = None, **values: Any
) -> None:
    """Other words of the paper; items that are not dispatched follow, and what was public is not.

    ``submitters``: those it has now; None leaves them.
    """
    rules.require_open(paper)
    kind = values.get("kind", paper.kind)
    rules.require_fitting(kind, values.get("refers_to", paper.refers_to), own_id=paper.id)
    changes = dict(apply(paper, values))
    if submitters is not None:
        changes |= _renamed(paper, submitters)
    if not changes:
        return
    if WORDS & changes.keys():
        paper.published_at = None  # nobody has looked through what stands there now
    _fold(paper)
    touch(paper)
    place_actions.give_words(actor, paper)
    if not _is_private(paper):
        changes.pop("submitters", None)
        told = {} if rules.is_secret(paper) else changes
        record_of(actor, "paper.edited", paper, "geändert", told)
    db.session.flush()


def _renamed(paper: Paper, submitters: list[PaperSubmitter]) -> dict[str, tuple[object, object]]:
    """Exchange the submitters; whoever stays keeps the own confirmation."""
    known = {(one.person_id, one.name): one for one in paper.submitters}
    wanted = {(one.person_id, one.name): one for one in submitters}
    if known.keys() == wanted.keys():
        return {}
    paper.submitters = [known.get(key, one) for key, one in wanted.items()]
    return {"submitters": (len(known), len(wanted))}


def _is_private(paper: Paper) -> bool:
    """A member's draft is nobody's business: the record is read by the office."""
    return not paper.is_office and paper.received_at is None


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
    """A file at the end of the item's papers, internal until it is published."""
    require_changeable(item)
    papers = queries.papers_of(item)
    rules.require_room(len(papers))
    rules.require_other(papers, title, stored.id)
    paper = Paper(
        committee_id=item.sitting.committee_id,
        kind=PaperKind.DOCUMENT,
        way=Way.OFFICE,
        title=title,
        entered_by=actor.name,
        received_at=now,
        state=PaperState.ON_AGENDA,
        part=item.part,
        places=[PaperPlace(item=item, position=place_actions.next_position(item))],
    )
    db.session.add(paper)
    _append(actor, paper, stored, now, name=name, text=text)
    record_of(actor, "paper.added", paper, "ergänzt")
    db.session.flush()
    return paper


def replace(
    actor: Viewer, paper: Paper, stored: StoredFile, now: datetime, *, name: str, text: str = ""
) -> PaperFile:
    """The first file, or a Neufassung: internal until it is published; what was public stays so."""
    rules.require_open(paper)
    rules.require_revised(paper, stored.id)
    made = _append(actor, paper, stored, now, name=name, text=text)
    touch(paper)
    if not _is_private(paper):
        told = "durch eine Neufassung ersetzt" if made.is_revision else "mit einer Datei versehen"
        record_of(actor, "paper.replaced", paper, told)
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
        is_late=any(is_frozen(item.sitting) for item in rules.items_of(paper)),
    )
    paper.files.append(made)
    _fold(paper)
    db.session.flush()
    return made


def _fold(paper: Paper) -> None:
    """What the search reads follows number, title, the name and the text of each version."""
    for one in paper.files:
        one.search_key = fold(f"{paper.shown_number} {paper.title} {one.name} {one.text}")


def edit(actor: Viewer, paper: Paper, *, title: str, text: str) -> None:
    """Of a mere file at an item: another title, or the typed text of the newest version."""
    rules.require_open(paper)
    newest = paper.newest
    assert newest is not None, "a file at an item has a version"
    pairs = {"title": (paper.title, title), "text": (newest.text, text)}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if not changes:
        return
    paper.title, newest.text = title, text
    _fold(paper)
    touch(paper)
    told: dict[str, tuple[object, object]] = {} if rules.is_secret(paper) else dict(changes)
    record_of(actor, "paper.edited", paper, "geändert", told)
    db.session.flush()


def publish(actor: Viewer, paper: Paper, now: datetime, *, is_looked_through: bool) -> None:
    """Its words and the newest version become public, an earlier one is so no longer."""
    rules.require_publishable(paper, is_looked_through=is_looked_through)
    newest = paper.newest
    is_published = newest is None or paper.published is newest
    if is_published and paper.published_at is not None:
        return
    if newest is not None and not is_published:
        unpublish(paper)
        db.session.flush()  # at most one is published
        newest.published_at = now
    paper.published_at = now
    touch(paper)
    record_of(actor, "paper.published", paper, "veröffentlicht")
    db.session.flush()


def withdraw(actor: Viewer, paper: Paper) -> None:
    """No longer public, at once; also after the minutes are signed."""
    if unpublish(paper):
        touch(paper)
        record_of(actor, "paper.withdrawn", paper, "nicht mehr öffentlich")
        db.session.flush()


def unpublish(paper: Paper) -> bool:
    """Neither its words nor a file are public any more; whether anything was."""
    was = paper.published
    if was is not None:
        was.published_at = None
    is_changed = was is not None or paper.published_at is not None
    paper.published_at = None
    return is_changed


def remove(actor: Viewer, paper: Paper, now: datetime) -> None:
    """Into the waste basket, with all versions; nobody reads it there. See ``restore``."""
    rules.require_removable(paper)
    unpublish(paper)
    paper.removed_at = now
    record_of(actor, "paper.removed", paper, "gelöscht")
    db.session.flush()


def restore(actor: Viewer, paper: Paper) -> None:
    """Back from the waste basket, internal."""
    rules.require_removable(paper)
    for item in rules.items_of(paper):
        rules.require_room(len(queries.papers_of(item)))
    paper.removed_at = None
    record_of(actor, "paper.restored", paper, "wiederhergestellt")
    db.session.flush()


def tidy(now: datetime) -> int:
    """Empty the waste basket of what has lain there long; the files follow by themselves."""
    old = queries.removed_before(now - rules.BASKET_KEPT)
    for paper in old:
        db.session.delete(paper)
    db.session.flush()
    return len(old)


def record_of(
    actor: Viewer,
    action: str,
    paper: Paper,
    what: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> None:
    """One entry; a closed paper's title and words stay out of it."""
    record(actor, action, paper, f"{rules.described(paper)} {what}", changes)
