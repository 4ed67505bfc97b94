"""Reads of committees; ``visible_to`` says which ones somebody may know of."""

from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.committees.models import Committee, CommitteeKind, StatutorySeats, Term
from gremien_app.extensions import db
from gremien_app.kernel.errors import Forbidden, NotFound
from gremien_app.kernel.viewer import Viewer


def own_committees(viewer: Viewer) -> frozenset[int]:
    """Ids of the committees the viewer belongs to in any way."""
    return (
        viewer.secretariat_of
        | viewer.minute_taker_of
        | viewer.chair_of
        | viewer.member_of
        | viewer.closed_of
    )


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which committees this viewer may know of, as a condition on ``Committee``.

    Working groups, project groups and outside bodies are internal to those who belong to
    them or to their parent committee.
    """
    own = own_committees(viewer)
    return or_(
        Committee.kind == CommitteeKind.COMMITTEE,
        Committee.id.in_(own),
        Committee.parent_id.in_(own),
    )


def _with_context(query: Select[Committee]) -> Select[Committee]:
    return query.options(
        selectinload(Committee.names),
        selectinload(Committee.seats_by_term).joinedload(StatutorySeats.term),
        joinedload(Committee.parent).selectinload(Committee.names),
    )


def get_committee(viewer: Viewer, slug: str) -> Committee:
    """The committee, or ``NotFound`` where this viewer may not know of it."""
    query = select(Committee).where(Committee.slug == slug, visible_to(viewer))
    found = db.session.scalars(_with_context(query)).first()
    if found is None:
        raise NotFound
    return found


def manageable(viewer: Viewer, slug: str) -> Committee:
    """The committee for its secretariat; ``Forbidden`` for others who may see it."""
    committee = get_committee(viewer, slug)
    if not viewer.manages(committee.id):
        raise Forbidden
    return committee


def committees_visible_to(viewer: Viewer, on: date) -> list[Committee]:
    """The top-level committees that exist on the day, by position; names are loaded."""
    return _listed(
        select(Committee).where(
            Committee.parent_id.is_(None),
            or_(Committee.closed_on.is_(None), Committee.closed_on >= on),
            visible_to(viewer),
        )
    )


def working_groups_visible_to(viewer: Viewer, parent: Committee) -> list[Committee]:
    """The groups that belong to a committee, closed ones too; names are loaded."""
    return _listed(select(Committee).where(Committee.parent_id == parent.id, visible_to(viewer)))


def _listed(query: Select[Committee]) -> list[Committee]:
    ordered = query.order_by(Committee.position, Committee.id)
    return list(db.session.scalars(ordered.options(selectinload(Committee.names))))


def term_on(day: date) -> Term | None:
    """The Wahlperiode of a day."""
    return db.session.scalars(
        select(Term)
        .where(Term.starts_on <= day, or_(Term.ends_on.is_(None), Term.ends_on >= day))
        .order_by(Term.starts_on.desc(), Term.id)
    ).first()
