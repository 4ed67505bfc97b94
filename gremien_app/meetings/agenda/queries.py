"""All reads of agendas; ``readable_by`` is the one rule of who reads which item."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound, required
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import first_of
from gremien_app.base.transactions import held
from gremien_app.meetings.agenda import rules
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.agenda.part_rules import ClosedSide, closed_side
from gremien_app.meetings.agenda.rules import NumberedItem
from gremien_app.meetings.sittings.models import Room, Sitting, SittingState
from gremien_app.meetings.sittings.queries import of_committees, visible_to
from gremien_app.people.committees.models import Committee


def readable_by(viewer: Viewer) -> ColumnElement[bool]:
    """Which items this person may read: a condition on ``AgendaItem``, ``Sitting`` joined.

    The only one: agenda, documents, feeds, votes, resolutions and all else that hangs on an item.

    - Nobody reads the waste basket, nor anything of a sitting that he or she may not know of.
    - A draft is for those who write it, and for the chair; it stays one if the sitting is called
      off before the invitation.
    - From the invitation on everyone reads a public sitting's agenda, and of another one whoever
      belongs to one of its committees.
    - The closed part is for those who may read it in one of these committees, and for the deputy
      called in to this very sitting.
    - A guest reads the items to which he or she is admitted, of either part. What was decided on
      them he or she reads like everyone: there ask with ``viewer.without_admissions``.
    """
    is_shown = _is_shown(viewer)
    reads_part = or_(AgendaItem.part == Part.PUBLIC, _closed_is_read_by(viewer))
    return and_(
        AgendaItem.mark != ItemMark.REMOVED,
        visible_to(viewer),
        or_(and_(is_shown, reads_part), AgendaItem.id.in_(viewer.guest_for)),
    )


def _is_shown(viewer: Viewer) -> ColumnElement[bool]:
    """That there is such an item, and the public part of the agenda on which it stands."""
    is_out = and_(_is_out(), or_(Sitting.is_public, of_committees(viewer.belongs_of)))
    return or_(_is_drafted_by(viewer), is_out)


def _is_drafted_by(viewer: Viewer) -> ColumnElement[bool]:
    """``rules.sees_draft`` as a condition."""
    own = Sitting.committee_id.in_(viewer.records_of)
    return or_(own, of_committees(viewer.chair_of))


def _is_out() -> ColumnElement[bool]:
    """Made known with an invitation; it fixes the numbers, which show it after a calling off."""
    was_sent = or_(Sitting.state != SittingState.CANCELLED, AgendaItem.printed_number.is_not(None))
    return and_(Sitting.state != SittingState.PLANNED, was_sent)


def _closed_is_read_by(viewer: Viewer) -> ColumnElement[bool]:
    """``sittings.rules.sees_closed`` as a condition."""
    return or_(of_committees(viewer.reads_closed_of), Sitting.id.in_(viewer.stands_in_at))


def all_items(sitting: Sitting) -> list[AgendaItem]:
    """Every item of both parts without the waste basket: for actions, never for a page."""
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED)
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def all_ids(sitting_id: int) -> set[int]:
    """Only their numbers: whether they are still there, for whoever holds the sitting."""
    query = select(AgendaItem.id).where(
        AgendaItem.sitting_id == sitting_id, AgendaItem.mark != ItemMark.REMOVED
    )
    return set(db.session.scalars(query))


def voted_items(sitting: Sitting) -> list[AgendaItem]:
    """The same with their votes: for actions that ask whether something was decided."""
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.sitting_id == sitting.id, AgendaItem.mark != ItemMark.REMOVED)
            .options(selectinload(AgendaItem.votes))
            .order_by(AgendaItem.position, AgendaItem.id)
        )
    )


def items_of(ids: Iterable[int]) -> list[AgendaItem]:
    """These items with their sittings and votes, for actions whose view asked for the right."""
    return list(
        db.session.scalars(
            select(AgendaItem)
            .where(AgendaItem.id.in_(list(ids)))
            .options(joinedload(AgendaItem.sitting), selectinload(AgendaItem.votes))
            .order_by(AgendaItem.id)
        )
    )


def copy_of(item: AgendaItem, target: Sitting | None = None) -> AgendaItem | None:
    """Where an item comes up again, withdrawn or not; in ``target`` also from its waste basket."""
    query = select(AgendaItem).where(AgendaItem.carried_from_id == item.id)
    if target is None:
        query = query.where(AgendaItem.mark != ItemMark.REMOVED)
    else:
        query = query.where(AgendaItem.sitting_id == target.id)
    is_withdrawn = AgendaItem.mark == ItemMark.WITHDRAWN
    return first_of(
        query.options(joinedload(AgendaItem.sitting)).order_by(is_withdrawn, AgendaItem.id.desc())
    )


def agenda_of(viewer: Viewer, sitting: Sitting) -> list[NumberedItem]:
    """The agenda as far as this viewer may read it, in order; one query."""
    return rules.number_items(db.session.scalars(_readable(viewer, sitting)))


def public_agenda_of(viewer: Viewer, sitting: Sitting) -> list[NumberedItem]:
    """The public part alone, for documents that everyone may have."""
    public = _readable(viewer, sitting).where(AgendaItem.part == Part.PUBLIC)
    return rules.number_items(db.session.scalars(public))


def closed_side_of(viewer: Viewer, sitting: Sitting) -> list[ClosedSide]:
    """What everybody who reads the agenda is told of its closed part; titles are not even read."""
    rows = db.session.execute(
        select(AgendaItem.id, AgendaItem.printed_number, AgendaItem.designation, AgendaItem.mark)
        .join(AgendaItem.sitting)
        .where(
            AgendaItem.sitting_id == sitting.id,
            AgendaItem.part == Part.CLOSED,
            AgendaItem.parent_id.is_(None),
            AgendaItem.mark != ItemMark.REMOVED,
            visible_to(viewer),
            _is_shown(viewer),
        )
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    return closed_side((id_, number, named, mark) for id_, number, named, mark in rows)


def _readable(viewer: Viewer, sitting: Sitting) -> Select[AgendaItem]:
    return (
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(AgendaItem.sitting_id == sitting.id, readable_by(viewer))
        .options(contains_eager(AgendaItem.sitting))
        .order_by(AgendaItem.position, AgendaItem.id)
    )


def get_item(viewer: Viewer, id: int) -> AgendaItem:
    """The item with its sitting and committee, or ``NotFound`` where it must not be known."""
    return required(
        first_of(
            select(AgendaItem)
            .join(AgendaItem.sitting)
            .where(AgendaItem.id == id, readable_by(viewer))
            .options(
                contains_eager(AgendaItem.sitting).options(
                    joinedload(Sitting.committee),
                    joinedload(Sitting.room).joinedload(Room.venue),
                )
            )
        )
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
    item = first_of(
        select(AgendaItem)
        .join(AgendaItem.sitting)
        .where(AgendaItem.id == id, AgendaItem.mark == ItemMark.REMOVED, visible_to(viewer))
        .options(contains_eager(AgendaItem.sitting).joinedload(Sitting.committee))
    )
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


def last_held(sitting: Sitting) -> Sitting | None:
    """The sitting of the committee that was held before this one."""
    return first_of(
        select(Sitting)
        .where(
            Sitting.committee_id == sitting.committee_id,
            Sitting.starts_at < sitting.starts_at,
            Sitting.state == SittingState.CLOSED,
        )
        .order_by(Sitting.starts_at.desc(), Sitting.id.desc())
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
