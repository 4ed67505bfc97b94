"""Reads of an erasure: what stands in the way, what would go, what stays."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, func, or_, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.queries import erasure_of
from gremien_app.base.extensions import Base, db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.base.reading import all_of, by_id, first_of
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.channels.erasure import rules
from gremien_app.channels.erasure.places import emptied
from gremien_app.channels.erasure.text_queries import Mention, mentions_of
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.proceedings.models import Attendance
from gremien_app.meetings.sittings.models import HELD, Sitting
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.administration.queries import get_user, other_admins
from gremien_app.people.members.models import Membership, OfficeTenure
from gremien_app.people.persons import queries as person_queries
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.models import SIGNED, Minutes, Signature

PERSON_ERASED, ACCOUNT_ERASED = "person.erased", "account.erased"
ERASED = frozenset({PERSON_ERASED, ACCOUNT_ERASED})


@dataclass(frozen=True)
class Subject:
    """Who is erased: a person, an account or both.

    ``has_minutes``: the name stands in a held sitting's list or a signature. ``is_shared``: others
    are called the same, so copies of the name may mean them.
    """

    person: Person | None
    account: User | None
    has_minutes: bool
    is_shared: bool

    @property
    def names(self) -> dict[str, str]:
        return rules.names_of(self.person, self.account.name if self.account else "")

    @property
    def surname(self) -> str:
        """What a salutation stands before: an account has one name only, the last word of it."""
        if self.person is not None:
            return self.person.last_name
        return self.account.name.split()[-1] if self.account else ""

    @property
    def addresses(self) -> set[str]:
        found = [one.email for one in (self.person, self.account) if one is not None]
        return {one for one in found if one}

    @property
    def person_id(self) -> int:
        """0, the number of nobody, for an account alone."""
        return self.person.id if self.person else 0

    @property
    def account_id(self) -> int:
        return self.account.id if self.account else 0


@dataclass(frozen=True)
class Plan:
    """What the page says before: (what, how many) that goes, that stays, and the texts."""

    subject: Subject
    obstacles: list[str]
    goes: list[tuple[str, int]]
    stays: list[tuple[str, int]]
    mentions: list[Mention]


def get_subject(viewer: Viewer, id: int) -> Subject:
    """The person for the administration and the secretariats that may see it; else ``NotFound``."""
    person = by_id(Person, id) if viewer.is_admin else person_queries.get_person(viewer, id)
    account = person_queries.account_of(person)
    return Subject(person, account, _has_minutes(person, account), _is_shared(person, account))


def get_account(viewer: Viewer, id: int) -> Subject:
    """The account, with its person where it has one; for the administration. ``NotFound``."""
    account = get_user(viewer, id)
    if account.person is not None:
        return get_subject(viewer, account.person.id)
    name = account.name
    listed = _count(Attendance, *_in_held_by_name(name)) or _count(
        Minutes, Minutes.minute_taker == name
    )
    signed = _count(Signature, Signature.user_id == account.id)
    return Subject(None, account, bool(listed or signed), _is_name_shared({name}, account))


def _in_held_by_name(name: str) -> tuple[ColumnElement[bool], ...]:
    """Lines without a person, as those of who writes the minutes are."""
    held = select(Sitting.id).where(Sitting.state.in_(HELD))
    return Attendance.person_id.is_(None), Attendance.name == name, Attendance.sitting_id.in_(held)


def _has_minutes(person: Person, account: User | None) -> bool:
    own = [Signature.person_id == person.id]
    own += [Signature.user_id == account.id] if account else []
    printed = SignedName.person_id == person.id
    return bool(
        _count(Signature, or_(*own))
        or _count(Attendance, *in_held(person.id))
        or _count(SignedName, printed)
    )


def in_held(person_id: int) -> tuple[ColumnElement[bool], ...]:
    """The lines of the sittings that took place."""
    held = select(Sitting.id).where(Sitting.state.in_(HELD))
    return Attendance.person_id == person_id, Attendance.sitting_id.in_(held)


def _is_shared(person: Person, account: User | None) -> bool:
    same = select(Person.id).where(
        Person.id != person.id,
        Person.first_name == person.first_name,
        Person.last_name == person.last_name,
    )
    called = {person.name, f"{person.first_name} {person.last_name}".strip()}
    called |= {account.name} if account else set()
    return bool(first_of(same.limit(1))) or _has_namesake(called, account)


def _is_name_shared(called: set[str], account: User) -> bool:
    full = func.trim(Person.first_name + " " + Person.last_name)
    same = select(Person.id).where(or_(full.in_(called), Person.last_name.in_(called)))
    return bool(first_of(same.limit(1))) or _has_namesake(called, account)


def _has_namesake(called: set[str], account: User | None) -> bool:
    others = select(User.id).where(User.name.in_(called), User.id != (account.id if account else 0))
    return bool(first_of(others.limit(1)))


def plan_of(viewer: Viewer, subject: Subject) -> Plan:
    return Plan(
        subject,
        rules.obstacles(ties_of(viewer, subject)),
        [one for one in _goes(viewer, subject) if one[1]],
        [one for one in _stays(subject) if one[1]],
        mentions_of(viewer, rules.searched(list(subject.names), subject.surname)),
    )


def ties_of(viewer: Viewer, subject: Subject) -> rules.Ties:
    number, account, day = subject.person_id, subject.account, today()
    roles = [Assignment.user_id == account.id] if account else []
    return rules.Ties(
        memberships=_count(Membership, Membership.person_id == number, Membership.still(day)),
        tenures=_count(OfficeTenure, OfficeTenure.person_id == number, OfficeTenure.still(day)),
        unsigned=_unsigned(subject),
        roles=_count(Assignment, *roles, Assignment.still(day)) if roles else 0,
        is_self=account is not None and account.id == viewer.user_id,
        is_last_admin=account is not None and account.is_admin and not other_admins(account),
    )


def _unsigned(subject: Subject) -> int:
    """Held sittings whose record is open and names the person, and minutes he or she writes."""
    listed = select(Attendance.sitting_id).where(*in_held(subject.person_id))
    called = [*subject.names, *([subject.account.name] if subject.account else [])]
    taken = select(Minutes.sitting_id).where(
        Minutes.minute_taker.in_(called), Minutes.state.not_in(SIGNED)
    )
    return _count(
        Sitting,
        Sitting.record_closed_at.is_(None),
        Sitting.state.in_(HELD),
        or_(Sitting.id.in_(listed), Sitting.id.in_(taken)),
    )


def _goes(viewer: Viewer, subject: Subject) -> list[tuple[str, int]]:
    person, number = subject.person, subject.account_id
    own = [name for name in emptied() if person and getattr(person, name)]
    placed = [
        (1, "Angaben zur Person (Kontakt, Anrede, Pronomen, Sprache, Grundlage)", len(own)),
        (4, "Benutzerkonto mit Anmeldungen, Links und vergangenen Aufgaben", int(bool(number))),
        (7, "Einladungen als Gast", _count(Guest, going_guest(subject))),
        (8, "Zeilen in Listen nicht gehaltener Sitzungen", _count(Attendance, going_line(subject))),
        (10, "Mails an die Person", _count(OutboxMail, own_mail(subject))),
        *_going_with(Person, subject.person_id),
        *_going_with(User, number),
    ]
    found = [(what, count) for _, what, count in sorted(placed)]
    if person and not subject.has_minutes:
        found += _record_of(person)
    if viewer.is_admin and person:
        entries = erasure_of(viewer, Person.__tablename__, person.id)
        found.append(("Texte im Protokoll der Änderungen", entries.count))
    elif viewer.is_admin:
        acted = _count(AuditEntry, AuditEntry.user_id == number)
        found.append(("Einträge im Protokoll mit dem Namen neben einer Handlung", acted))
    return found


def _going_with(owner: type[Base], id_: int) -> list[tuple[int, str, int]]:
    return [
        (goes.order, goes.label, _count(facts.model, column == id_))
        for facts, goes, column in house().going_with(owner.__tablename__)
        if goes.label
    ]


def _record_of(person: Person) -> list[tuple[str, int]]:
    tenures = _count(OfficeTenure, OfficeTenure.person_id == person.id)
    return [("Mitgliedschaften", len(person.memberships)), ("Amtszeiten", tenures)]


def _stays(subject: Subject) -> list[tuple[str, int]]:
    person = subject.person
    if not subject.has_minutes:
        return []
    if person is None:
        name = subject.account.name if subject.account else ""
        return [
            ("Anwesenheit in Niederschriften", _count(Attendance, *_in_held_by_name(name))),
            ("Schriftführung", _count(Minutes, Minutes.minute_taker == name)),
            ("Unterschriften", _count(Signature, Signature.user_id == subject.account_id)),
        ]
    return [
        ("Anwesenheit in Niederschriften", _count(Attendance, *in_held(person.id))),
        ("Unterschriften", _count(Signature, Signature.person_id == person.id)),
        *_record_of(person),
    ]


def going_line(subject: Subject) -> ColumnElement[bool]:
    own, held = in_held(subject.person_id)
    return own & ~held


def going_guest(subject: Subject) -> ColumnElement[bool]:
    """All but those to sittings whose list has the person: they belong to that record."""
    listed = select(Attendance.sitting_id).where(*in_held(subject.person_id))
    return (Guest.person_id == subject.person_id) & Guest.sitting_id.not_in(listed)


def own_mail(subject: Subject) -> ColumnElement[bool]:
    return func.lower(OutboxMail.to_address).in_([one.lower() for one in subject.addresses])


def feeds_of(subject: Subject) -> list[int]:
    """The subscriptions whose stored files go too."""
    own = select(CalendarFeed.id).where(CalendarFeed.user_id == subject.account_id)
    return all_of(own.order_by(CalendarFeed.id))


def done(viewer: Viewer, id: int) -> AuditEntry:
    """The entry that tells what an erasure did; for the administration. Raises ``NotFound``."""
    found = db.session.get(AuditEntry, id)
    if found is None or found.action not in ERASED or not viewer.is_admin:
        raise NotFound
    return found


def is_still_there(entry: AuditEntry) -> bool:
    """Whether the name stays, as it stands in minutes."""
    is_person = entry.object_type == Person.__tablename__
    return is_person and db.session.get(Person, entry.object_id) is not None


def _count(model: type[Base] | Table, *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
