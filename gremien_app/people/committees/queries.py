"""Reads of committees; ``visible_to`` says which ones somebody may know of."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from gremien_app.base.extensions import db, touch
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.lasting import ends_since
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.base.transactions import locked
from gremien_app.people.committees.models import (
    ChairMode,
    Committee,
    CommitteeKind,
    CommitteeName,
    Office,
    StatutorySeats,
    Term,
)
from gremien_app.people.committees.rules import own_committees


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """Which committees this viewer may know of, as a condition on ``Committee``.

    Working groups, project groups and outside bodies are internal to those who belong to
    them or to their parent committee. What is founded for a later day is prepared by the office:
    until then nobody else knows of it.
    """
    own = own_committees(viewer)
    is_public = Committee.kind == CommitteeKind.COMMITTEE
    if not (viewer.is_staff or viewer.is_admin):
        is_public = is_public & is_founded()
    return or_(is_public, Committee.id.in_(own), Committee.parent_id.in_(own))


def is_founded() -> ColumnElement[bool]:
    """Whether its founding has come, seen from today; of old ones no day is known."""
    return or_(Committee.founded_on.is_(None), Committee.founded_on <= today())


def _with_context(query: Select[Committee]) -> Select[Committee]:
    return query.options(
        selectinload(Committee.names),
        selectinload(Committee.seats_by_term).joinedload(StatutorySeats.term),
        joinedload(Committee.parent).selectinload(Committee.names),
    )


def get_committee(viewer: Viewer, slug: str) -> Committee:
    """The committee, or ``NotFound`` where this viewer may not know of it."""
    query = select(Committee).where(Committee.slug == slug, visible_to(viewer))
    return one_of(_with_context(query))


def manageable(viewer: Viewer, slug: str) -> Committee:
    """The committee for its secretariat; ``Forbidden`` for others who may see it."""
    committee = get_committee(viewer, slug)
    if not viewer.manages(committee.id):
        raise Forbidden
    return committee


def committees_visible_to(viewer: Viewer, on: date) -> list[Committee]:
    """The top-level committees that exist on the day, by position; names are loaded."""
    return listed(
        select(Committee).where(
            Committee.parent_id.is_(None), ends_since(Committee.closed_on, on), visible_to(viewer)
        )
    )


def former_committees(viewer: Viewer, on: date) -> list[Committee]:
    """The top-level committees that were closed before the day, by position; names are loaded."""
    return listed(
        select(Committee).where(
            Committee.parent_id.is_(None), Committee.closed_on < on, visible_to(viewer)
        )
    )


def working_groups_visible_to(viewer: Viewer, parent: Committee) -> list[Committee]:
    """The groups that belong to a committee, closed ones too; names are loaded."""
    return listed(select(Committee).where(Committee.parent_id == parent.id, visible_to(viewer)))


def listed(query: Select[Committee]) -> list[Committee]:
    ordered = query.order_by(Committee.position, Committee.id)
    return all_of(ordered.options(selectinload(Committee.names)))


def term_on(day: date) -> Term | None:
    """The Wahlperiode of a day."""
    return first_of(select(Term).where(Term.running(day)).order_by(Term.starts_on.desc(), Term.id))


def terms() -> list[Term]:
    """All Wahlperioden, the latest first."""
    return all_of(select(Term).order_by(Term.starts_on.desc(), Term.id))


def offices() -> list[Office]:
    return all_of(select(Office).order_by(Office.title, Office.id))


def chaired_by(office_id: int, since: date) -> list[Committee]:
    """The committees that an office chairs and that exist on or after a day; names are loaded.

    Other bodies of the city are left out: nobody keeps their members here.
    """
    return listed(
        select(Committee).where(
            Committee.kind != CommitteeKind.OUTSIDE,
            Committee.chair_mode == ChairMode.MAYOR,
            Committee.office_id == office_id,
            ends_since(Committee.closed_on, since),
        )
    )


def short_is_taken(short: str, own_id: int = 0) -> bool:
    """Whether another committee goes by the short name, however it is written."""
    return (
        db.session.scalar(
            select(Committee.id).where(
                func.lower(Committee.short) == short.lower(), Committee.id != own_id
            )
        )
        is not None
    )


def short_names(ids: Collection[int]) -> dict[int, str]:
    """The short names of these committees, whoever asks."""
    found = select(Committee.id, Committee.short).where(Committee.id.in_(ids))
    return {row.id: row.short for row in db.session.execute(found)}


def lock(committee: Committee) -> None:
    """Two who change names or seats at once take turns; what the first one did is seen.

    The committee counts as changed too: forms opened before are told so.
    """
    locked(Committee, committee.id)
    touch(committee)


def all_names() -> list[str]:
    texts = select(Committee.short).union(select(Committee.slug), select(CommitteeName.name))
    return sorted(db.session.scalars(texts))
