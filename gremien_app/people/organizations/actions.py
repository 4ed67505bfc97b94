"""Writes of organisations: names over time, spellings, one record taken into another."""

from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes, apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.text import fold
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.organizations import rules
from gremien_app.people.organizations.models import Organization, OrganizationKind, OrganizationName
from gremien_app.people.organizations.queries import find_organization

KEY_LENGTH = 300


def organization_named(actor: Viewer, name: str) -> Organization | None:
    """The organisation of that name or spelling, a new one where nobody knows it yet."""
    if not name:
        return None
    found = find_organization(name)
    return found.on(today()) if found else add_organization(actor, name=name)


def add_organization(
    actor: Viewer, *, name: str, short: str = "", kind: OrganizationKind = OrganizationKind.OTHER
) -> Organization:
    """A new organisation; refused under a name or spelling that another one has."""
    rules.require_name(name, find_organization(name), None)
    organization = Organization(name=name, short=short, kind=kind, search_key=_key(name))
    db.session.add(organization)
    record(actor, "organization.added", organization, summary=f"Organisation „{name}“ angelegt")
    return organization


def _key(name: str) -> str:
    return fold(name)[:KEY_LENGTH]


def edit_organization(
    actor: Viewer,
    organization: Organization,
    *,
    name: str,
    short: str,
    kind: OrganizationKind,
    valid_until: date | None = None,
) -> None:
    """Change the data. With ``valid_until`` the present name becomes a former one.

    Without it a mistake is corrected: the name was never like that.
    """
    if name != organization.name:
        rules.require_name(name, find_organization(name), organization)
    last_day = rules.require_end_of_name(organization, valid_until, today())
    former = organization.name
    changes = apply(organization, {"name": name, "short": short, "kind": kind})
    if not changes:
        return
    if last_day is not None and "name" in changes:
        _keep(organization, former, last_day)
        changes["valid_until"] = (None, last_day)
    organization.search_key = _key(name)
    record(
        actor,
        "organization.edited",
        organization,
        summary=f"Organisation „{name}“ geändert",
        changes=changes,
    )


def add_former(organization: Organization, name: str, valid_until: date | None) -> None:
    """A name that it had, or another spelling, as it stood before."""
    _keep(organization, name, valid_until)


def _keep(organization: Organization, name: str, valid_until: date | None) -> None:
    organization.names.append(
        OrganizationName(name=name, search_key=_key(name), valid_until=valid_until)
    )


def add_spelling(actor: Viewer, organization: Organization, spelling: str) -> None:
    rules.require_spelling(spelling, find_organization(spelling), organization)
    _keep(organization, spelling, None)
    record(
        actor,
        "organization.spelling_added",
        organization,
        summary=f"„{organization.name}“: Schreibweise „{spelling}“ eingetragen",
    )


def remove_spelling(actor: Viewer, organization: Organization, spelling: OrganizationName) -> None:
    """Only a spelling goes; a former name is what old papers print."""
    record(
        actor,
        "organization.spelling_removed",
        organization,
        summary=f"„{organization.name}“: Schreibweise „{spelling.name}“ entfernt",
    )
    organization.names.remove(spelling)
    db.session.flush()


def absorb(
    actor: Viewer, kept: Organization, other: Organization, moved: Changes
) -> list[OrganizationName]:
    """The other record goes, its names stay known; ``moved``: what the rooms above moved over.

    Answers with the names that were added.
    """
    former = list(kept.names)
    names = [(one.name, one.valid_until) for one in other.names]
    known = {one.search_key for one in kept.names} | {kept.search_key}
    old_name = other.name
    db.session.delete(other)
    db.session.flush()
    for name, valid_until in [*names, (old_name, None)]:
        if _key(name) not in known or valid_until is not None:
            _keep(kept, name, valid_until)
            known.add(_key(name))
    record(
        actor,
        "organization.merged",
        kept,
        summary=f"Organisation „{old_name}“ mit „{kept.name}“ zusammengelegt",
        changes=moved,
    )
    return [one for one in kept.names if one not in former]


def fuse(actor: Viewer, kept: Organization, other: Organization, merged_on: date) -> None:
    """From a day on the other one is a part of this one; before, it is what it was."""
    rules.require_fusible(kept, other, merged_on)
    other.merged_into, other.merged_on = kept, merged_on
    what = f"„{other.name}“ ist ab {format_date(merged_on)} aufgegangen in „{kept.name}“"
    record(actor, "organization.fusion", kept, what)


def unfuse(actor: Viewer, other: Organization) -> None:
    """Take a fusion back: it is itself again, for every day."""
    kept = rules.require_fused(other)
    other.merged_into, other.merged_on = None, None
    what = f"Fusion zurückgenommen: „{other.name}“ gehört nicht mehr zu „{kept.name}“"
    record(actor, "organization.fusion", kept, what)
