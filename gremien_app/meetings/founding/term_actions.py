"""Writes of the Wahlperioden; sittings and seats hang on them."""

from collections.abc import Collection
from datetime import date
from typing import cast

from sqlalchemy import Table, update

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.meetings.founding import queries
from gremien_app.meetings.founding.term_rules import (
    require_apart,
    require_covers,
    require_name,
)
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.committees.models import Term
from gremien_app.people.committees.queries import terms
from gremien_app.people.renewal.queries import undone_in


def add(actor: Viewer, *, name: str, starts_on: date, ends_on: date | None) -> Term:
    take_turns(Turn.TERMS)
    others = terms()
    require_name(name, others)
    require_apart(others, starts_on, ends_on)
    term = Term(name=name, starts_on=starts_on, ends_on=ends_on)
    db.session.add(term)
    record(
        actor, "term.added", term, summary=f"Wahlperiode {name} angelegt: {term.period.told('ab')}"
    )
    _adopt(term, queries.sittings_to_adopt(starts_on, ends_on))
    return term


def edit(actor: Viewer, term: Term, *, name: str, starts_on: date, ends_on: date | None) -> None:
    take_turns(Turn.TERMS)
    others = terms()
    require_name(name, others, term.id)
    require_apart(others, starts_on, ends_on, own_id=term.id)
    require_covers(
        starts_on, ends_on, queries.sittings_of_term(term.id), queries.joined_in_term(term.id)
    )
    changes = apply(term, {"name": name, "starts_on": starts_on, "ends_on": ends_on})
    if not changes:
        return
    record(actor, "term.edited", term, summary=f"Wahlperiode {name} geändert", changes=changes)
    _adopt(term, queries.sittings_to_adopt(starts_on, ends_on))


def remove(actor: Viewer, term: Term) -> None:
    """Only a term on which nothing hangs yet."""
    take_turns(Turn.TERMS)
    hanging = []
    if sittings := len(queries.sittings_of_term(term.id)):
        hanging.append(format_count(sittings, "Sitzung", "Sitzungen"))
    if numbers := queries.numbers_left_in(term.id):
        hanging.append(format_count(numbers, "versandte Nummer", "versandte Nummern"))
    if seats := queries.seats_of_term(term.id):
        hanging.append(format_count(seats, "Sitz", "Sitze"))
    if stated := queries.committees_with_seats_in(term):
        hanging.append(f"die Sitzzahl von {join_german(stated)}")
    if hanging:
        raise RuleBroken(
            f"Die Wahlperiode {term.name} lässt sich nicht löschen: An ihr "
            f"{'hängt' if len(hanging) == 1 and not sittings + seats + numbers > 1 else 'hängen'} "
            f"{join_german(hanging)}."
        )
    for made in undone_in(term.id):  # the record of changes tells of them
        db.session.delete(made)
    record(actor, "term.removed", term, summary=f"Wahlperiode {term.name} gelöscht")
    db.session.delete(term)
    db.session.flush()


def _adopt(term: Term, sitting_ids: Collection[int]) -> None:
    """Sittings planned before their term was entered join it; there their numbers meet no others.

    No news for calendars: neither version nor time of change moves.
    """
    if sitting_ids:
        joining = update(cast("Table", Sitting.__table__)).where(Sitting.id.in_(sitting_ids))
        db.session.execute(joining.values(term_id=term.id))
        db.session.expire_all()
