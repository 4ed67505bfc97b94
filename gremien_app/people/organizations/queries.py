"""Reads of organisations: one record however the name is spelt."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.search import ESCAPE, word_patterns
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, first_of, one_of
from gremien_app.base.transactions import held
from gremien_app.people.organizations.models import Organization, OrganizationName


def find_organization(name: str) -> Organization | None:
    """The organisation, by its name, a former name or any other spelling."""
    key = fold(name)
    spelt = Organization.names.any(OrganizationName.search_key == key)
    return first_of(
        select(Organization)
        .where(or_(Organization.search_key == key, spelt))
        # Its own name wins over what another one was called once.
        .order_by((Organization.search_key == key).desc(), Organization.id)
        .limit(1)
    )


def as_listed(sender: str, day: date) -> str:
    """The organisation meant by this spelling, by its name of the day; else what was typed."""
    organization = find_organization(sender) if sender else None
    return organization.name_on(day) if organization else sender


def organizations() -> list[Organization]:
    """All of them, for a field's list of suggestions."""
    return all_of(select(Organization).order_by(Organization.search_key))


def organizations_found(
    search: str = "", limit: int | None = None, after: Organization | None = None
) -> list[Organization]:
    """By name; every word of ``search`` must occur in the name, the short or a former name."""
    query = select(Organization)
    for spellings in word_patterns(search):
        columns = (Organization.search_key, func.lower(Organization.short))
        plain = [c.like(p, escape=ESCAPE) for c in columns for p in spellings]
        former = [OrganizationName.search_key.like(p, escape=ESCAPE) for p in spellings]
        query = query.where(or_(*plain, Organization.names.any(or_(*former))))
    order = (Organization.search_key, Organization.id)
    if after is not None:
        query = query.where(tuple_(*order) > (after.search_key, after.id))
    return all_of(query.options(selectinload(Organization.names)).order_by(*order).limit(limit))


def get_organization(id: int) -> Organization:
    found = one_of(
        select(Organization).where(Organization.id == id).options(selectinload(Organization.names))
    )
    return held(found)


def organization_by_number(number: str) -> Organization | None:
    """The organisation an address parameter names; None without one."""
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise NotFound
    return get_organization(int(number))


def ids_visible_to(_viewer: Viewer, ids: Iterable[int]) -> list[int]:
    """Those that are still there; every secretariat sees them."""
    query = select(Organization.id).where(Organization.id.in_(ids))
    return all_of(query.order_by(Organization.id))
