"""Writes of the appointments: rule, change, record, flush."""

from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.meetings.minute_takers import queries, rules
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person


def appoint(
    actor: Viewer,
    committee: Committee,
    person: Person,
    *,
    starts_on: date,
    ends_on: date | None = None,
    is_deputy: bool = False,
    sitting: Sitting | None = None,
    basis: str = "",
) -> MinuteTaker:
    locked(Committee, committee.id)
    rules.require_apart(queries.minute_takers_of(committee.id), person.id, starts_on, ends_on)
    made = MinuteTaker(
        committee=committee,
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        is_deputy=is_deputy,
        sitting=sitting,
        basis=basis,
    )
    db.session.add(made)
    what = "Stellvertretung in der Schriftführung" if is_deputy else "Schriftführung"
    record(actor, "minute_taker.appointed", made, f"{what} bestellt: {person.name}")
    return made


def end(actor: Viewer, one: MinuteTaker, ends_on: date) -> None:
    rules.require_end(one, ends_on)
    locked(Committee, one.committee_id)
    others = [other for other in queries.minute_takers_of(one.committee_id) if other is not one]
    rules.require_apart(others, one.person_id, one.starts_on, ends_on)
    changes = apply(one, {"ends_on": ends_on})
    summary = f"Schriftführung endet am {format_date(ends_on)}: {one.person.name}"
    record(actor, "minute_taker.ended", one, summary, changes)


def remove(actor: Viewer, one: MinuteTaker) -> None:
    """Take an appointment back that was entered by mistake."""
    record(actor, "minute_taker.removed", one, f"Bestellung entfernt: {one.person.name}")
    db.session.delete(one)
    db.session.flush()
