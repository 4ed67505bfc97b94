"""Every form that creates something: what is sent where, and how many rows come of it.

Read by ``test_sent_twice``, which sends each twice in the same moment. What else can be posted
stands in ``other_posts``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.page_client import PageClient


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
    "fixing.ask": lambda o: Case(
        f"/sitzungen/{o.coming}/festsetzung/vorlegen",
        {"account": "0"},
        {"agenda_fixing": 1},
        page=None,
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
    "concurrences.ask": lambda o: Case(
        f"/unterlagen/{o.paper}/mitzeichnungen",
        {"name": "Rechtsamt", "email": "recht@example.org", "due_on": "31.12.2026"},
        {"concurrence": 1, "outbox_mail": 1},
    ),
    "paper_consultations.add": lambda o: Case(
        f"/unterlagen/{o.paper}/beratungsfolge",
        {"committee": "0", "body": "Rat", "role": "decides"},
        {"consultation": 1},
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
