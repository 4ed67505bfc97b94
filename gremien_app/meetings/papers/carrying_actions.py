"""What comes up again brings its papers along; the collection offers some to each agenda."""

from collections.abc import Mapping, Sequence
from typing import Any

from gremien_app.base.extensions import db
from gremien_app.base.house.offers import Offer
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import by_id
from gremien_app.base.transactions import locked
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.papers import place_actions, place_queries, place_rules, queries
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting


def carry(_actor: Viewer, item: AgendaItem, copy: AgendaItem) -> None:
    """The papers themselves, with all their versions; the copy has the words of the same one."""
    there = queries.places_at([copy.id])
    known = {place.paper_id for place in there}
    has_words = any(place.gives_words for place in there)
    for place in queries.places_at([item.id]):
        if place.paper_id in known or place.paper.removed_at is not None:
            continue
        gives = place.gives_words and not has_words
        has_words = has_words or gives
        place.paper.places.append(PaperPlace(item=copy, position=place.position, gives_words=gives))
    db.session.flush()


def offered(viewer: Viewer, sitting: Sitting) -> Sequence[Offer]:
    """What stands in the collection of the sitting's committees, for its agenda."""
    return [
        Offer(
            id=paper.id,
            texts=place_rules.words_of(paper) | {"presenter": ""},
            is_closed=paper.part is Part.CLOSED,
            origin=_origin(paper, sitting),
            endpoint="papers.show",
            target_id=paper.id,
        )
        for paper in place_queries.offered(viewer, sorted(sitting.committee_ids))
    ]


def _origin(paper: Paper, sitting: Sitting) -> str:
    """What it is, and of another committee from where it comes."""
    if paper.committee_id in sitting.committee_ids:
        return paper.kind.label
    return f"{paper.kind.label}, {paper.committee.short}"


def take(viewer: Viewer, offer: Offer, items: Mapping[int, Any]) -> None:
    """The item that was made of a paper shows its words from now on."""
    paper = locked(Paper, by_id(Paper, offer.id).id)
    item = items[offer.id]
    if paper.committee_id in item.sitting.committee_ids:
        place_rules.require_collected(paper)
    else:  # on its way through several bodies
        place_rules.require_placeable(paper)
        place_rules.require_not_there(paper, item.sitting)
    place_actions.place(viewer, paper, item, gives_words=True)
