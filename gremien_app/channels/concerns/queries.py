"""Reads of concerns: the administration sees all, a secretariat those of its own people."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.base.transactions import held
from gremien_app.channels.concerns.models import Concern
from gremien_app.people.accounts.models import User
from gremien_app.people.persons import queries as persons
from gremien_app.people.persons.models import Person


def visible_to(viewer: Viewer) -> ColumnElement[bool]:
    """What strangers write is for the whole office."""
    if viewer.is_admin:
        return true()
    of_own = select(Person.id).where(persons.visible_to(viewer))
    writers = select(User.id).where(or_(User.person_id.is_(None), User.person_id.in_(of_own)))
    return or_(Concern.user_id.is_(None), Concern.user_id.in_(writers))


def concerns_visible_to(
    viewer: Viewer, *, is_open: bool, limit: int | None = None, offset: int = 0
) -> list[Concern]:
    query = select(Concern).where(visible_to(viewer)).options(joinedload(Concern.user))
    if is_open:
        query = query.where(Concern.done_on.is_(None)).order_by(Concern.due_on, Concern.id)
    else:
        query = query.where(Concern.done_on.is_not(None))
        query = query.order_by(Concern.done_on.desc(), Concern.id.desc())
    return all_of(query.limit(limit).offset(offset))


def count_open(viewer: Viewer) -> int:
    query = select(func.count()).select_from(Concern)
    return db.session.scalar(query.where(visible_to(viewer), Concern.done_on.is_(None))) or 0


def get_concern(viewer: Viewer, id: int) -> Concern:
    found = one_of(select(Concern).where(Concern.id == id, visible_to(viewer)))
    return held(found)


def concerns_of(user_id: int | None) -> list[Concern]:
    """What this account wrote, the newest first."""
    query = select(Concern).where(Concern.user_id == user_id)
    return all_of(query.order_by(Concern.created_at.desc(), Concern.id.desc()))


def find_once(once: str) -> Concern | None:
    return first_of(select(Concern).where(Concern.once == once))


def count_since(since: datetime, origin_hash: str) -> tuple[int, int]:
    """How many came since then: from this origin, and from strangers everywhere."""
    recent = select(func.count()).select_from(Concern).where(Concern.created_at > since)
    of_origin = db.session.scalar(recent.where(Concern.origin_hash == origin_hash)) or 0
    of_all = db.session.scalar(recent.where(Concern.user_id.is_(None))) or 0
    return of_origin if origin_hash else 0, of_all
