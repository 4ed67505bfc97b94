"""Reads of an erasure: what stands in the way, what would go, what stays."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.queries import erasure_of
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.channels.erasure import rules
from gremien_app.channels.erasure.places import emptied
from gremien_app.channels.erasure.text_queries import Mention, mentions_of
from gremien_app.meetings.guests.models import Guest
from gremien_app.meetings.proceedings.models import Attendance, RosterQuestion
from gremien_app.meetings.proceedings.rules import HELD
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import Assignment, LoginSession, User
from gremien_app.people.accounts.queries import other_admins
from gremien_app.people.members.models import Membership, OfficeTenure
from gremien_app.people.persons import queries as person_queries
from gremien_app.people.persons.models import Person
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.models import Minutes, Signature
from gremien_app.records.minutes.queries import SIGNED

ERASED = "person.erased"


@dataclass(frozen=True)
class Subject:
    """Who is erased; ``has_minutes``: the name stands in a held sitting's list or a signature.

    ``is_shared``: others are called the same, so copies of the name may mean them.
    """

    person: Person
    account: User | None
    has_minutes: bool
    is_shared: bool

    @property
    def names(self) -> dict[str, str]:
        return rules.names_of(self.person, self.account.name if self.account else "")

    @property
    def addresses(self) -> set[str]:
        account = self.account.email if self.account else ""
        return {one for one in (self.person.email, account) if one}


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
    if viewer.is_admin:
        person = db.session.get(Person, id)
    else:
        person = person_queries.get_person(viewer, id)
    if person is None:
        raise NotFound
    account = person_queries.account_of(person)
    return Subject(person, account, _has_minutes(person, account), _is_shared(person, account))


def _has_minutes(person: Person, account: User | None) -> bool:
    own = [Signature.person_id == person.id]
    own += [Signature.user_id == account.id] if account else []
    printed = SignedName.person_id == person.id
    return bool(
        _count(Signature, or_(*own))
        or _count(Attendance, *in_held(person))
        or _count(SignedName, printed)
    )


def in_held(person: Person) -> tuple[ColumnElement[bool], ...]:
    """The lines of the sittings that took place."""
    held = select(Sitting.id).where(Sitting.state.in_(HELD))
    return Attendance.person_id == person.id, Attendance.sitting_id.in_(held)


def _is_shared(person: Person, account: User | None) -> bool:
    same = select(Person.id).where(
        Person.id != person.id,
        Person.first_name == person.first_name,
        Person.last_name == person.last_name,
    )
    called = {person.name, f"{person.first_name} {person.last_name}".strip()}
    called |= {account.name} if account else set()
    others = select(User.id).where(User.name.in_(called), User.id != (account.id if account else 0))
    return any(db.session.scalars(query.limit(1)).first() for query in (same, others))


def plan_of(viewer: Viewer, subject: Subject) -> Plan:
    return Plan(
        subject,
        rules.obstacles(ties_of(viewer, subject)),
        [one for one in _goes(viewer, subject) if one[1]],
        [one for one in _stays(subject) if one[1]],
        mentions_of(viewer, rules.searched(list(subject.names), subject.person.last_name)),
    )


def ties_of(viewer: Viewer, subject: Subject) -> rules.Ties:
    person, account, day = subject.person, subject.account, today()
    roles = [Assignment.user_id == account.id] if account else []
    still = or_(Assignment.ends_on.is_(None), Assignment.ends_on >= day)
    return rules.Ties(
        memberships=_count(
            Membership,
            Membership.person_id == person.id,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= day),
        ),
        tenures=_count(
            OfficeTenure,
            OfficeTenure.person_id == person.id,
            or_(OfficeTenure.ends_on.is_(None), OfficeTenure.ends_on >= day),
        ),
        unsigned=_unsigned(subject),
        roles=_count(Assignment, *roles, still) if roles else 0,
        is_self=account is not None and account.id == viewer.user_id,
        is_last_admin=account is not None and account.is_admin and not other_admins(account),
    )


def _unsigned(subject: Subject) -> int:
    """Held sittings whose record is open and names the person, and minutes he or she writes."""
    listed = select(Attendance.sitting_id).where(*in_held(subject.person))
    taken = select(Minutes.sitting_id).where(
        Minutes.minute_taker.in_(list(subject.names)), Minutes.state.not_in(SIGNED)
    )
    return _count(
        Sitting,
        Sitting.record_closed_at.is_(None),
        Sitting.state.in_(HELD),
        or_(Sitting.id.in_(listed), Sitting.id.in_(taken)),
    )


def _goes(viewer: Viewer, subject: Subject) -> list[tuple[str, int]]:
    person, account = subject.person, subject.account
    number = account.id if account else 0
    own = [name for name in emptied() if getattr(person, name)]
    asked = RosterQuestion.person_id == person.id
    found = [
        ("Angaben zur Person (Kontakt, Anrede, Pronomen, Sprache, Grundlage)", len(own)),
        ("Einwilligungen", len(person.consents)),
        ("frühere Namen", len(person.former_names)),
        ("Benutzerkonto mit Anmeldungen, Links und vergangenen Aufgaben", int(bool(account))),
        ("Anmeldungen auf Geräten", _count(LoginSession, LoginSession.user_id == number)),
        ("Kalender-Abos", _count(CalendarFeed, CalendarFeed.user_id == number)),
        ("Einladungen als Gast", _count(Guest, going_guest(subject))),
        ("Zeilen in Listen nicht gehaltener Sitzungen", _count(Attendance, going_line(person))),
        ("Rückfragen zur Anwesenheit", _count(RosterQuestion, asked)),
        ("Mails an die Person", _count(OutboxMail, own_mail(subject))),
    ]
    if not subject.has_minutes:
        found += _record_of(person)
    if viewer.is_admin:
        entries = erasure_of(viewer, Person.__tablename__, person.id)
        found.append(("Texte im Protokoll der Änderungen", entries.count))
    return found


def _record_of(person: Person) -> list[tuple[str, int]]:
    tenures = _count(OfficeTenure, OfficeTenure.person_id == person.id)
    return [("Mitgliedschaften", len(person.memberships)), ("Amtszeiten", tenures)]


def _stays(subject: Subject) -> list[tuple[str, int]]:
    person = subject.person
    if not subject.has_minutes:
        return []
    signed = _count(Signature, Signature.person_id == person.id)
    return [
        ("Anwesenheit in Niederschriften", _count(Attendance, *in_held(person))),
        ("Unterschriften", signed),
        *_record_of(person),
    ]


def going_line(person: Person) -> ColumnElement[bool]:
    own, held = in_held(person)
    return own & ~held


def going_guest(subject: Subject) -> ColumnElement[bool]:
    """All but those to sittings whose list has the person: they belong to that record."""
    listed = select(Attendance.sitting_id).where(*in_held(subject.person))
    return (Guest.person_id == subject.person.id) & Guest.sitting_id.not_in(listed)


def own_mail(subject: Subject) -> ColumnElement[bool]:
    return func.lower(OutboxMail.to_address).in_([one.lower() for one in subject.addresses])


def feeds_of(subject: Subject) -> list[int]:
    """The subscriptions whose stored files go too."""
    number = subject.account.id if subject.account else 0
    own = select(CalendarFeed.id).where(CalendarFeed.user_id == number)
    return list(db.session.scalars(own.order_by(CalendarFeed.id)))


def done(viewer: Viewer, id: int) -> AuditEntry:
    """The entry that tells what an erasure did; for the administration. Raises ``NotFound``."""
    found = db.session.get(AuditEntry, id)
    if found is None or found.action != ERASED or not viewer.is_admin:
        raise NotFound
    return found


def is_still_there(entry: AuditEntry) -> bool:
    """Whether the name stays, as it stands in minutes."""
    return db.session.get(Person, entry.object_id) is not None


def _count(model: type, *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0
