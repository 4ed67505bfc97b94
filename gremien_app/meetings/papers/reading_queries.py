"""Who reads which paper and which version of its file; the one rule, for pages, search and files.

A paper is never more readable than the strictest item on which it stands: whoever may not read
one of its items because of the part or the publicity of the sitting does not read the paper at
all. Drafts of an agenda forbid nothing; they only give nobody a right who had none before.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select
from sqlalchemy.sql.selectable import Exists

from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.agenda import queries as agenda
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.papers.consultation_models import Consultation
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.models import Paper, PaperFile, PaperPlace, PaperSubmitter
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import of_committees

_ASIDE = (PaperState.RETRACTED, PaperState.REFUSED)


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which papers this person may know of: a condition on ``Paper``."""
    return and_(
        Paper.removed_at.is_(None),
        or_(reads_inside(viewer), _is_public(viewer)),
        not_(_stands_where(not_(_may_read_part(viewer)))),
    )


def version_readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which versions: on ``PaperFile``, beside ``readable_by`` on its paper."""
    return or_(PaperFile.published_at.is_not(None), reads_inside(viewer))


def reads_inside(viewer: Viewer) -> ColumnElement[bool]:
    """Who reads all of a paper, also what is not published.

    Its submitters from the first word; the secretariat and the chair from its receipt; the members
    once it is in the collection, and then the secretariats of all bodies to which it goes;
    whoever belongs to a sitting, or is its guest, with the item.
    """
    inside: list[ColumnElement[bool]] = [
        _stands_where(and_(agenda.readable_by(viewer), _belongs(viewer)))
    ]
    if viewer.is_signed_in:
        inside += [_is_own(viewer), and_(_is_under_way_for(viewer), _may_read_closed(viewer))]
    return or_(*inside)


def is_own(viewer: Viewer, paper: Paper) -> bool:
    """``_is_own`` of a loaded paper."""
    person = viewer.person_id
    return person is not None and any(one.person_id == person for one in paper.submitters)


def _is_own(viewer: Viewer) -> ColumnElement[bool]:
    submitted = select(PaperSubmitter.paper_id).where(
        PaperSubmitter.person_id == (viewer.person_id or 0)
    )
    return Paper.id.in_(submitted)


def _is_under_way_for(viewer: Viewer) -> ColumnElement[bool]:
    is_known = or_(Paper.state != PaperState.DRAFT, Paper.way != Way.PAGE)
    is_collected = and_(Paper.collected_at.is_not(None), Paper.state.not_in(_ASIDE))
    reads = or_(
        and_(Paper.committee_id.in_(viewer.secretariat_of), is_known),
        and_(Paper.committee_id.in_(viewer.chair_of), Paper.received_at.is_not(None)),
        and_(Paper.committee_id.in_(viewer.belongs_of), is_collected),
        # The next body of its way puts it on an agenda of its own.
        and_(goes_to(viewer.secretariat_of), is_collected),
    )
    return and_(Paper.kind != PaperKind.DOCUMENT, reads)  # a mere file goes with its item


def goes_to(committee_ids: Collection[int]) -> ColumnElement[bool]:
    """Whether one of these committees is a station of its way (Beratungsfolge)."""
    own = Consultation.committee_id.in_(list(committee_ids))
    return Paper.id.in_(select(Consultation.paper_id).where(own))


def _may_read_closed(viewer: Viewer) -> ColumnElement[bool]:
    reads = viewer.reads_closed_of | viewer.chair_of
    goes = goes_to(viewer.secretariat_of & viewer.reads_closed_of)
    return or_(Paper.part == Part.PUBLIC, Paper.committee_id.in_(reads), goes)


def _is_public(viewer: Viewer) -> ColumnElement[bool]:
    file = select(PaperFile.paper_id).where(
        PaperFile.paper_id == Paper.id, PaperFile.published_at.is_not(None)
    )
    is_published = or_(Paper.published_at.is_not(None), file.correlate(Paper).exists())
    open_item = and_(AgendaItem.part == Part.PUBLIC, agenda.readable_by(viewer))
    return and_(is_published, Paper.part == Part.PUBLIC, _stands_where(open_item))


def _stands_where(condition: ColumnElement[bool]) -> Exists:
    """Whether one of its items is such; agenda and sitting are those of the place alone."""
    places: Select[int] = (
        select(PaperPlace.id)
        .join(PaperPlace.item)
        .join(AgendaItem.sitting)
        .where(PaperPlace.paper_id == Paper.id, condition)
    )
    return places.correlate(Paper).exists()


def _may_read_part(viewer: Viewer) -> ColumnElement[bool]:
    """Nothing in the item's part or in the sitting's publicity keeps this viewer out."""
    closed = or_(of_committees(viewer.reads_closed_of), Sitting.id.in_(viewer.stands_in_at))
    may_know = or_(Sitting.is_public, _belongs(viewer))
    return or_(
        and_(may_know, or_(AgendaItem.part == Part.PUBLIC, closed)),
        AgendaItem.id.in_(viewer.guest_for),
    )


def _belongs(viewer: Viewer) -> ColumnElement[bool]:
    return or_(
        of_committees(viewer.belongs_of),
        Sitting.id.in_(viewer.stands_in_at),
        AgendaItem.id.in_(viewer.guest_for),
    )
