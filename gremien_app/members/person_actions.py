"""Writes of persons."""

import secrets
from datetime import date
from typing import Any

from gremien_app.audit.actions import record
from gremien_app.extensions import db
from gremien_app.kernel.text import fold, slugify_german
from gremien_app.kernel.viewer import Viewer
from gremien_app.members import rules
from gremien_app.members.models import Person


def add_person(
    actor: Viewer,
    *,
    first_name: str,
    last_name: str,
    title: str = "",
    salutation: str = "",
    email: str = "",
    phone: str = "",
) -> Person:
    """A new person; salutation and title are optional."""
    rules.require_person_data(last_name, email)
    name = slugify_german(f"{first_name} {last_name}")[:40] or "person"
    person = Person(
        ref=f"{name}-{secrets.token_hex(4)}",
        first_name=first_name,
        last_name=last_name,
        title=title,
        salutation=salutation,
        email=email,
        phone=phone,
        search_key=_search_key(title, first_name, last_name),
    )
    db.session.add(person)
    record(actor, "person.added", person, summary="Person angelegt")
    db.session.flush()
    return person


def edit_person(
    actor: Viewer,
    person: Person,
    *,
    first_name: str,
    last_name: str,
    title: str,
    salutation: str,
    email: str,
    phone: str,
    office: str = "",
    publication_basis: str = "",
    publication_date: date | None = None,
) -> None:
    """Correct a person's data; signed minutes keep the name they were signed with."""
    rules.require_person_data(last_name, email, publication_basis, publication_date)
    told = _set(
        person,
        {
            "office": office,
            "publication_basis": publication_basis,
            "publication_date": publication_date,
        },
    )
    personal = {
        "first_name": first_name,
        "last_name": last_name,
        "title": title,
        "salutation": salutation,
        "email": email,
        "phone": phone,
    }
    if not _set(person, personal) and not told:
        return
    person.search_key = _search_key(title, first_name, last_name)
    # Former names and contact data stay out of the record: it is never deleted.
    record(actor, "person.edited", person, summary="Angaben zur Person geändert", changes=told)
    db.session.flush()


def _set(person: Person, new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Set what differs; answers with old and new."""
    changes = {
        name: (getattr(person, name), value)
        for name, value in new.items()
        if getattr(person, name) != value
    }
    for name, (_old, value) in changes.items():
        setattr(person, name, value)
    return changes


def _search_key(title: str, first_name: str, last_name: str) -> str:
    return fold(f"{title} {first_name} {last_name}")[:400]
