"""Writes of pledges: rule, change, record, flush."""

from collections.abc import Collection
from datetime import date

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import locked
from gremien_app.people.committees.models import Committee
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
            summary = _told(pledge, "festgehalten")
            record(actor, "pledge.added", pledge, summary, committee_id=committee.id)
            made += 1
    return made


def remove(actor: Viewer, pledge: Pledge) -> None:
    """Take a date back that was entered by mistake."""
    record(actor, "pledge.removed", pledge, _told(pledge, "entfernt"))
    db.session.delete(pledge)
    db.session.flush()


def _told(pledge: Pledge, word: str) -> str:
    day = format_date(pledge.given_on)
    return f"{pledge.kind.label} {word}: {pledge.person.name}, {day}"
