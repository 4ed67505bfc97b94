"""Everything stored about whoever is signed in, gathered from all rooms."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from gremien_app.base.columns import descriptions
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date, format_datetime
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.reading import all_of, one_of
from gremien_app.base.transactions import held
from gremien_app.channels.calendars.personal_queries import feeds_of
from gremien_app.channels.concerns.models import Concern
from gremien_app.channels.concerns.queries import concerns_of
from gremien_app.channels.own.parts import Part, part
from gremien_app.meetings.guests.queries import invitations_of
from gremien_app.meetings.proceedings.figure_queries import attendance_figures
from gremien_app.meetings.support.measures import Needs
from gremien_app.meetings.support.models import AccessNeed
from gremien_app.meetings.support.queries import own_needs
from gremien_app.people.accounts.models import LoginSession, User
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.bases.rules import COLUMNS, basis_of
from gremien_app.people.committees.models import Committee
from gremien_app.people.members.models import Membership
from gremien_app.people.members.publicity_rules import basis_on
from gremien_app.people.persons.models import ContactConsent, Person
from gremien_app.people.persons.queries import own_person
from gremien_app.people.pledges.models import Pledge
from gremien_app.people.pledges.queries import pledges_of


def own_memberships(viewer: Viewer) -> list[Membership]:
    """All over time, in all committees: they are one's own."""
    query = (
        select(Membership)
        .where(Membership.person_id == viewer.person_id)
        .options(
            joinedload(Membership.committee).selectinload(Committee.names),
            joinedload(Membership.organization),
        )
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
    )
    return [] if viewer.person_id is None else all_of(query)


def own_consent(viewer: Viewer, id: int) -> ContactConsent:
    query = select(ContactConsent).where(
        ContactConsent.id == id, ContactConsent.person_id == viewer.person_id
    )
    found = one_of(query)
    held(found.person)
    return found


def own_membership(viewer: Viewer, id: int) -> Membership:
    """One of one's own; nobody withdraws for others here."""
    query = select(Membership).where(Membership.id == id, Membership.person_id == viewer.person_id)
    return one_of(query)


def stored_about(viewer: Viewer, user: User, sign_ins: list[LoginSession]) -> list[Part]:
    """All parts, also the empty ones: that nothing is stored is an answer too."""
    person, memberships = own_person(viewer), own_memberships(viewer)
    return [
        part("Benutzerkonto", _account(user)),
        part("Angaben zur Person", *([_person(person)] if person else [])),
        part("Mitgliedschaften", *(_membership(one) for one in memberships)),
        part("Verpflichtung", *(_pledge(one) for one in pledges_of([person.id] if person else []))),
        part(
            "Einwilligungen", *(_consents(person, memberships) if person else ()), has_consents=True
        ),
        part("Anwesenheit", *_attendance(viewer)),
        part("Als Gast eingeladen", *_invitations(viewer)),
        part("Unterstützung", *(_need(*one) for one in own_needs(viewer)), has_needs=True),
        part("Kalender-Abos", *((("Name", one.name),) for one in feeds_of(viewer))),
        part("Anmeldungen", *(_sign_in(one) for one in sign_ins)),
        part("Anliegen an das Büro", *(_concern(one) for one in concerns_of(user.id))),
    ]


def _account(user: User) -> tuple[tuple[str, str], ...]:
    roles = "; ".join(
        f"{one.role.label}, {one.committee.name_on(today()).name}" for one in user.assignments
    )
    changed = user.password_changed_at
    return (
        ("Name", user.name),
        ("E-Mail-Adresse", user.email),
        ("Aufgaben", roles),
        ("Verwaltung der Anwendung", "ja" if user.is_admin else ""),
        ("Darstellung", user.theme.label),
        ("Angelegt", format_datetime(user.created_at)),
        ("Passwort geändert", format_datetime(changed) if changed else ""),
    )


def _person(person: Person) -> tuple[tuple[str, str], ...]:
    # What lets the name be public stands under "Einwilligungen", in words.
    return tuple(
        (said.label, str(getattr(person, name) or ""))
        for name, said in descriptions(Person)
        if name not in COLUMNS
    )


def _membership(one: Membership) -> tuple[tuple[str, str], ...]:
    basis = basis_on(one.person, one, today())
    return (
        ("Gremium", one.committee.name_on(one.starts_on).name),
        ("Rolle", one.role.label),
        ("Entsendet von", one.organization.name_on(one.starts_on) if one.organization else ""),
        ("Zeit", one.period.told()),
        ("Stimmrecht", "ja" if one.can_vote else "nein"),
        ("Name öffentlich", basis.told if basis else "nein"),
    )


def _consents(
    person: Person, memberships: Sequence[Membership]
) -> list[tuple[tuple[str, str], ...]]:
    name = (
        ("Name öffentlich", person.publication_kind.label if person.publication_kind else ""),
        ("Grundlage", person.publication_basis),
        ("Seit", _day(person.publication_date)),
        ("Bis", _day(person.publication_ends_on)),
        ("Widerrufen", _day(person.publication_revoked_on)),
    )
    contacts = [
        (
            ("Kontakt öffentlich", one.kind.label),
            ("Grundlage", one.basis),
            ("Seit", _day(one.given_on)),
            ("Widerrufen", _day(one.revoked_on)),
        )
        for one in person.consents
    ]
    along = [
        (
            ("Name öffentlich", one.committee.name_on(one.starts_on).name),
            ("Grundlage", basis_of(one).told),
        )
        for one in memberships
        if one.publication_basis and one.publication_kind is BasisKind.CONSENT
    ]
    return [*([name] if person.publication_basis else []), *along, *contacts]


def _attendance(viewer: Viewer) -> list[tuple[tuple[str, str], ...]]:
    figures = attendance_figures(viewer, viewer.person_id) if viewer.person_id else []
    return [
        (
            ("Gremium", one.committee.name_on(today()).name),
            ("Anwesend", f"{one.present} von {one.invited}"),
            ("Entschuldigt", str(one.excused)),
            ("Abwesend", str(one.absent)),
        )
        for one in figures
    ]


def _invitations(viewer: Viewer) -> list[tuple[tuple[str, str], ...]]:
    found = invitations_of(viewer, viewer.person_id) if viewer.person_id else []
    return [
        (("Sitzung", f"{one.sitting.committee_name}, {format_date(one.sitting.date)}"),)
        for one in found
    ]


def _need(need: AccessNeed, said: Needs | None) -> tuple[tuple[str, str], ...]:
    what = "nichts nötig" if said and said.is_nothing else "; ".join(said.labels) if said else ""
    return (
        ("Gilt für", f"Sitzung am {format_date(need.sitting.date)}" if need.sitting else "alle"),
        ("Gesagt", what if said else "nicht mehr lesbar"),
        ("Bescheid", said.way.label if said else ""),
        ("Einwilligung", said.consent if said else ""),
        ("Am", _day(said.told_on) if said else ""),
    )


def _pledge(one: Pledge) -> tuple[tuple[str, str], ...]:
    return (("Art", one.kind.label), ("Tag", format_date(one.given_on)))


def _sign_in(one: LoginSession) -> tuple[tuple[str, str], ...]:
    return (
        ("Gerät", one.device or "unbekannt"),
        ("Netz, gekürzt", one.origin),
        ("Angemeldet seit", format_datetime(one.created_at)),
        ("Zuletzt benutzt", format_datetime(one.last_seen_at)),
    )


def _concern(one: Concern) -> tuple[tuple[str, str], ...]:
    return (
        ("Worum", one.kind.label),
        ("Text", one.text),
        ("Geschrieben", format_datetime(one.created_at)),
        ("Zu beantworten bis", format_date(one.due_on)),
        ("Erledigt", _day(one.done_on)),
        ("Antwort", one.answer),
    )


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
