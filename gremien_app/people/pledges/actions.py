"""Writes of pledges: rule, change, record, flush."""

from collections.abc import Collection
from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.people.committees.models import Committee
from gremien_app.people.persons.models import Person
from gremien_app.people.pledges import queries, rules
from gremien_app.people.pledges.models import Pledge, PledgeKind


def add(
    actor: Viewer,
    committee: Committee,
    persons: Collection[int],
    kinds: Collection[PledgeKind],
    *,
    given_on: date,
    today: date,
) -> int:
    """Put on record that these persons were bound; what is stored already stays. How many new."""
    rules.require_pledge(kinds, persons, given_on, today)
    locked(Committee, committee.id)  # a form sent twice stores each date once
    allowed = {one.person_id for one in queries.bound_in(committee, today)}
    made = 0
    for person_id in sorted(allowed & set(persons)):
        for kind in sorted(kinds):
            if queries.is_stored(person_id, kind, given_on):
                continue
            pledge = Pledge(person_id=person_id, kind=kind, given_on=given_on)
            db.session.add(pledge)
            db.session.flush()
            _record(actor, "pledge.added", pledge, "festgehalten", committee.id)
            made += 1
    db.session.flush()
    return made


def remove(actor: Viewer, pledge: Pledge) -> None:
    """Take a date back that was entered by mistake."""
    _record(actor, "pledge.removed", pledge, "entfernt", None)
    db.session.delete(pledge)
    db.session.flush()


def _record(
    actor: Viewer, action: str, pledge: Pledge, word: str, committee_id: int | None
) -> None:
    person = db.session.get(Person, pledge.person_id)
    assert person is not None
    summary = f"{pledge.kind.label} {word}: {person.name}, {format_date(pledge.given_on)}"
    record(actor, action, pledge, summary=summary, committee_id=committee_id)
