"""Reads of organisations: one record however the name is spelt."""

from sqlalchemy import select

from gremien_app.extensions import db
from gremien_app.kernel.text import fold
from gremien_app.members.models import Organization


def find_organization(name: str) -> Organization | None:
    """The organisation, however its name is spelt."""
    return db.session.scalars(
        select(Organization).where(Organization.search_key == fold(name))
    ).first()


def organizations() -> list[Organization]:
    return list(db.session.scalars(select(Organization).order_by(Organization.name)))
