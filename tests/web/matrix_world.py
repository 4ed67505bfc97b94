"""Committee A with one of everything, B beside it, and a browser for every role.

A route is asked with the objects of two sittings of A: a public one whose minutes are published,
and a closed one whose minutes are signed. ``OBJECTS`` says which object an address means.
"""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from werkzeug.test import Client

from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.rights import Answer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.channels.concerns.models import Concern, ConcernKind
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.concurrences.models import Concurrence
from gremien_app.meetings.invitations.dispatch_models import (
    Copy,
    Dispatch,
    DispatchDocument,
    DispatchKind,
    DispatchState,
    DocumentKind,
    Recipient,
    Way,
)
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.observances.models import Observance, OutsideCalendar, Tradition
from gremien_app.meetings.papers.consultation_models import Consultation, ConsultationRole
from gremien_app.meetings.papers.kinds import PaperKind
from gremien_app.meetings.papers.models import PaperFile, PaperSubmitter
from gremien_app.meetings.planning.models import PlannedDate, SittingPlan
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceGroup,
    ChairPeriod,
    RosterQuestion,
    SeatsOfDay,
    Vote,
    VoteMode,
)
from gremien_app.meetings.replies.models import CallState
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import AccessNeed, AccessService, Provider
from gremien_app.people.accounts.models import Assignment, LoginSession
from gremien_app.people.committees.models import Office
from gremien_app.people.members.merging_models import OrganizationMerger
from gremien_app.people.members.models import MemberRole, OfficeTenure
from gremien_app.people.members.queries import viewer_of
from gremien_app.people.organizations.models import OrganizationName
from gremien_app.people.persons.models import ContactConsent, ContactKind
from gremien_app.people.pledges.models import Pledge, PledgeKind
from gremien_app.people.roles import CommitteeRole
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import MinutesRemark, SignatureRole
from gremien_app.records.publication.actions import publish_unseen
from gremien_app.records.resolutions.models import Resolution
from tests import builders as build
from tests.minutes.world import NOW, held_sitting
from tests.web.routes import ROLE, Route

DAY = date(2026, 11, 22)
SINCE = date(2025, 1, 1)


def matrix_world() -> SimpleNamespace:
    """``world.public`` and ``world.closed`` map the beginning of an address to an id."""
    world = held_sitting()
    world.b = build.committee("integrationsrat", name="Integrationsrat")
    people = people_of(world)
    world.emails = {role: user.email for role, user in people.items()}
    shared = _shared(world, people)
    world.public = shared | _sitting_objects(world, world.sitting, world.second, published=True)
    closed = _closed_sitting(world)
    world.closed = shared | _sitting_objects(world, closed.sitting, closed.item, published=False)
    world.submitted = shared | _submitted_sitting(world)
    world.coming = world.closed | _coming_sitting(world)
    world.public |= {"/tagesordnungspunkte/<oid:id>/wiederherstellen": _removed(world.second).id}
    world.closed |= {"/tagesordnungspunkte/<oid:id>/wiederherstellen": _removed(closed.item).id}
    db.session.commit()
    return world


def people_of(world: SimpleNamespace) -> dict[str, object]:
    deputy = build.person("Vertretung")
    world.standing_in = build.person("Einspringen")
    _, world.deputyship = (
        build.member(
            world.committee, one, role=MemberRole.DEPUTY, sees_closed=False, starts_on=SINCE
        )
        for one in (deputy, world.standing_in)
    )
    # The secretariat is the one who wrote the world's minutes.
    others = [role for role in CommitteeRole if role is not CommitteeRole.SECRETARIAT]
    tasks = {role.value: _with_task(world, role) for role in others}
    people = tasks | {
        "member": world.accounts.member,
        "deputy": build.account("vertretung@example.org", "Vertretung", person=deputy),
        "standing_in": build.account(
            "einspringen@example.org", "Einspringen", person=world.standing_in
        ),
        "guest": build.account(
            "gast@example.org", "Gabi Gast", person=build.person("Gast", "Gabi")
        ),
        "chair": world.accounts.chair,
        "secretariat": world.accounts.taker,
        "other_secretariat": build.account("b@example.org", "B", secretariat_of=[world.b]),
        "admin": build.account("admin@example.org", "Ada", is_admin=True),
    }
    assert set(people) | {"anonymous"} == set(ROLE)
    world.guest = people["guest"].person
    db.session.flush()
    return people


def _with_task(world: SimpleNamespace, role: CommitteeRole):
    account = build.account(f"{role.value}@example.org", role.label)
    account.assignments.append(Assignment(committee=world.committee, role=role, starts_on=SINCE))
    return account


def stand_in(world: SimpleNamespace, sitting) -> None:
    """The second deputy is called to this sitting, the first one is not."""
    build.attend(
        sitting,
        world.standing_in,
        membership=world.deputyship,
        group=AttendanceGroup.DEPUTY,
        position=8,
    )
    build.call(sitting, world.deputyship, CallState.ACCEPTED)


def _coming_sitting(world: SimpleNamespace) -> dict[str, object]:
    """Not public, with the guest's own item: his or her rights hold."""
    sitting = build.sitting(
        world.committee, DAY + timedelta(days=7), state=SittingState.INVITED, is_public=False
    )
    item = build.item(sitting, "Gutachten", part=Part.CLOSED, printed_number="1")
    guest = build.guest(sitting, item, who=world.guest)
    return {"/sitzungen/": sitting.id, "/tagesordnungspunkte/": item.id, "/gaeste/": guest.id}


def _removed(item):
    return build.item(item.sitting, "Gelöscht", part=item.part, mark=ItemMark.REMOVED)


def _add(thing):
    db.session.add(thing)
    db.session.flush()
    return thing


def _shared(world: SimpleNamespace, people: dict[str, object]) -> dict[str, object]:
    """What belongs to no single sitting. Own things are the member's."""
    member = world.accounts.member
    person = world.attendances[1].person
    organization, room = build.organization(), build.room("Saal 2", "Rathaus")
    spelling = OrganizationName(organization_id=organization.id, name="x", search_key="x")
    feast = Observance(
        name="Fest", tradition=Tradition.OTHER, starts_on=SINCE, ends_on=SINCE, source="x"
    )
    empty = build.seat(world.committee)
    office = _add(Office(title="Oberbürgermeisterin / Oberbürgermeister"))
    tenure = OfficeTenure(office_id=office.id, person_id=person.id, title="x", starts_on=SINCE)
    plan = _add(
        SittingPlan(committee_id=world.committee.id, year=2027, created_by="x", created_at=NOW)
    )
    planned = _add(PlannedDate(plan=plan, starts_at=NOW, ends_at=NOW + timedelta(hours=2)))
    mail = OutboxMail(
        key="x", to_address="x@example.org", subject="x", body="x", created_at=NOW, due_at=NOW
    )
    return {
        "/gremien/<slug>": world.committee.slug,
        "/kalender/<slug>": world.committee.slug,
        "/kalender/abonnieren/<slug>": world.committee.slug,
        "/gremien/<slug>/namen/<oid:id>": world.committee.names[0].id,
        "/einwilligungen/": _add(
            ContactConsent(person=person, kind=ContactKind.EMAIL, basis="x", given_on=SINCE)
        ).id,
        "/kalender/abos/": _add(
            CalendarFeed(
                user_id=member.id,
                name="x",
                token_hash=secrets.token_hex(32),
                created_at=NOW,
                changed_at=NOW,
            )
        ).id,
        "/kalender/jahr/": 2026,
        "/konto/anmeldungen/": _add(
            LoginSession(
                key_hash=secrets.token_hex(32),
                user_id=member.id,
                created_at=NOW,
                expires_at=NOW,
                last_seen_at=NOW,
            )
        ).id,
        "/anliegen/": _add(
            Concern(
                kind=ConcernKind.CORRECTION,
                text="x",
                user_id=member.id,
                origin_hash="",
                once=secrets.token_hex(32),
                created_at=NOW,
                due_on=SINCE,
            )
        ).id,
        "/anbieter/": _add(Provider(name="x")).id,
        **dict.fromkeys(("/meine-unterstuetzung/", "/unterstuetzung/"), _need(member.person).id),
        "/meine-daten/mitgliedschaften/": member.person.memberships[0].id,
        "/meine-daten/einwilligungen/": _add(
            ContactConsent(person=member.person, kind=ContactKind.PHONE, basis="x", given_on=SINCE)
        ).id,
        "/verwaltung/rechtstexte/": "impressum",
        "/mitgliedschaften/": person_membership(world).id,
        "/aemter/": office.id,
        "/schriftfuehrung/": _add(
            MinuteTaker(committee=world.committee, person=member.person, starts_on=SINCE)
        ).id,
        "/verpflichtungen/": _add(
            Pledge(person=member.person, kind=PledgeKind.DUTY, given_on=SINCE)
        ).id,
        "/andere-sitzungen/": _add(OutsideCalendar(name="Rat", imported_at=NOW)).id,
        "/besondere-tage/": _add(feast).id,
        "/sitze/": _add(empty).id,
        "/amtszeiten/": _add(tenure).id,
        "/organisationen/": organization.id,
        "/zusammenlegungen/": _add(
            OrganizationMerger(
                kept=organization,
                name="Doppelt",
                kind=organization.kind,
                merged_by="x",
                merged_at=NOW,
            )
        ).id,
        "/orte/gebaeude/": room.venue.id,
        "/orte/raeume/": room.id,
        "/organisationen/<oid:id>/schreibweisen/<oid:spelling_id>": _add(spelling).id,
        "/personen/": person.id,
        "/postausgang/": _add(mail).id,
        "/sitzungsplan/termine/": planned.id,
        "/sitzungsplan/vorschlaege/": plan.id,
        "/verwaltung/aufgaben/": people["minute_taker"].assignments[0].id,
        "/verwaltung/konten/": people["member"].id,
        "/verwaltung/wahlperioden/": build.term().id,
    }


def _need(person) -> AccessNeed:
    return _add(AccessNeed(person=person, sealed="x"))


def seat_of(world: SimpleNamespace) -> int:
    return world.accounts.member.person.memberships[0].seat_id


def person_membership(world: SimpleNamespace):
    return next(
        m for m in world.attendances[1].person.memberships if m.committee is world.committee
    )


def _submitted_sitting(world: SimpleNamespace) -> dict[str, object]:
    sitting, item = _held_again(world, Part.PUBLIC)
    actions.submit(world.taker, actions.begin(world.taker, sitting, NOW), NOW)
    return {"/sitzungen/": sitting.id, "/tagesordnungspunkte/": item.id}


def _closed_sitting(world: SimpleNamespace) -> SimpleNamespace:
    sitting, item = _held_again(world, Part.CLOSED)
    sitting.is_public = False
    return SimpleNamespace(sitting=sitting, item=item)


def _held_again(world: SimpleNamespace, part: Part):
    """Another sitting with the same people, a vote and a resolution."""
    sitting = build.sitting(
        world.committee,
        date(2025, 11, 17),
        number=200 + list(Part).index(part),
        state=world.sitting.state,
        opened_at=world.sitting.opened_at + timedelta(days=1),
        closed_at=world.sitting.closed_at + timedelta(days=1),
    )
    item = build.item(sitting, "Personalsache", part=part, outcome=world.second.outcome)
    for index, one in enumerate(world.attendances):
        attendance = Attendance(
            sitting=sitting,
            person=one.person,
            name=one.name,
            sort_name=one.sort_name,
            group=AttendanceGroup.VOTING,
            seat_key=f"{sitting.id}-{index}",
            can_vote=True,
            position=index,
            status=one.status,
        )
        _add(attendance)
        if index == 0:
            _add(ChairPeriod(sitting_id=sitting.id, attendance=attendance))
    _add(Vote(agenda_item=item, mode=VoteMode.COUNTED, yes=2, no=0, is_adopted=True))
    _add(
        Resolution(
            agenda_item=item,
            committee_id=world.committee.id,
            year=2025,
            text="Beschluss",
            decided_on=sitting.date,
        )
    )
    return sitting, item


def _sent(sitting) -> dict[str, object]:
    """A dispatch of this sitting with a recipient and a document."""
    made = Dispatch(
        sitting=sitting,
        kind=DispatchKind.INVITATION,
        state=DispatchState.DISPATCHED,
        dispatched_at=NOW,
        leaves_at=NOW,
    )
    made.documents = [
        DispatchDocument(kind=DocumentKind.PUBLIC, name="x.docx", sha256="", data=b"x")
    ]
    made.recipients = [Recipient(name="x", way=Way.LETTER, copy=Copy.PUBLIC, handed_at=NOW)]
    _add(made)
    return {
        "/versand/": made.id,
        "/versand/<oid:id>/dateien/<oid:file_id>": made.documents[0].id,
        "/empfaenger/": made.recipients[0].id,
    }


def _sitting_objects(world, sitting, item, *, published: bool) -> dict[str, object]:
    stand_in(world, sitting)
    guest = Attendance(
        sitting=sitting,
        name="Gast",
        sort_name="Gast",
        group=AttendanceGroup.GUEST,
        seat_key=f"gast-{sitting.id}",
        can_vote=False,
        position=9,
        status=world.attendances[0].status,
    )
    _add(guest)
    record(SYSTEM, "test.made", sitting, summary="x", committee_id=sitting.committee_id)
    minutes = actions.begin(world.taker, sitting, NOW)
    remark = MinutesRemark(author="x", text="x", created_at=NOW)
    minutes.remarks.append(remark)
    version = actions.submit(world.taker, minutes, NOW)
    for actor, role in (
        (world.taker, SignatureRole.MINUTE_TAKER),
        (viewer_of(world.accounts.chair, DAY), SignatureRole.CHAIR),
    ):
        actions.sign(actor, minutes, role, version.content_sha256, NOW)
    if published:
        publish_unseen(world.taker, minutes, NOW)
    db.session.flush()
    first = db.session.query
    paper = build.paper(item, published=published)
    paper.submitters = [PaperSubmitter(person=world.accounts.member.person, confirmed_at=NOW)]
    station = Consultation(paper=paper, position=1, body="Rat", role=ConsultationRole.DECIDES)
    looked_at = build.motion(sitting.committee, "Umbau", kind=PaperKind.PROPOSAL)
    looked_at.files = [
        PaperFile(number=1, name="x.pdf", added_at=NOW, added_by="x", stored=build.stored_file())
    ]
    look = _add(
        Concurrence(
            paper=looked_at, user=world.accounts.member, name="x", asked_at=NOW, asked_by="x",
            due_on=date(2027, 12, 31),
        )
    )  # fmt: skip
    asked = _add(RosterQuestion(sitting=sitting, person=world.standing_in))
    return _sent(sitting) | {
        "/abstimmungen/": first(Vote).filter_by(agenda_item_id=item.id).one().id,
        "/anwesenheiten/": guest.id,
        "/anwesenheitsfragen/": asked.id,
        "/sitzzahlen/": _add(SeatsOfDay(sitting=sitting, committee=sitting.committee)).id,
        "/gaeste/": build.guest(sitting, item, who=world.guest).id,
        "/beratungsfolge/": _add(station).id,
        "/beschluesse/": first(Resolution).filter_by(agenda_item_id=item.id).one().id,
        "/protokoll/": sitting.id,
        "/sitzungen/": sitting.id,
        "/sitzungen/<oid:id>/antworten/<oid:person_id>": world.accounts.member.person_id,
        "/sitzungen/<oid:id>/antworten/sitze/<oid:seat_id>": seat_of(world),
        "/sitzungen/<oid:id>/niederschrift/anmerkungen/<oid:remark_id>": remark.id,
        "/tagesordnungspunkte/": item.id,
        "/mitzeichnungen/": look.id,
        "/unterlagen/": paper.id,
        "/unterlagen/<oid:id>/mitzeichnen": looked_at.id,
        "/unterlagen/<oid:id>/mitzeichnen/datei": looked_at.id,
        "/unterlagen/<oid:id>/mitzeichnungen": looked_at.id,
        "/vorlagen/punkte/": paper.places[0].id,
        "/unterlagen/<oid:id>/fassungen/<oid:number>": 1,
        "/unterlagen/<oid:id>/wiederherstellen": build.paper(item, removed_at=NOW).id,
        "/unterstuetzung/bestellungen/": _add(
            AccessService(
                sitting=sitting,
                measure=Measure.LOOP,
                provider=Provider(name=f"Hand {sitting.id}", secrecy_on=date(2026, 1, 1)),
            )
        ).id,
        "/vorsitze/": first(ChairPeriod).filter_by(sitting_id=sitting.id).one().id,
    }


# What of its right a route shows here: the sitting that is asked, what is not there to be found,
# and whose the things are that belong to one person (elsewhere the member's).
STATES = {
    f"/sitzungen/<oid:id>/niederschrift/{step}": "submitted"
    for step in ("entscheiden", "unterzeichnen", "verweigern")
}
MISSING = {
    "/gremien/<slug>/neubildung/rueckgaengig": {"public"},
    "/personen/loeschungen/<oid:id>": {"public"},
    "/sitzungen/<oid:id>/niederschrift-nichtoeffentlich.docx": {"public"},
    "/sitzungen/<oid:id>/niederschrift/veroeffentlichungen/<oid:number>.docx": {"closed"},
}
OWNERS = {
    "/unterlagen/<oid:id>/tagesordnung": "secretariat",
    "/sitzungen/<oid:id>/niederschrift/doch-unterzeichnen": "",
    "/antwort/<token>": "",
    "/mitzeichnung/<token>": "",
    "/mitzeichnung/<token>/datei": "",
    "/kalender/abo/<token>": "",
    "/kalender/abo/<token>.ics": "",
    "/passwort/<key>": "",
    "/meine-daten/adresse/<key>": "",
    "/unterstuetzung/frage/<key>": "",
    "/unterstuetzung/antwort/<key>": "",
}


def expected(route: Route, role: str, kind: str) -> Answer:
    """What the right of a route says of this role, with the things of this world."""
    answer = route.answer(ROLE[role], kind)
    if answer is Answer.OWN and OWNERS.get(route.rule, "member") != role:
        return route.right(kind).refusal(ROLE[role])
    if answer in {Answer.YES, Answer.OWN}:
        missing = kind in MISSING.get(route.rule, ())
        return Answer.UNKNOWN if missing else Answer.YES
    return answer


# Parts of addresses that are no ids of the world.
WORDS = {"key": "unbekannt", "token": "unbekannt", "kind": "adressen", "day": "2026-12-10"} | {
    "occasion": "invitation",
    "document": "public",
}
# What a form or an address needs to be taken for one at all.
SENT = {
    "/darstellung": {"data": {"theme": "dark"}},
    "/gremien/<slug>/bestaetigen": {"data": {"setting": "notice_days"}},
    "/tagesordnungspunkte/<oid:id>/schieben": {"query_string": {"richtung": "hoch"}},
}


def address(rule: str, objects: dict[str, object]) -> str:
    """The rule with its objects; the longest beginning that is known decides about each part."""

    def value(match: re.Match[str]) -> str:
        name = match[0].strip("<>").rpartition(":")[2]
        if rule.startswith("/anlaesse-der-post/"):
            return "reply_reminder"
        if name in WORDS:
            return WORDS[name]
        if rule.startswith("/protokoll/") and name == "slug":
            return "sitzung"
        until = rule[: match.end()]
        is_last = "<" not in rule[match.end() :]
        known = [s for s in objects if until.startswith(s) or (is_last and rule == s)]
        assert known, f"matrix_world does not know an object for {rule}"
        return str(objects[max(known, key=len)])

    return re.sub(r"<[^>]+>", value, rule)


class Walker:
    """Asks as each role, keeping nothing: every request is rolled back."""

    def __init__(self, app, world: SimpleNamespace) -> None:
        self.app, self.world = app, world
        self.cookies = {"anonymous": ""} | {
            role: self._sign_in(email) for role, email in world.emails.items()
        }

    def _sign_in(self, email: str) -> str:
        client = Client(self.app)
        answer = client.post("/anmelden", data={"email": email, "password": build.PASSWORD})
        assert answer.status_code in {302, 303}, answer.get_data(as_text=True)
        return "; ".join(h.split(";")[0] for h in answer.headers.getlist("Set-Cookie"))

    def ask(self, role: str, method: str, rule: str, objects: dict[str, object]) -> Answer:
        """``YES``: got through, or was told what is missing."""
        client = Client(self.app, use_cookies=False)
        path, sent = address(rule, objects), SENT.get(rule, {})
        answer = client.open(path, method=method, headers={"Cookie": self.cookies[role]}, **sent)
        answer.close()
        if answer.status_code in {301, 302, 303} and "/anmelden" in answer.location:
            return Answer.SIGN_IN
        assert answer.status_code < 500, f"{method} {path} as {role}: {answer.status_code}"
        refused = {403: Answer.FORBIDDEN, 404: Answer.UNKNOWN}
        return refused.get(answer.status_code, Answer.YES)


def routes(app) -> Iterator[tuple[str, str]]:
    """Every address and method the application answers."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule.rule, method


@contextmanager
def walking(new_app: Callable[..., Flask], folder: Path) -> Iterator[Walker]:
    """One world for all questions at a stopped clock: nothing that is asked is kept."""
    with (
        pytest.MonkeyPatch.context() as patch,
        time_machine.travel("2026-11-22 10:00+01:00", tick=False),
    ):
        app = new_app(f"sqlite:///{folder / 'gremien.db'}")
        patch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        with app.app_context():
            db.create_all()
            walker = Walker(app, matrix_world())
        patch.setattr(db.session, "commit", db.session.flush)
        yield walker
        with app.app_context():
            db.engine.dispose()
