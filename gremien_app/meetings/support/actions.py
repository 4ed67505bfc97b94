"""All writes of needs. The record says that somebody saved something, never for whom or what."""

from datetime import datetime

from flask import current_app

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import queries, question_queries, rules
from gremien_app.meetings.support.measures import Needs, as_data
from gremien_app.meetings.support.models import AccessNeed
from gremien_app.people.persons.models import Person

SAVED, DELETED = "support.saved", "support.deleted"


def save(
    actor: Viewer, person: Person, sitting: Sitting | None, needs: Needs, *, day: datetime
) -> AccessNeed:
    """Keep what somebody needs at a sitting, or at all of them (None).

    Refused without consent, for sittings that are over, and for what contradicts itself.
    """
    if sitting is not None:
        rules.require_ahead(sitting, berlin_date(day))
    rules.require_needs(needs)
    rules.require_consent(needs.consent)
    need = queries.need_of(person.id, sitting.id if sitting else None)
    if need is None:
        need = AccessNeed(person=person, sitting=sitting)
        db.session.add(need)
    need.sealed = queries.safe().close(as_data(needs))
    _record(actor, SAVED, sitting, "Angaben zur Unterstützung gespeichert")
    return need


def delete(actor: Viewer, need: AccessNeed) -> None:
    """The consent is withdrawn: nothing is left of what was said."""
    sitting = need.sitting
    db.session.delete(need)
    _record(actor, DELETED, sitting, "Angaben zur Unterstützung gelöscht")


def _record(actor: Viewer, action: str, sitting: Sitting | None, summary: str) -> None:
    """Never with the person: the record is not deleted with the need."""
    record(actor, action, sitting, summary=summary)
    db.session.flush()


def tidy(now: datetime) -> int:
    """Forget the needs of sittings that are over, and of whoever belongs nowhere any more."""
    day = rules.forgotten_before(berlin_date(now), current_app.config["SUPPORT_DAYS"])
    found = queries.to_forget(day)
    for need in found:
        db.session.delete(need)
    db.session.flush()
    return len(found) + question_queries.forget_questions(day)


def renew_key() -> int:
    """A new key, and everything sealed by it; answers with how much. The caller commits."""
    safe = queries.safe()
    found = [one for one in queries.all_needs() if queries.opened(one) is not None]
    safe.renew()
    for need in found:
        need.sealed = safe.rotated(need.sealed)
    db.session.flush()
    return len(found)
