"""All reads of agendas; drafts and the closed part are left out here and nowhere else."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda import rules
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.sittings.models import Room, Sitting, SittingState
from gremien_app.meetings.sittings.queries import visible_to
from gremien_app.meetings.sittings.rules import sees_closed
from gremien_app.people.committees.models import Committee


def all_items(sitting: Sitting) -> list[AgendaItem]:
    """Every item of both parts without the waste basket: for actions, never for a page."""
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED)
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def agenda_of(viewer: Viewer, sitting: Sitting) -> list[NumberedItem]:
    """The agenda as far as this viewer may read it, in order; one query."""
    sees_agenda = rules.sees_agenda(viewer, sitting)
    if not sees_agenda and sitting.id not in viewer.guest_at:
        return []
    query = (
        select(AgendaItem)
        .where(AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED)
        .options(contains_eager(AgendaItem.sitting))
        .join(AgendaItem.sitting)
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    if not sees_agenda:
        query = query.where(AgendaItem.id.in_(viewer.guest_for))
    elif not sees_closed(viewer, sitting):
        query = query.where(
            or_(AgendaItem.part == Part.PUBLIC, AgendaItem.id.in_(viewer.guest_for))
        )
    if sitting.state is SittingState.CANCELLED and not rules.sees_draft(viewer, sitting):
        # Called off before the invitation: the draft stays a draft.
        query = query.where(AgendaItem.printed_number.is_not(None))
    return rules.number_items(db.session.scalars(query))


def public_agenda_of(sitting: Sitting) -> list[NumberedItem]:
    """The public part alone, for documents that everyone may have."""
    query = (
        select(AgendaItem)
        .where(
            AgendaItem.sitting_id == sitting.id,
            AgendaItem.part == Part.PUBLIC,
            AgendaItem.mark != ItemMark.REMOVED,
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return rules.number_items(db.session.scalars(query))


def get_item(viewer: Viewer, id: int) -> AgendaItem:
    """The item with its sitting and committee, or ``NotFound`` where it must not be known."""
    item = db.session.scalars(
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(AgendaItem.id == id, AgendaItem.mark != ItemMark.REMOVED, visible_to(viewer))
        .options(
            contains_eager(AgendaItem.sitting).options(
                joinedload(Sitting.committee).selectinload(Committee.names),
                joinedload(Sitting.room).joinedload(Room.venue),
            )
        )
    ).first()
    if item is None or not _may_read(viewer, item):
        raise NotFound
    return item


def _may_read(viewer: Viewer, item: AgendaItem) -> bool:
    if item.id in viewer.guest_for:
        return True
    if item.part is Part.CLOSED and not sees_closed(viewer, item.sitting):
        return False
    if not rules.sees_agenda(viewer, item.sitting):
        return False
    cancelled = item.sitting.state is SittingState.CANCELLED
    return not (
        cancelled and item.printed_number is None and not rules.sees_draft(viewer, item.sitting)
    )


def manageable_item(viewer: Viewer, id: int) -> AgendaItem:
    """The item for its secretariat; ``Forbidden`` for others who may read it."""
    item = get_item(viewer, id)
    if not viewer.manages(item.sitting.committee_id):
        raise Forbidden
    held(item.sitting)
    return item


def removed_item(viewer: Viewer, id: int) -> AgendaItem:
    """An item in the waste basket, for its secretariat only."""
    item = db.session.scalars(
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(AgendaItem.id == id, AgendaItem.mark == ItemMark.REMOVED, visible_to(viewer))
        .options(contains_eager(AgendaItem.sitting).joinedload(Sitting.committee))
    ).first()
    if item is None or not viewer.manages(item.sitting.committee_id):
        raise NotFound
    held(item.sitting)
    return item


def removed_items(sitting: Sitting) -> list[AgendaItem]:
    """The waste basket of a draft, the last thrown away first."""
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.sitting_id == sitting.id, AgendaItem.mark == ItemMark.REMOVED)
            .order_by(AgendaItem.id.desc())
        )
    )


def later_sittings(sitting: Sitting) -> list[Sitting]:
    """Where an adjourned item may come up again, the next one first."""
    return list(
        db.session.scalars(
            select(Sitting)
            .where(
                Sitting.committee_id == sitting.committee_id,
                Sitting.starts_at > sitting.starts_at,
                Sitting.record_closed_at.is_(None),
                Sitting.state.in_((SittingState.PLANNED, SittingState.INVITED, SittingState.MOVED)),
            )
            .options(joinedload(Sitting.committee).selectinload(Committee.names))
            .order_by(Sitting.starts_at, Sitting.id)
        )
    )


def count_items(sitting: Sitting) -> int:
    """How many items the agenda has, in both parts."""
    return (
        db.session.scalar(
            select(func.count(AgendaItem.id)).where(
                AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED
            )
        )
        or 0
    )
