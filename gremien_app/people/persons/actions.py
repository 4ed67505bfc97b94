"""Writes of persons and of what of them may be published.

Former names and contact data stay out of the record of changes: it is never deleted.
"""

import secrets
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import Changes, apply, differing
from gremien_app.base.audit.words import field_label
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.kernel.text import slugify_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.rules import COLUMNS, basis_of, basis_with, require_basis
from gremien_app.people.persons import naming_actions, naming_rules, rules
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person
from gremien_app.people.persons.naming_rules import Former

MOST_PLACES = 12


@dataclass(frozen=True)
class Edited:
    """What followed: kinds of contact data no longer public; places to look for a former name."""

    ended: list[str] = field(default_factory=list)
    to_check: list[str] = field(default_factory=list)


def add_person(actor: Viewer, **details: Any) -> Person:
    """A new person, by the columns; everything but the last name is optional."""
    rules.require_person_data(details.get("last_name", ""), details.get("email", ""))
    rules.require_one_script(details["last_name"], details.get("first_name", ""))
    rules.require_no_health_data(details.get("language", ""), details.get("papers_as", ""))
    require_basis(basis_with(details), today())
    name = slugify_german(f"{details.get('first_name', '')} {details['last_name']}")[:40]
    person = Person(ref=f"{name or 'person'}-{secrets.token_hex(4)}", **details)
    db.session.add(person)
    record(actor, "person.added", person, summary="Person angelegt")
    return person


def edit_person(
    actor: Viewer, person: Person, *, former: Former = naming_rules.HIDDEN, **details: Any
) -> Edited:
    """Correct a person's data, by the columns; what is left out stays as it is.

    What was signed keeps the name it was signed with.

    ``former``: what becomes of a former name; by default nobody learns it. Contact data that was
    public no longer is: a consent was given for the old value and ends with it.
    """
    rules.require_person_data(
        details.get("last_name", person.last_name), details.get("email", person.email)
    )
    rules.require_one_script(details.get("last_name", ""), details.get("first_name", ""))
    rules.require_no_health_data(details.get("language", ""), details.get("papers_as", ""))
    changes = differing(person, details)
    if not changes:
        return Edited()
    _require_publication(person, details)
    old = naming_rules.name_of(person)
    is_renamed = naming_rules.is_renamed(old, changes)
    if is_renamed and former.is_visible:
        naming_actions.keep(person, old, naming_rules.require_since(person, former.since, today()))
    apply(person, details)
    ended = _end_consents(actor, person, set(changes))
    if is_renamed:
        summary = "Name geändert" + ("; der frühere bleibt sichtbar" if former.is_visible else "")
        record(actor, "person.renamed", person, summary=summary)
    others = [name for name in changes if not (is_renamed and name in naming_rules.NAME)]
    if others:
        record(
            actor,
            "person.edited",
            person,
            summary="Angaben zur Person geändert: "
            + join_german(field_label(name, "person") for name in others),
            changes=changes,
        )
    db.session.flush()
    places = _take_back(actor, person, old) if is_renamed and not former.is_visible else []
    return Edited(ended, places)


def _take_back(actor: Viewer, person: Person, old: naming_rules.Name) -> list[str]:
    """The places at which a former name may still be meant are on record, without any name."""
    places = naming_actions.take_back(actor, person, old)
    if places:
        record(
            actor,
            "person.names_to_check",
            person,
            summary=f"Zu prüfen, ob der frühere Name gemeint ist: {'; '.join(told(places))}",
        )
    db.session.flush()
    return places


def told(places: list[str]) -> list[str]:
    """The first of them, and how many more."""
    rest = len(places) - MOST_PLACES
    return [*places[:MOST_PLACES], *([f"und {rest} weitere"] if rest > 0 else [])]


def hide_former_names(actor: Viewer, person: Person) -> None:
    """Names that were to be seen may not be disclosed any more."""
    if not person.former_names:
        raise RuleBroken("Von dieser Person ist kein früherer Name zu sehen.")
    record(actor, "person.renamed", person, summary="Frühere Namen nicht mehr sichtbar")
    _take_back(actor, person, naming_rules.name_of(person))


def _require_publication(person: Person, details: dict[str, Any]) -> None:
    wanted = {name: details.get(name, getattr(person, name)) for name in COLUMNS}
    require_basis(basis_with(wanted), today(), [basis_of(person)])


def _end_consents(actor: Viewer, person: Person, changed: set[str]) -> list[str]:
    ended = []
    for kind, columns in rules.CONTACT_COLUMNS.items():
        consent = rules.running_consent(person.consents, kind)
        if consent is not None and changed.intersection(columns):
            _revoke(actor, consent, max(today(), consent.given_on))
            ended.append(kind.label)
    return ended


def record_consent(
    actor: Viewer, person: Person, *, kind: ContactKind, basis: str, given_on: date | None
) -> ContactConsent:
    """Contact data may be published from now on, where the name may be published too."""
    since = rules.require_consent(person, kind, basis, given_on, today())
    consent = ContactConsent(person=person, kind=kind, basis=basis, given_on=since)
    db.session.add(consent)
    record(
        actor,
        "consent.given",
        person,
        summary=f"Einwilligung eingetragen: {kind.label}",
        changes=_told(kind, basis=(None, basis), given_on=(None, since)),
    )
    return consent


def revoke_consent(actor: Viewer, consent: ContactConsent, revoked_on: date | None) -> None:
    """From now on this contact data is not published."""
    _revoke(actor, consent, rules.require_revocation(consent, revoked_on, today()))
    db.session.flush()


def _revoke(actor: Viewer, consent: ContactConsent, day: date) -> None:
    consent.revoked_on = day
    record(
        actor,
        "consent.revoked",
        consent.person,
        summary=f"Einwilligung beendet: {consent.kind.label}",
        changes=_told(consent.kind, revoked_on=(None, day)),
    )


def _told(kind: ContactKind, **changes: Any) -> Changes:
    return {f"{kind.value}.{name}": change for name, change in changes.items()}
