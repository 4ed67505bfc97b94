"""Writes of an erasure: everything that is not signed, on record without the name.

Rows are deleted by statements: no list of a sitting follows, nobody is asked about days gone by.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, Connection, Table, delete, event, update
from sqlalchemy.exc import IntegrityError

from gremien_app.base.audit.actions import Target, erase, record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.queries import entries_to_erase
from gremien_app.base.audit.rewording_actions import replacing, reword
from gremien_app.base.extensions import Base, db
from gremien_app.base.house.gathered import house
from gremien_app.base.house.tables import Fate
from gremien_app.base.kernel.errors import Forbidden, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.transactions import locked
from gremien_app.channels.erasure import going_queries, queries, rules
from gremien_app.channels.erasure.places import emptied
from gremien_app.channels.erasure.queries import Subject
from gremien_app.meetings.guests.models import Admission, Guest
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceInterval,
    ChairPeriod,
    ConflictOfInterest,
)
from gremien_app.people.accounts.models import FailedSignIn, User
from gremien_app.people.accounts.queries import normalise_email
from gremien_app.people.accounts.secrets import digest, new_key
from gremien_app.people.bases.rules import NO_BASIS
from gremien_app.people.members.models import Ending, Membership, OfficeTenure
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.models import Signature

TOLD = "Name gelöschter Person ersetzt"


def erase_subject(actor: Viewer, subject: Subject, reason: str) -> AuditEntry:
    """Delete somebody, or empty whoever stands in minutes; answers with the entry that tells it.

    An account without a person goes whole; only signed papers keep its name. Only the
    administration may: it takes texts out of the record. Raises ``RuleBroken``.
    """
    if not actor.is_admin:
        raise Forbidden
    _hold(subject)
    reason = rules.require_reason(reason, subject.names)
    rules.require_free(queries.ties_of(actor, subject))
    person, account = subject.person, subject.account
    targets = [Target("person", person.id)] if person else []
    targets += [Target("user_account", account.id)] if account else []
    counts = {"record_texts": _take_out_of_record(actor, subject, targets, reason)}
    if not subject.is_shared:
        counts["copies"] = _replace_copies(subject)
    try:
        counts |= _delete_rows(subject)
        if person is not None:
            _delete_person(person) if not subject.has_minutes else _empty(person)
        db.session.flush()
    except IntegrityError as error:
        raise RuleBroken(
            "Gerade eben wurde zu dieser Person etwas eingetragen. Es wurde nichts gelöscht. "
            "Bitte öffnen Sie die Seite noch einmal."
        ) from error
    db.session.expire_all()
    return _tell(actor, targets, counts, reason, has_minutes=subject.has_minutes)


def _hold(subject: Subject) -> None:
    if subject.account:
        locked(User, subject.account.id)
    if subject.person is None:
        return
    going_queries.hold(subject.person)


def _take_out_of_record(actor: Viewer, subject: Subject, targets: list[Target], reason: str) -> int:
    """First the names in all entries, then the texts of those about the person."""
    account = subject.account.id if subject.account else None
    names = subject.names | dict.fromkeys(subject.addresses, rules.NO_ADDRESS)
    count = 0
    for target in targets:
        if not subject.is_shared:
            count += reword(actor, target, names, told=TOLD, is_erasure=True)
    if account and subject.account:  # what the account did, also under a name of one word
        own = names | {subject.account.name: rules.SOMEBODY}
        count += reword(actor, targets[-1], own, by=account, told=TOLD, is_erasure=True)
    about = targets[0]
    entries = entries_to_erase(
        actor, about.__tablename__, about.id
    ) + going_queries.entries_of_things(subject)
    if entries:
        erase(actor, targets[0], entries, reason)
    return count + len(entries)


def _replace_copies(subject: Subject) -> int:
    """Names beside what somebody did, and in mails to others."""
    names = subject.names | dict.fromkeys(subject.addresses, rules.NO_ADDRESS)
    if not names:
        return 0
    change = replacing(names)
    count = 0
    for column in house().columns(Fate.REPLACED):
        table = column.table
        assert isinstance(table, Table), "the list names columns of tables"
        if table.name in {"audit_entry", "person"}:  # each in its own way
            continue
        rows = going_queries.copies(table, column, names)
        for id_, value in rows:
            new = [change(one) for one in value] if isinstance(column.type, JSON) else change(value)
            db.session.execute(update(table).where(table.c.id == id_).values({column.name: new}))
        count += len(rows)
    return count


def _delete_rows(subject: Subject) -> dict[str, int]:
    account = subject.account
    lines = going_queries.lines(subject)
    for child in (AttendanceInterval, ChairPeriod, ConflictOfInterest):
        _delete(child, child.attendance_id.in_(lines))
    guests = going_queries.guests(subject)
    _delete(Admission, Admission.guest_id.in_(guests))
    counts = {
        "mails": _delete(OutboxMail, queries.own_mail(subject)),
        "invitations": _delete(Guest, queries.going_guest(subject)),
        "lines": _delete(Attendance, queries.going_line(subject)),
    }
    counts |= _delete_own(Person, subject.person_id)
    hashes = [digest(normalise_email(one)) for one in subject.addresses]
    _delete(FailedSignIn, FailedSignIn.account_hash.in_(hashes))
    if account:
        counts |= _delete_account(account.id)
    return counts


def _delete_account(id_: int) -> dict[str, int]:
    signed = update(Signature).where(Signature.user_id == id_).values(user_id=None)
    db.session.execute(signed.execution_options(synchronize_session=False))
    return _delete_own(User, id_) | {"accounts": _delete(User, User.id == id_)}


def _delete_own(owner: type[Base], id_: int) -> dict[str, int]:
    """The rows that go with a person or an account, as their rooms say; answers with the counts."""
    counts = {}
    for facts, goes, column in house().going_with(owner.__tablename__):
        count = _delete(facts.model, column == id_)
        if goes.field:
            counts[goes.field] = count
    return counts


def _delete_person(person: Person) -> None:
    own = going_queries.memberships(person)
    followed = update(Membership).where(Membership.predecessor_id.in_(own))
    db.session.execute(
        followed.values(predecessor_id=None).execution_options(synchronize_session=False)
    )
    _delete(Membership, Membership.person_id == person.id)
    _delete(OfficeTenure, OfficeTenure.person_id == person.id)
    _delete(Person, Person.id == person.id)


def _empty(person: Person) -> None:
    """Name, memberships and signatures stay; the key of the data format tells no name any more."""
    nothing: dict[str, Any] = dict.fromkeys(emptied(), "")
    nothing |= NO_BASIS
    for name, value in (nothing | {"ref": f"person-{new_key()[:16].lower()}"}).items():
        setattr(person, name, value)
    own = update(Membership).where(Membership.person_id == person.id)
    no_basis = own.values(**NO_BASIS, publication_ends_along=False)
    told = own.where(Membership.end_reason != "").values(end_reason="")
    former = update(Ending).where(
        Ending.membership_id.in_(going_queries.memberships(person)), Ending.former_reason != ""
    )
    for statement in (no_basis, told, former.values(former_reason=None)):
        db.session.execute(statement.execution_options(synchronize_session=False))


def _delete(model: type[Base] | Table, condition: ColumnElement[bool]) -> int:
    statement = delete(model).where(condition).execution_options(synchronize_session=False)
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]  # a DELETE counts


def _tell(
    actor: Viewer,
    targets: list[Target],
    counts: Mapping[str, int],
    reason: str,
    *,
    has_minutes: bool,
) -> AuditEntry:
    is_person = targets[0].__tablename__ == Person.__tablename__
    whole = "Person gelöscht" if is_person else "Benutzerkonto gelöscht"
    what = "Angaben gelöscht, die Akten bleiben" if is_person and has_minutes else whole
    for other in targets[1:]:
        record(actor, queries.ACCOUNT_ERASED, other, summary="Benutzerkonto gelöscht")
    return record(
        actor,
        queries.PERSON_ERASED if is_person else queries.ACCOUNT_ERASED,
        targets[0],
        summary=f"{what}: {reason}",
        changes={name: (None, count) for name, count in counts.items() if count},
    )


@event.listens_for(Person, "before_insert")
@event.listens_for(User, "before_insert")
def _new_number(_mapper: object, connection: Connection, thing: Any) -> None:
    """No number of the deleted is given again: the record and old papers keep it (SQLite would)."""
    if thing.id is not None or connection.dialect.name != "sqlite":
        return
    here, told = going_queries.highest(connection, type(thing))
    if told > here:
        thing.id = told + 1
