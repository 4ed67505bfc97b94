"""Wahlperioden: their rules and writes; sittings and seats hang on them."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import Turn, take_turns
from gremien_app.people.committees import queries, usage
from gremien_app.people.committees.models import Term


def require_apart(
    others: Iterable[Term], starts_on: date, ends_on: date | None, *, own_id: int = 0
) -> None:
    """One Wahlperiode on a day; without a last day it runs on."""
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken("Das Ende darf nicht vor dem Beginn liegen.", field="ends_on")
    for other in others:
        if other.id == own_id:
            continue
        starts_in_time = ends_on is None or other.starts_on <= ends_on
        if starts_in_time and (other.ends_on is None or other.ends_on >= starts_on):
            raise RuleBroken(
                f"In dieser Zeit läuft schon die Wahlperiode {other.name}: {describe(other)}. "
                "Zwei Wahlperioden dürfen sich nicht überschneiden.",
                field="starts_on",
            )


def describe(term: Term) -> str:
    start = format_date(term.starts_on)
    return f"{start} bis {format_date(term.ends_on)}" if term.ends_on else f"ab {start}"


def require_covers(
    starts_on: date, ends_on: date | None, sittings: Sequence[date], joined: Sequence[date]
) -> None:
    """A term does not shrink away from its sittings, nor from those who joined on its seats."""
    for days, what in ((sittings, "eine Sitzung"), (joined, "eine Mitgliedschaft, die beginnt")):
        for day in days:
            early, late = day < starts_on, ends_on is not None and day > ends_on
            if early or late:
                raise RuleBroken(
                    f"Am {format_date(day)} gibt es {what} in dieser Wahlperiode. Sie muss diesen "
                    "Tag umfassen.",
                    field="starts_on" if early else "ends_on",
                )


def _require_name(name: str, others: Iterable[Term], own_id: int = 0) -> None:
    if not name:
        raise RuleBroken("Bitte geben Sie der Wahlperiode einen Namen.", field="name")
    if any(other.name == name and other.id != own_id for other in others):
        raise RuleBroken(f"Die Wahlperiode „{name}“ gibt es schon.", field="name")


def add(actor: Viewer, *, name: str, starts_on: date, ends_on: date | None) -> Term:
    take_turns(Turn.TERMS)
    others = queries.terms()
    _require_name(name, others)
    require_apart(others, starts_on, ends_on)
    term = Term(name=name, starts_on=starts_on, ends_on=ends_on)
    db.session.add(term)
    _flush()
    record(actor, "term.added", term, summary=f"Wahlperiode {name} angelegt: {describe(term)}")
    db.session.flush()
    usage.adopt_sittings(term.id, starts_on, ends_on)
    return term


def edit(actor: Viewer, term: Term, *, name: str, starts_on: date, ends_on: date | None) -> None:
    take_turns(Turn.TERMS)
    others = queries.terms()
    _require_name(name, others, term.id)
    require_apart(others, starts_on, ends_on, own_id=term.id)
    require_covers(
        starts_on, ends_on, usage.sittings_of_term(term.id), usage.joined_in_term(term.id)
    )
    changes = {
        "name": (term.name, name),
        "starts_on": (term.starts_on, starts_on),
        "ends_on": (term.ends_on, ends_on),
    }
    changes = {key: pair for key, pair in changes.items() if pair[0] != pair[1]}
    if not changes:
        return
    term.name, term.starts_on, term.ends_on = name, starts_on, ends_on
    _flush()
    record(actor, "term.edited", term, summary=f"Wahlperiode {name} geändert", changes=changes)
    db.session.flush()


def remove(actor: Viewer, term: Term) -> None:
    """Only a term on which nothing hangs yet."""
    take_turns(Turn.TERMS)
    hanging = []
    if sittings := len(usage.sittings_of_term(term.id)):
        hanging.append(format_count(sittings, "Sitzung", "Sitzungen"))
    if seats := usage.seats_of_term(term.id):
        hanging.append(format_count(seats, "Sitz", "Sitze"))
    if stated := queries.committees_with_seats_in(term):
        hanging.append(f"die Sitzzahl von {join_german(stated)}")
    if hanging:
        raise RuleBroken(
            f"Die Wahlperiode {term.name} lässt sich nicht löschen: An ihr "
            f"{'hängt' if len(hanging) == 1 and not sittings + seats > 1 else 'hängen'} "
            f"{join_german(hanging)}."
        )
    record(actor, "term.removed", term, summary=f"Wahlperiode {term.name} gelöscht")
    db.session.delete(term)
    db.session.flush()


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError as error:  # two people added it at the same moment
        raise RuleBroken(
            "Eine Wahlperiode mit diesem Namen wurde gerade eben angelegt.", field="name"
        ) from error
