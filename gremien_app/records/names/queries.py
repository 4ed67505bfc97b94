"""Who is known to a committee, and what was decided about names so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.reading import all_of
from gremien_app.meetings.guests.queries import guests_of
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import User
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from gremien_app.people.members.person_queries import load_times
from gremien_app.people.members.publicity_rules import (
    basis_on,
    is_person_public,
    is_signatory_public,
)
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from gremien_app.records.names.finder import Finder
from gremien_app.records.names.judging import SIGNATORIES, Decided, Standing
from gremien_app.records.names.models import Ground, NameDecision
from gremien_app.records.names.people import KnownPerson, split_name
from gremien_app.records.names.rules import basis_of, has_ended
from gremien_app.records.names.spelling import folded, words

Row = TypeVar("Row", Person, Membership, Attendance)
Relying = Sequence[dict[str, Any]] | None


def standings_of(sitting: Sitting, besides: Iterable[str] = ()) -> dict[str, Standing]:
    """All persons of whom the papers of a sitting may speak, by their key.

    Those at the sitting, its guests, whoever was ever a member; ``besides``: names without a
    person, of minute-takers and others. Whoever was there in a membership is judged by it.
    """
    found: dict[str, Standing] = {}
    rows = _all(
        select(Attendance)
        .where(Attendance.sitting_id == sitting.id)
        .options(joinedload(Attendance.person), joinedload(Attendance.membership))
        .order_by(Attendance.id)
    )
    members = select(Membership).where(Membership.committee_id.in_(sitting.committee_ids))
    query = members.options(joinedload(Membership.person)).order_by(Membership.id.desc())
    memberships = _all(query)
    load_times([*memberships, *(row.membership for row in rows if row.membership)])
    for row in rows:
        if row.person is None:
            _add_name(found, row.name)
            continue
        standing = _standing(row.person, row.membership, row.name)
        found[standing.known.key] = standing
        _add_spelling(found, standing, row.name)
    for membership in memberships:
        _add(found, membership.person, membership)
    for person in (*(guest.person for guest in guests_of(sitting)), *_of_accounts()):
        _add(found, person, None)
    for name in besides:
        if name and not any(one.shown == name for one in found.values()):
            _add_name(found, name)
    return found


def _of_accounts() -> list[Person]:
    """Persons with an account: the office's own people stand on no list."""
    query = select(Person).join(User, User.person_id == Person.id).order_by(Person.id)
    return all_of(query)


def _add(found: dict[str, Standing], person: Person, membership: Membership | None) -> None:
    standing = _standing(person, membership, person.name)
    known = found.get(standing.known.key)
    if known is None:
        found[standing.known.key] = standing
    elif known.membership_id is None and membership:
        is_more = standing.is_public or (standing.may_sign and not known.is_public)
        found[standing.known.key] = standing if is_more else known


def _standing(person: Person, membership: Membership | None, shown: str) -> Standing:
    day = today()
    basis = basis_on(person, membership, day)
    return Standing(
        KnownPerson(f"person:{person.id}", person.last_name, person.first_name),
        shown,
        basis is not None,
        basis.told if basis else "",
        person.id,
        membership.id if membership else None,
        is_signatory_public(person, membership, day),
    )


def _add_spelling(found: dict[str, Standing], standing: Standing, name: str) -> None:
    """The name of that day may be another than today's; it means the same person."""
    printed = split_name(f"{standing.known.key}:{folded(name)}"[:120], name)
    if (folded(printed.last), folded(printed.first)) == (
        folded(standing.known.last),
        folded(standing.known.first),
    ):
        return
    found[printed.key] = Standing(
        printed,
        name,
        standing.is_public,
        standing.basis,
        standing.person_id,
        standing.membership_id,
        standing.may_sign,
    )


def _add_name(found: dict[str, Standing], name: str) -> None:
    known = split_name(f"name:{folded(name)}"[:120], name)
    if known.last:
        found.setdefault(known.key, Standing(known, name))


def usual_words(sitting: Sitting) -> frozenset[str]:
    """Words by which the office calls committees, organisations and places."""
    texts = [name.name for one in db.session.scalars(select(Committee)) for name in one.names]
    texts += db.session.scalars(select(Organization.name))
    texts += [sitting.place or "", sitting.title]
    return frozenset(word.folded for text in texts for word in words(text))


def names_in(sitting: Sitting, text: str) -> list[str]:
    """What in a text is the name of somebody known to the sitting, or looks like a name."""
    known = (one.known for one in standings_of(sitting).values())
    return [one.text for one in Finder(known, usual_words(sitting)).find(text)]


def decisions_of(sitting: Sitting) -> dict[str, NameDecision]:
    """What was decided for this sitting, by the key of the find."""
    query = select(NameDecision).where(NameDecision.sitting_id == sitting.id)
    return {one.key: one for one in db.session.scalars(query.order_by(NameDecision.id))}


def applied_decisions(sitting: Sitting) -> dict[str, Decided]:
    """As they are applied: this sitting's, and what elsewhere in the committee was no name."""
    elsewhere = (
        select(NameDecision)
        .join(Sitting, Sitting.id == NameDecision.sitting_id)
        .where(
            Sitting.committee_id == sitting.committee_id,
            NameDecision.ground == Ground.NO_NAME,
            NameDecision.sitting_id != sitting.id,
        )
        .order_by(NameDecision.decided_at, NameDecision.id)
    )
    rows = [*db.session.scalars(elsewhere), *decisions_of(sitting).values()]
    decided = {one.key: as_decided(one) for one in rows}
    return {key: one for key, one in decided.items() if not has_ended(one, today())}


def decided_for(sitting: Sitting) -> dict[str, Decided]:
    """What was decided for this sitting, as it was said, ended or not."""
    return {key: as_decided(row) for key, row in decisions_of(sitting).items()}


def as_decided(row: NameDecision) -> Decided:
    ground = row.ground.value if row.ground else ""
    plain = Decided(
        row.is_hidden,
        row.words,
        ground,
        basis=row.basis,
        given_on=row.given_on,
        ends_on=row.ends_on,
        is_member=row.is_member,
    )
    label = basis_of(plain).told or (row.ground.label if row.ground else "verbergen")
    return replace(plain, told=f"{label} (entschieden von {row.decided_by})")


def ended(sitting: Sitting, relied: Relying) -> frozenset[str]:
    """Of the names that stayed in a published text: those that may not any more.

    A basis was revoked, ended or taken away, or it was decided to hide the name after all.
    """
    return ended_in([(sitting.id, relied)])[0]


def ended_in(texts: Sequence[tuple[int, Relying]]) -> list[frozenset[str]]:
    """The same for many texts, each with the number of its sitting, by the same few queries."""
    entries = [one for _sitting, relied in texts for one in relied or ()]
    if not entries:
        return [frozenset()] * len(texts)
    pairs = [pair for one in entries for pair in one["persons"]]
    numbers = {pair[0] for pair in pairs if pair[0] is not None}
    memberships = {pair[1] for pair in pairs if pair[1] is not None}
    hidden = select(NameDecision).where(
        NameDecision.sitting_id.in_({sitting for sitting, _relied in texts})
    )
    decisions = {(one.sitting_id, one.key): one for one in db.session.scalars(hidden)}
    persons = {one.id: one for one in _all(select(Person).where(Person.id.in_(numbers)))}
    held = {one.id: one for one in _all(select(Membership).where(Membership.id.in_(memberships)))}
    load_times(held.values())

    def is_over(sitting_id: int, one: dict[str, Any]) -> bool:
        decided = decisions.get((sitting_id, one["key"]))
        if decided is not None:
            return decided.is_hidden or has_ended(as_decided(decided), today())
        if one["key"] == SIGNATORIES:
            return True
        is_public = is_signatory_public if one.get("signing") else is_person_public
        return bool(one["persons"]) and not any(
            person in persons and is_public(persons[person], held.get(membership), today())
            for person, membership in one["persons"]
        )

    return [
        frozenset(text for one in relied or () if is_over(sitting_id, one) for text in one["texts"])
        for sitting_id, relied in texts
    ]


def _all(query: Select[Row]) -> list[Row]:
    return all_of(query)
