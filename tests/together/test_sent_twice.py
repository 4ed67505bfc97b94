"""Every form that creates something, sent twice by two connections in the same moment.

``CREATING`` has a case for each; whatever else can be posted stands in ``OTHERS`` with what it
does, so a new address is in neither and fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

import pytest
from lxml import html
from sqlalchemy import func, select

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import Base, db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.calendars import actions as feeds
from gremien_app.channels.calendars.models import FeedKind
from gremien_app.meetings.agenda.models import ItemMark
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import Office as Office_
from tests import builders as build
from tests.page_client import PageClient
from tests.simultaneous import at_once, rounds


@dataclass
class Office:
    """A secretariat with a sitting to come and one that runs; ids only, no objects."""

    ids: dict[str, int]
    slug: str
    browsers: list[PageClient] = field(default_factory=list)

    def __getattr__(self, name: str) -> int:
        return self.ids[name]


@dataclass(frozen=True)
class Case:
    """What is sent where, and how many rows of which tables come of it."""

    path: str
    fields: dict[str, str]
    made: dict[str, int]
    page: str | None = ""  # where the form stands; "" is the address itself, None: no form


MOVER = {"paper_submitter": 1}
NEW_HOLDER = {"last_name": "Amt", "first_name": "Anna"}
Prepare = Callable[[Office], Case]
CREATING: dict[str, Prepare] = {
    "accounts.add": lambda o: Case(
        "/verwaltung/konten/neu",
        {"name": "Neu Neumann", "email": "neu@example.org"},
        {"user_account": 1, "one_time_link": 1, "outbox_mail": 1},
    ),
    "accounts.assign": lambda o: Case(
        f"/verwaltung/konten/{o.other}/aufgaben/neu",
        {"committee": str(o.committee), "role": "minute_taker", "starts_on": "01.12.2026"},
        {"assignment": 1},
    ),
    "accounts.invite": lambda o: Case(
        f"/verwaltung/konten/{o.other}/einladen",
        {},
        {"one_time_link": 1, "outbox_mail": 1},
        page=None,
    ),
    "agenda.add": lambda o: Case(
        f"/sitzungen/{o.coming}/tagesordnung/neu",
        {"title": "Haltestellen", "place": "public"},
        {"agenda_item": 1},
    ),
    "agenda.add_standard": lambda o: Case(
        f"/sitzungen/{o.bare}/tagesordnung/uebliche", {}, {"agenda_item": 4}, page=None
    ),
    "agenda.add_list": lambda o: Case(
        f"/sitzungen/{o.coming}/tagesordnung/liste", {"titles": "Haltestellen"}, {"agenda_item": 1}
    ),
    "calendars.new": lambda o: Case(
        "/kalender/abos/neu", {"name": "Meine Termine"}, {"calendar_feed": 1}
    ),
    "concerns.new": lambda o: Case(
        "/anliegen/neu",
        {"kind": "barrier", "text": "Das Menü ist nicht zu bedienen."},
        {"concern": 1, "outbox_mail": 1},
    ),
    "legal.edit": lambda o: Case(
        "/verwaltung/rechtstexte/impressum", {"body": "# Herausgeberin"}, {"legal_page": 1}
    ),
    "members.add": lambda o: Case(
        f"/gremien/{o.slug}/mitglieder/neu",
        {"last_name": "Erika", "first_name": "Neu", "role": "advisory", "starts_on": "01.12.2026"},
        {"person": 1, "membership": 1},
    ),
    "minutes.begin": lambda o: Case(
        f"/sitzungen/{o.running}/niederschrift/beginnen", {}, {"minutes": 1}, page=None
    ),
    "observances.add": lambda o: Case(
        "/besondere-tage/neu",
        {"name": "Tag der Vielfalt", "starts_on": "10.12.2026", "source": "Kalender des Amtes"},
        {"observance": 1},
    ),
    "offices.add": lambda o: Case("/aemter/neu", {"title": "Beigeordnete"}, {"office": 1}),
    "paper_entry.new": lambda o: Case(
        f"/gremien/{o.slug}/vorlagen/neu",
        {"kind": "motion", "way": "post", "title": "Bänke", "others": "Rat", "number": "AN/1/2026"},
        {"paper": 1} | MOVER,
    ),
    "paper_handing.new": lambda o: Case(
        f"/gremien/{o.slug}/einreichen", {"kind": "motion", "title": "Licht"}, {"paper": 1} | MOVER
    ),
    "paper_places.put": lambda o: Case(
        f"/unterlagen/{o.paper}/tagesordnung",
        {"sitting": str(o.coming)},
        {"paper_place": 1, "agenda_item": 1},
    ),
    "paper_places.put_at": lambda o: Case(
        f"/tagesordnungspunkte/{o.coming_item}/vorlage",
        {"paper": str(o.paper)} | {"gives_words": "y"},
        {"paper_place": 1},
    ),
    "organizations.add": lambda o: Case(
        "/organisationen/neu", {"name": "Verein Neu e.V."}, {"organization": 1}
    ),
    "persons.add": lambda o: Case(
        "/personen/neu", {"last_name": "Neumann", "first_name": "Eva"}, {"person": 1}
    ),
    "planning.propose": lambda o: Case(
        f"/sitzungsplan/neu?gremium={o.slug}",
        {"year": "2027", "weekday": "3", "start": "14:00", "end": "16:00"},
        {"sitting_plan": 1},
    ),
    "deadlines.tick": lambda o: Case(
        f"/sitzungen/{o.coming}/frist",
        {"kind": "access", "is_done": "ja"},
        {"deadline_done": 1},
        page=None,
    ),
    "proceedings.add_guest": lambda o: Case(
        f"/sitzungen/{o.running}/anwesenheit/gaeste",
        {"name": "Gabi Gast", "detail": "Presseamt", "group": "guest"},
        {"attendance": 1},
        page=None,
    ),
    "proceedings.item": lambda o: Case(
        f"/tagesordnungspunkte/{o.item}/abstimmung",
        {"mode": "verbal", "announced": "ja", "motion": "Antrag"},
        {"vote": 1},
    ),
    "proceedings.seed": lambda o: Case(
        f"/sitzungen/{o.unlisted}/anwesenheit/abgleichen", {}, {"attendance": 2}, page=None
    ),
    "proceedings.set_chair": lambda o: Case(
        f"/sitzungen/{o.running}/vorsitz",
        {"attendance": str(o.line)},
        {"chair_period": 1},
        page=None,
    ),
    "proceedings.unanimous": lambda o: Case(
        f"/tagesordnungspunkte/{o.item}/einstimmig",
        {},
        {"vote": 1},
        page=f"/sitzungen/{o.running}/abstimmungen",
    ),
    "seats.index": lambda o: Case(f"/gremien/{o.slug}/sitzverteilung", {}, {"seat": 1}),
    "sittings.plan": lambda o: Case(
        "/sitzungen/neu",
        {"committee": str(o.committee), "day": "17.12.2026", "start": "14:00", "end": "16:00"},
        {"sitting": 1},
    ),
    "structure.found": lambda o: Case(
        "/gremien/neu",
        {
            "name": "Beirat Neu",
            "genitive": "des Beirats Neu",
            "short": "BN",
            "slug": "beirat-neu",
            "founded_on": "01.12.2026",
        },
        {"committee": 1, "committee_name": 1},
    ),
    "terms.add": lambda o: Case(
        "/verwaltung/wahlperioden/neu",
        {"name": "2030/2035", "starts_on": "01.11.2030", "ends_on": "31.10.2035"},
        {"term": 1},
    ),
    "agenda.adjourn": lambda o: Case(
        f"/tagesordnungspunkte/{o.item}/vertagen",
        {"target": str(o.coming)},
        {"agenda_item": 1},
        page=None,
    ),
    "calendars.renew": lambda o: Case(
        f"/kalender/abos/{o.feed}/neue-adresse", {}, {"calendar_feed": 1}
    ),
    "changes.change": lambda o: Case(
        f"/mitgliedschaften/{o.membership}/aendern",
        {"organization": "Verein Anders", "from_day": "01.12.2026", "reason": "Beschluss"},
        {"membership": 1, "organization": 1},
    ),
    "changes.succeed": lambda o: Case(
        f"/mitgliedschaften/{o.membership}/nachfolge",
        {
            "last_day": "31.12.2026",
            "starts_on": "01.01.2027",
            "reason": "Rücktritt",
            "last_name": "Folge",
            "first_name": "Nach",
        },
        {"membership": 1, "person": 1},
    ),
    "guests.invite": lambda o: Case(
        f"/sitzungen/{o.coming}/gaeste/einladen",
        {"last_name": "Zugast", "first_name": "Zoe", "public_items": str(o.coming_item)},
        {"guest": 1, "person": 1},
    ),
    "invitations.show": lambda o: Case(
        f"/sitzungen/{o.coming}/einladung", {"text": "Ich lade ein."}, {"invitation": 1}
    ),
    "pledges.index": lambda o: Case(
        f"/gremien/{o.slug}/verpflichtung",
        {"kinds": "duty", "given_on": "01.11.2026", "persons": str(o.person)},
        {"pledge": 1},
    ),
    "minute_takers.appoint": lambda o: Case(
        f"/gremien/{o.slug}/schriftfuehrung/neu",
        {"last_name": "Schrift", "first_name": "Sven", "starts_on": "01.11.2026"},
        {"minute_taker": 1, "person": 1},
    ),
    "offices.add_deputy": lambda o: Case(
        f"/aemter/{o.office}/stellvertretung",
        {
            "last_name": "Amt",
            "first_name": "Anna",
            "held_as": "BM",
            "starts_on": "01.12.2026",
            "is_confirmed": "ja",
        },
        {"office_tenure": 1, "person": 1},
    ),
    "offices.add_former": lambda o: Case(
        f"/aemter/{o.office}/frueher",
        {
            "last_name": "Amt",
            "first_name": "Anna",
            "held_as": "OB",
            "starts_on": "01.12.2010",
            "ends_on": "01.12.2012",
        },
        {"office_tenure": 1, "person": 1},
    ),
    "offices.change": lambda o: Case(
        f"/aemter/{o.office}/wechsel",
        {
            "last_name": "Amt",
            "first_name": "Anna",
            "held_as": "OB",
            "starts_on": "01.12.2026",
            "is_confirmed": "ja",
        },
        {"office_tenure": 1, "person": 1},
    ),
    "organizations.spellings": lambda o: Case(
        f"/organisationen/{o.organization}/schreibweisen",
        {"spelling": "V. Alt"},
        {"organization_name": 1},
    ),
    "persons.consents": lambda o: Case(
        f"/personen/{o.person}/einwilligungen",
        {"kind": "email", "basis": "Brief", "given_on": "01.11.2026"},
        {"contact_consent": 1},
        page=None,
    ),
    "proceedings.add_invited": lambda o: Case(
        f"/gaeste/{o.guest}/anwesend", {}, {"attendance": 1}, page=None
    ),
    "pool.show": lambda o: Case(
        f"/sitzungen/{o.coming}/sammlung", {"chosen": f"vertagt-{o.adjourned}"}, {"agenda_item": 1}
    ),
    "resolutions.edit": lambda o: Case(
        f"/tagesordnungspunkte/{o.item}/beschluss",
        {"text": "Der Rat empfiehlt den Umbau.", "addressee": ""},
        {"resolution": 1},
    ),
    "sittings.move": lambda o: Case(
        f"/sitzungen/{o.coming}/verlegen",
        {"day": "21.12.2026", "reason": "Saal belegt"},
        {"sitting_move": 1},
    ),
    "structure.found_group": lambda o: Case(
        f"/gremien/{o.slug}/gruppe-gruenden",
        {
            "name": "Arbeitsgruppe Neu",
            "genitive": "der Arbeitsgruppe Neu",
            "short": "AGN",
            "slug": "ag-neu",
            "founded_on": "01.12.2026",
        },
        {"committee": 1, "committee_name": 1},
    ),
    "structure.rename": lambda o: Case(
        f"/gremien/{o.slug}/namen",
        {"name": "Beirat Anders", "genitive": "des Beirats Anders", "valid_from": "01.12.2026"},
        {"committee_name": 1},
    ),
    "bookings.add_provider": lambda o: Case(
        "/anbieter/neu", {"name": "Hand e. V."}, {"support_provider": 1}
    ),
    "questions.ask": lambda o: Case(
        f"/sitzungen/{o.coming}/unterstuetzung/fragen",
        {},
        {"support_question": 2, "support_link": 1, "outbox_mail": 1},
        page=None,
    ),
    "questions.register": lambda o: Case(
        f"/sitzungen/{o.coming}/unterstuetzung-anmelden",
        {"place": "step_free"},
        {"access_need": 1},
    ),
    "support.enter": lambda o: Case(
        f"/sitzungen/{o.coming}/unterstuetzung/eintragen?person={o.person}",
        {"place": "step_free", "consent": "am Telefon"},
        {"access_need": 1},
    ),
    "venues.add": lambda o: Case(
        "/orte/neu", {"venue": "Rathaus", "name": "Saal 1"}, {"venue": 1, "room": 1}
    ),
}


CHANGES = "ändert, was da ist; wer zu spät kommt, sieht beide Stände"
ENDS = "beendet oder nimmt zurück; ein zweites Mal gibt es nichts mehr zu beenden"
SHEETS = "eigene Prüfung: tests/together/test_sheets.py"
SIGNS = "eigene Prüfung: tests/together/test_signing.py"
ONCE = "die Zeile darüber ist gesperrt und ihr Zustand lässt es nur einmal zu"
MEANT = "jede Anmeldung ist eine eigene, jede Bitte bis zur Grenze eine eigene Mail"
OTHERS: dict[str, str] = {
    **dict.fromkeys(("accounts.sign_in", "accounts.forgot", "own.address"), MEANT),
    "bookings.add": "zweimal dasselbe anzubieten kann gemeint sein: zwei, die einander ablösen",
    **dict.fromkeys(("minutes.decide", "minutes.refuse", "minutes.sign"), SIGNS),
    **dict.fromkeys(("minutes.sheet", "minutes.seen", "minutes.confirm"), SHEETS),
    **dict.fromkeys(
        (
            *("accounts.set_password", "accounts.own_password", "agenda.restore"),
            *("changes.rotate", "closing.close", "closing.reopen", "guests.invite_again"),
            *("concerns.show", "lists.confirm", "mail.again", "minutes.submit"),
            "minutes.substitute",
            *("observances.calendars", "observances.restore", "observances.take_over"),
            *("offices.take_chairs", "organizations.merge", "planning.add_date"),
            *("own.confirm_address", "needs.say", "bookings.note_needed"),
            *("questions.remind", "questions.letters", "questions.reply", "questions.tell"),
            *("publication.minutes", "publication.resolution"),
            *("papers.add", "papers.publish", "papers.replace", "papers.restore"),
            *(f"paper_stages.{step}" for step in ("answered", "collect", "receive", "refuse")),
            *("paper_handing.attach", "paper_handing.confirm", "paper_handing.hand_in"),
            *("planning.take_over", "renewal.name", "renewal.name_all", "renewal.renew"),
            *("dispatch.draft", "dispatch.check", "proof.stop", "proof.posted", "notice.show"),
            "resolutions.issue",
            *("sittings.open_sitting", "sittings.close_sitting", "sittings.reopen"),
        ),
        ONCE,
    ),
    **dict.fromkeys(
        (
            *("bookings.edit", "bookings.provider", "proceedings.take_replies"),
            *("accounts.edit", "accounts.enable", "accounts.theme", "agenda.change_part"),
            *("agenda.edit", "agenda.move", "agenda.reinstate", "agenda.step"),
            *("calendars.edit", "changes.correct", "committees.confirm", "committees.edit"),
            *("committees.papers", "committees.seats", "guests.change", "lists.index"),
            *("lists.assign", "lists.correct", "replies.unnamed", "replies.times"),
            *("minutes.edit", "minutes.settle", "observances.edit", "observances.read_file"),
            *("offices.edit", "offices.edit_tenure", "organizations.edit", "persons.edit"),
            *("planning.change_date", "planning.restore_date", "proceedings.save_attendance"),
            *("replies.own", "replies.by_link", "replies.enter", "replies.make_link"),
            *("proceedings.settle_open", "own.show", "persons.hide_former_names"),
            *("proof.by_hand", "proof.returned", "own_post.edit", "correspondence.edit"),
            *("papers.edit", "pool.lay_aside", "pool.offer_again", "replies.remind"),
            *("paper_entry.edit", "paper_entry.series", "paper_stages.check", "replies.call"),
            *("proceedings.vote", "seats.edit", "sittings.edit", "sittings.keep_date"),
            *("sittings.times", "structure.correct_name", "terms.edit", "venues.reopen"),
            *("minute_takers.end", "sittings.correct_number", "venues.room", "venues.venue"),
        ),
        CHANGES,
    ),
    **dict.fromkeys(
        (
            *("accounts.disable", "accounts.end_role", "accounts.own_sign_in_end"),
            *("accounts.own_sign_out_everywhere", "accounts.sign_out", "agenda.remove"),
            *("agenda.withdraw", "audit.erase", "calendars.revoke", "changes.undo"),
            *("own.withdraw_all", "own.withdraw_contact", "own.withdraw_membership"),
            *("own.give_up_address", "own.withdraw_name", "legal.reset"),
            *("bookings.remove", "bookings.rebook"),
            *("needs.delete", "support.delete"),
            *("guests.uninvite", "members.end", "members.remove", "minutes.withdraw"),
            *("observances.delete", "observances.delete_calendar", "offices.end_tenure"),
            *("offices.undo", "organizations.remove_spelling", "persons.revoke"),
            *("planning.delete", "planning.drop_date", "planning.undo", "renewal.undo"),
            *("proceedings.delete_vote", "proceedings.remove_chair", "seats.remove"),
            *("papers.remove", "papers.withdraw", "proceedings.remove_guest"),
            *(f"paper_handing.{step}" for step in ("decline", "discard", "edit")),
            *("paper_places.take_off", "paper_stages.retract", "paper_stages.step_back"),
            *("resolutions.remove", "sittings.cancel"),
            *("structure.remove_name", "terms.remove", "venues.retire"),
            *("publication.withdraw", "publication.withdraw_resolution"),
            *("minutes.take_back_release", "minutes.end_substitution", "minutes.pen_remarks"),
            "minutes.take_back_signature",
            *("minutes.take_back", "sittings.undo_opening", "offices.resume"),
            *("proceedings.follow_roster", "proceedings.follow_rosters", "proceedings.keep_list"),
            *("proceedings.keep_lists", "proceedings.follow_seats", "erasure.erase"),
            *("erasure.erase_account", "minute_takers.remove", "pledges.remove"),
            *("organizations.undo_fusion", "organizations.set_apart_again"),
        ),
        ENDS,
    ),
}


@pytest.fixture
def office(app, new_client, login) -> Office:
    build.term(ends_on=date(2030, 10, 31))
    council = build.committee(seats=5)
    second = build.committee("zweites", short="Z2")
    clerk = build.account("buero@example.org", secretariat_of=[council, second], is_admin=True)
    clerk.person = build.member(council, build.person("Büro", "Bo")).person
    known = build.person(email="kim@example.org")
    membership = build.member(council, known, seat=build.seat(council))
    running = build.sitting(council, today(), time(0, 5), state=SittingState.RUNNING)
    item = build.item(running, "Antrag", printed_number="1")
    line = build.attend(
        running, membership.person, membership=membership, can_vote=True, seat_key="s"
    )
    coming = build.sitting(council, today() + timedelta(days=60), room=build.room())
    coming_item = build.item(coming, "Mitteilungen")
    bare = build.sitting(council, today() + timedelta(days=90))
    unlisted = build.sitting(council, today() - timedelta(days=1), state=SittingState.RUNNING)
    other = build.account("andere@example.org", "Andere Person")
    feed, _token = feeds.create(
        Viewer(user_id=clerk.id, name="Büro"), FeedKind.SITTINGS, feeds.Options("Alle"), utc_now()
    )
    held = Office_(title="Oberbürgermeisterin")
    db.session.add(held)
    db.session.flush()
    made = Office(
        {
            "committee": council.id,
            "running": running.id,
            "item": item.id,
            "line": line.id,
            "coming": coming.id,
            "bare": bare.id,
            "unlisted": unlisted.id,
            "other": other.id,
            "membership": membership.id,
            "person": membership.person_id,
            "organization": build.organization().id,
            "coming_item": coming_item.id,
            "feed": feed.id,
            "office": held.id,
            "paper": build.motion(council).id,
            "guest": build.guest(running, item).id,
            "adjourned": build.item(unlisted, "Vertagtes", mark=ItemMark.ADJOURNED).id,
        },
        council.slug,
    )
    made.browsers = [login(new_client(), clerk) for _ in range(2)]
    return made


def counted() -> dict[str, int]:
    tables = Base.metadata.tables.values()
    found = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables
    }
    db.session.rollback()
    return found


def fields_of(browser: PageClient, case: Case) -> dict[str, Any]:
    """As a browser would send the form: what it shows, and what is typed."""
    if case.page is None:
        return dict(case.fields)
    page = browser.get(case.page or case.path)
    assert page.status_code == 200, page.get_data(as_text=True)
    tree = html.document_fromstring(page.get_data(as_text=True))
    address = case.path.partition("?")[0]
    forms = [
        form
        for form in tree.xpath("//main//form[@method='post']")
        if (form.get("action") or case.path).partition("?")[0] == address
    ]
    assert forms, f"no form for {address}"
    shown = {name: value for name, value in forms[0].form_values() if name != "csrf_token"}
    return shown | case.fields


def told_by(answer) -> str:
    """Where the answer leads, or the message of its page."""
    if isinstance(answer, Exception):
        return repr(answer)
    if answer.location:
        return f"{answer.status_code} {answer.location}"
    tree = html.document_fromstring(answer.get_data(as_text=True))
    found = tree.xpath("//*[@data-error-summary] | //*[contains(@class, 'g-lead')]")
    return f"{answer.status_code} " + " ".join(" ".join(f.text_content().split()) for f in found)


def test_every_address_that_can_be_posted_to_is_listed(app):
    posted = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}

    assert posted - set(CREATING) - set(OTHERS) == set()
    assert (set(CREATING) | set(OTHERS)) - posted == set()
    assert set(CREATING) & set(OTHERS) == set()


@pytest.mark.both_engines
@pytest.mark.parametrize("endpoint", sorted(CREATING))
def test_a_form_sent_twice_at_once_makes_one_thing(office, endpoint):
    send_twice(office, endpoint)


@pytest.mark.postgresql_only
@pytest.mark.parametrize("round_", rounds[1:])
@pytest.mark.parametrize("endpoint", sorted(CREATING))
def test_it_makes_one_thing_every_time(office, endpoint, round_):
    send_twice(office, endpoint)


def send_twice(office, endpoint: str) -> None:
    case = CREATING[endpoint](office)
    first, second = office.browsers
    fields = fields_of(first, case)
    before = counted()

    answers = at_once(
        *(lambda b=browser: b.post(case.path, data=fields) for browser in (first, second))
    )

    assert not [one for one in answers if isinstance(one, Exception)], answers
    after = counted()
    told = [told_by(answer) for answer in answers]
    made = {name: after[name] - before[name] for name in case.made}
    assert made == case.made, told
    assert {answer.status_code for answer in answers} <= {200, 302, 409, 410}
    assert verify_chain().faults == []
