"""The page of a paper: where it stands and was discussed, what came of it, and what is to do."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import current_viewer
from gremien_app.channels.portal.queries import minutes_of_sittings, resolutions_on
from gremien_app.meetings.agenda.queries import agenda_of
from gremien_app.meetings.papers import queries, rules, stage_rules
from gremien_app.meetings.papers.consultation_queries import courses_of
from gremien_app.meetings.papers.consultation_rules import Station
from gremien_app.meetings.papers.handing_rules import owner_of
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.papers.models import Paper, PaperPlace
from gremien_app.meetings.papers.place_rules import PLACEABLE
from gremien_app.meetings.papers.reading_queries import is_own
from gremien_app.meetings.papers.submitter_queries import named_to
from gremien_app.meetings.papers.views import bp
from gremien_app.people.rights import CLOSED_HIDDEN
from gremien_app.records.minutes.models import Minutes
from gremien_app.records.resolutions.models import Resolution

__all__ = ["bp"]  # create_app registers the blueprint with all its routes


@dataclass(frozen=True)
class Stop:
    """An item on which the paper stands: its label there, and what came of it for this viewer."""

    place: PaperPlace
    label: str
    resolution: Resolution | None
    minutes: Minutes | None


@bp.route("/unterlagen/<oid:id>", access=EVERYONE, closed=CLOSED_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    reading = queries.get_paper(viewer, id)
    paper = reading.paper
    is_office = viewer.manages(paper.committee_id)
    reads_words = reading.is_inside or paper.published_at is not None
    stops = _stops(viewer, paper)
    return render_template(
        "portal/paper.html",
        paper=paper,
        newest=reading.versions[-1] if reading.versions else None,
        earlier=reading.versions[-2::-1],
        is_internal=reading.is_inside,
        reads_words=reads_words,
        names=named_to(viewer, paper, today()),
        stops=stops,
        stations=_stations(viewer, paper, stops, reads_words=reads_words),
        refers_to=_readable(viewer, paper.refers_to),
        belonging=queries.belonging_to(viewer, paper),
        is_office=is_office,
        is_mine=is_own(viewer, paper),
        own_submission=next(
            (one for one in paper.submitters if one.person_id == viewer.person_id), None
        )
        if viewer.person_id
        else None,
        owns_draft=paper.state is PaperState.DRAFT
        and not paper.is_office
        and viewer.person_id is not None
        and owner_of(paper) == viewer.person_id,
        chairs=viewer.chairs(paper.committee_id),
        may_edit=is_office and _is_open(paper),
        obstacle=rules.why_unpublishable(paper) if is_office else "",
        version_name=rules.version_name,
        steps=_steps(paper) if reading.is_inside and paper.kind is not PaperKind.DOCUMENT else [],
        can_be_consulted=is_office and _is_consulted(paper),
        can_be_placed=viewer.is_staff and paper.state in PLACEABLE,
        can_be_refused=paper.state in stage_rules.REFUSABLE,
        can_be_retracted=paper.state in stage_rules.RETRACTABLE,
        can_step_back=is_office and stage_rules.has_way_back(paper),
    )


def _stops(viewer: Viewer, paper: Paper) -> list[Stop]:
    places = queries.readable_places(viewer, paper)
    labels = {
        one.item.id: one.label
        for sitting in dict.fromkeys(place.item.sitting for place in places)
        for one in agenda_of(viewer, sitting)
    }
    resolutions = resolutions_on(viewer, [place.agenda_item_id for place in places])
    minutes = minutes_of_sittings(viewer, [place.item.sitting_id for place in places])
    return [
        Stop(
            place,
            labels.get(place.agenda_item_id, ""),
            resolutions.get(place.agenda_item_id),
            minutes.get(place.item.sitting_id),
        )
        for place in places
    ]


def _stations(
    viewer: Viewer, paper: Paper, stops: list[Stop], *, reads_words: bool
) -> list[tuple[Station, list[Stop]]]:
    """Its way through the bodies, each station with the items on which it stood there."""
    by_place = {stop.place.id: stop for stop in stops}
    [found] = courses_of(viewer, [paper], {paper.id: reads_words}).values()
    return [(one, [by_place[place.id] for place in one.places]) for one in found]


def _readable(viewer: Viewer, paper: Paper | None) -> Paper | None:
    is_known = paper is not None and queries.readable_ids(viewer, [paper.id])
    return paper if is_known else None


def _is_open(paper: Paper) -> bool:
    items = rules.items_of(paper)
    is_signed = items and all(item.sitting.record_closed_at is not None for item in items)
    return not is_signed and paper.state not in {PaperState.RETRACTED, PaperState.REFUSED}


def _is_consulted(paper: Paper) -> bool:
    """Results of other bodies come late, also when the own minutes are signed."""
    is_aside = paper.state in {PaperState.RETRACTED, PaperState.REFUSED}
    return paper.kind is not PaperKind.DOCUMENT and not is_aside


def _steps(paper: Paper) -> list[dict[str, str]]:
    """The usual way, for the stepper; what ended otherwise is told in its own words."""
    if paper.state in {PaperState.RETRACTED, PaperState.REFUSED}:
        return []
    way = [state for state in PaperState if state.value not in {"retracted", "refused"}]
    here = way.index(paper.state)
    return [
        {
            "label": state.label,
            "state": "done" if place < here else "current" if place == here else "open",
        }
        for place, state in enumerate(way)
    ]
