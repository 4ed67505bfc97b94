"""All writes of the way of a paper through the bodies."""

from typing import Any

from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.papers import consultation_queries, consultation_rules
from gremien_app.meetings.papers.actions import record_of
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.papers.rules import is_secret


def add(actor: Viewer, paper: Paper, after: Consultation | None, **values: Any) -> Consultation:
    """A station after another one, or the first. The paper is held."""
    known = _require(paper, None, **values)
    consultation_rules.require_room(len(known))
    made = Consultation(paper=paper, position=0, **values)
    db.session.add(made)
    _order(known, made, after)
    _follow(actor, paper, made, "ergänzt", is_worded=bool(made.body))
    return made


def edit(actor: Viewer, one: Consultation, after: Consultation | None, **values: Any) -> None:
    paper = one.paper
    known = _require(paper, one, **values)
    before = _place(known, one)
    changes = apply(one, values)
    _order([other for other in known if other is not one], one, after)
    if changes or before != _place(known, one):
        _follow(actor, paper, one, "geändert", is_worded="body" in changes and bool(one.body))


def remove(actor: Viewer, one: Consultation) -> None:
    consultation_rules.require_consulted(one.paper)
    db.session.delete(one)
    _follow(actor, one.paper, one, "gestrichen", is_worded=False)


def _require(paper: Paper, own: Consultation | None, **values: Any) -> list[Consultation]:
    """The rules of a station; answers with all that are there."""
    committee = values["committee"]
    id_ = committee.id if committee is not None else None
    consultation_rules.require_consulted(paper)
    consultation_rules.require_one_body(id_, values["body"])
    consultation_rules.require_own_result(id_, values["result"])
    known = consultation_queries.all_of_paper(paper.id)
    consultation_rules.require_unlike([one for one in known if one is not own], **values)
    return known


def _place(known: list[Consultation], one: Consultation) -> int:
    return sorted(known, key=lambda other: (other.position, other.id)).index(one)


def _order(others: list[Consultation], one: Consultation, after: Consultation | None) -> None:
    place = others.index(after) + 1 if after in others else 0
    for number, other in enumerate([*others[:place], one, *others[place:]], start=1):
        other.position = number


def _follow(actor: Viewer, paper: Paper, one: Consultation, what: str, *, is_worded: bool) -> None:
    """``is_worded``: with words that nobody has looked through before they are public."""
    if is_worded:
        paper.published_at = None
    touch(paper)
    db.session.flush()
    told = "Beratungsfolge" if is_secret(paper) else f"Beratungsfolge: „{one.called}“"
    record_of(actor, "paper.consultation_changed", paper, f"– {told} {what}")
    db.session.flush()
