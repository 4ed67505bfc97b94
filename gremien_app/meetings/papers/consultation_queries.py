"""The way of papers through the bodies, as far as somebody may read it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, one_of
from gremien_app.meetings.agenda import queries as agenda
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.papers import consultation_rules, queries
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.meetings.papers.consultation_rules import Station
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee, CommitteeKind
from gremien_app.people.committees.queries import listed, visible_to


def consultations_of(viewer: Viewer, ids: Collection[int]) -> list[Consultation]:
    """What was entered for these papers, in its order; no committee that must not be known."""
    may_know = or_(Consultation.committee_id.is_(None), visible_to(viewer))
    return all_of(
        select(Consultation)
        .outerjoin(Consultation.committee)
        .where(Consultation.paper_id.in_(ids), may_know)
        .options(contains_eager(Consultation.committee))
        .order_by(Consultation.paper_id, Consultation.position, Consultation.id)
    )


def courses_of(
    viewer: Viewer, papers: Sequence[Paper], reads_words: Mapping[int, bool]
) -> dict[int, list[Station]]:
    """The stations of each paper; ``reads_words``: of which ones also what was entered.

    Whoever belongs to none of its committees reads of own ones what their agendas tell. Always
    two queries.
    """
    known: dict[int, list[Consultation]] = {}
    for one in consultations_of(viewer, [paper.id for paper in papers if reads_words[paper.id]]):
        known.setdefault(one.paper_id, []).append(one)
    places: dict[int, list[PaperPlace]] = {}
    for place in _readable_places(viewer, [paper.id for paper in papers]):
        places.setdefault(place.paper_id, []).append(place)
    found = {}
    for paper in papers:
        stations = consultation_rules.course(known.get(paper.id, ()), places.get(paper.id, ()))
        found[paper.id] = [_for(viewer, paper, one) for one in stations]
    return found


def _for(viewer: Viewer, paper: Paper, station: Station) -> Station:
    is_inside = viewer.belongs_to(paper.committee_id) or any(
        viewer.belongs_to(id_)
        for place in station.places
        for id_ in place.item.sitting.committee_ids
    )
    return station if is_inside else consultation_rules.public(station)


def _readable_places(viewer: Viewer, ids: Collection[int]) -> list[PaperPlace]:
    return all_of(
        select(PaperPlace)
        .join(PaperPlace.item)
        .join(AgendaItem.sitting)
        .where(PaperPlace.paper_id.in_(ids), agenda.readable_by(viewer))
        .options(
            contains_eager(PaperPlace.item)
            .contains_eager(AgendaItem.sitting)
            .options(
                joinedload(Sitting.committee).selectinload(Committee.names),
                selectinload(Sitting.partners),
            )
        )
        .order_by(Sitting.starts_at, AgendaItem.position, PaperPlace.id)
    )


def manageable(viewer: Viewer, id: int) -> Consultation:
    """A station for the secretariat of its paper, which is held; ``NotFound`` for all others."""
    found = one_of(
        select(Consultation)
        .join(Consultation.paper)
        .where(Consultation.id == id, Paper.committee_id.in_(viewer.secretariat_of))
    )
    queries.manageable(viewer, found.paper_id)
    return found


def all_of_paper(id: int) -> list[Consultation]:
    """Every station that was entered, in its order: for actions and forms."""
    return all_of(
        select(Consultation)
        .where(Consultation.paper_id == id)
        .options(joinedload(Consultation.committee))
        .order_by(Consultation.position, Consultation.id)
    )


def own_bodies(viewer: Viewer, day: date, chosen: Consultation | None = None) -> list[Committee]:
    """The committees and groups of that day, and whatever was chosen before."""
    known = listed(
        select(Committee).where(
            ends_since(Committee.closed_on, day),
            Committee.kind != CommitteeKind.OUTSIDE,  # no sitting of it is kept here
            visible_to(viewer),
        )
    )
    if chosen is not None and chosen.committee is not None and chosen.committee not in known:
        known.append(chosen.committee)
    return known
