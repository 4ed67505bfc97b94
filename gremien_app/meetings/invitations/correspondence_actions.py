"""Writes how the office reaches a person."""

from typing import Any

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.occasion_actions import withdraw_all
from gremien_app.meetings.invitations import dispatch_queries
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.invitations.dispatch_rules import NO_POST
from gremien_app.people.persons.models import Person


def save(actor: Viewer, person: Person, **values: Any) -> Correspondence:
    """The wishes of a person; an address that came back counts as seen to."""
    if values.get("mail_agreed_on") and not person.email:
        raise RuleBroken(
            "Für diese Person ist keine E-Mail-Adresse eingetragen. Bitte tragen Sie sie zuerst "
            "bei den Angaben zur Person ein.",
            field="mail_agreed_on",
        )
    wishes = _keep(actor, person, values | {"returned_on": None})
    wishes.returned_why = ""
    if wishes.has_stopped:
        _stop(actor, person)
    db.session.flush()
    return wishes


def _stop(actor: Viewer, person: Person) -> None:
    """What still waits for the person does not leave any more, and its dispatches say why."""
    keys = withdraw_all(person.id)
    for one in dispatch_queries.recipients_by_mail(keys):
        one.mail_key, one.failure = None, NO_POST
        record(actor, "dispatch.held_back", one, "Mail zurückgehalten: keine Post mehr")


def wish(
    actor: Viewer,
    person: Person,
    *,
    names_committee: bool,
    wants_calendar: bool,
    occasions: dict[str, bool],
    gets_digest: bool,
) -> None:
    """What the person decides alone; the ways themselves are the office's."""
    values = {
        "names_committee": names_committee,
        "wants_calendar": wants_calendar,
        "occasions": occasions,
        "gets_digest": gets_digest,
    }
    _keep(actor, person, values)


def _keep(actor: Viewer, person: Person, values: dict[str, Any]) -> Correspondence:
    wishes = dispatch_queries.correspondence_of(person)
    if wishes is None:
        wishes = Correspondence(person=person)
        db.session.add(wishes)
        db.session.flush()
    if changes := apply(wishes, values):
        record(actor, "correspondence.saved", wishes, "Wege der Post geändert", changes)
    db.session.flush()
    return wishes
