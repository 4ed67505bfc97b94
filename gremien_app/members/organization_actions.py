"""Writes of organisations."""

from gremien_app.audit.actions import record
from gremien_app.extensions import db
from gremien_app.kernel.text import fold
from gremien_app.kernel.viewer import Viewer
from gremien_app.members.models import Organization
from gremien_app.members.organization_queries import find_organization


def organization_named(actor: Viewer, name: str) -> Organization | None:
    """The organisation of that name or spelling, a new one where nobody knows it yet."""
    if not name:
        return None
    found = find_organization(name)
    if found is None:
        found = Organization(name=name, search_key=fold(name))
        db.session.add(found)
        record(actor, "organization.added", found, summary=f"Organisation „{name}“ angelegt")
    return found
