"""Every main page, light and dark, wide and narrow, as each role: axe finds nothing."""

import sqlite3

import pytest
from lxml import html

SLUG = "stag-behindertenpolitik"
SITTING = """
    SELECT sitting.id FROM sitting
    JOIN committee ON committee.id = sitting.committee_id
    LEFT JOIN minutes ON minutes.sitting_id = sitting.id
    WHERE {}
    ORDER BY committee.slug != 'stag-behindertenpolitik', sitting.starts_at DESC, sitting.id
"""
# What stands in braces below: one row of the demo data each.
IDS = {
    "planned": SITTING.format("sitting.state = 'planned'"),
    "moved": SITTING.format("sitting.state = 'moved'"),
    "invited": SITTING.format("sitting.state = 'invited'"),
    "running": SITTING.format("sitting.state = 'running'"),
    "cancelled": SITTING.format("sitting.state = 'cancelled'"),
    "draft": SITTING.format("minutes.state = 'draft'"),
    "returned": SITTING.format("minutes.state = 'returned'"),
    "submitted": SITTING.format("minutes.state = 'submitted'"),
    "signed": SITTING.format("minutes.state = 'signed'"),
    "published": SITTING.format("minutes.state = 'published'"),
    "closed_committee": SITTING.format("NOT sitting.is_public AND sitting.state = 'invited'"),
    "item": "SELECT id FROM agenda_item WHERE sitting_id = {running} ORDER BY position DESC, id",
    "resolution": """
        SELECT resolution.id FROM resolution JOIN committee ON committee.id = committee_id
        WHERE committee.slug = 'stag-behindertenpolitik' ORDER BY resolution.id DESC
    """,
    "numbered": """
        SELECT resolution.id FROM resolution JOIN agenda_item ON agenda_item.id = agenda_item_id
        WHERE sitting_id = {signed} AND number IS NOT NULL ORDER BY resolution.id
    """,
    "membership": """
        SELECT membership.id FROM membership JOIN committee ON committee.id = committee_id
        WHERE committee.slug = 'stag-behindertenpolitik' AND ends_on IS NULL ORDER BY membership.id
    """,
    "seat": """
        SELECT seat.id FROM seat JOIN committee ON committee.id = committee_id
        WHERE committee.slug = 'stag-behindertenpolitik' ORDER BY seat.id DESC
    """,
    "organization": """
        SELECT organization_id FROM membership WHERE organization_id IS NOT NULL ORDER BY id
    """,
    "clerk": "SELECT user_id FROM assignment ORDER BY id",
    "role": "SELECT id FROM assignment ORDER BY id",
    "name": """
        SELECT committee_name.id FROM committee_name JOIN committee ON committee.id = committee_id
        WHERE committee.slug = 'stag-behindertenpolitik'
    """,
    "talk": "SELECT sitting_id FROM guest",
    "booking": "SELECT id FROM access_service ORDER BY provider_id IS NULL, id",
    "guest": "SELECT id FROM guest",
    "room": "SELECT room_id FROM sitting WHERE id = {invited}",
    "venue": "SELECT venue_id FROM room WHERE id = {room}",
    "person": """
        SELECT person_id FROM membership JOIN committee ON committee.id = committee_id
        WHERE committee.slug = 'stag-behindertenpolitik' AND ends_on IS NULL ORDER BY membership.id
    """,
}
PAGES = {
    "anonymous": (
        "/",
        "/anmelden",
        "/passwort-vergessen",
        "/passwort/gibt-es-nicht",
        "/meine-daten/adresse/gibt-es-nicht",
        "/gremien/",
        f"/gremien/{SLUG}",
        "/gremien/runder-tisch",
        "/sitzungen",
        "/sitzungen/{invited}",
        "/sitzungen/{cancelled}",
        "/sitzungen/{moved}",
        "/sitzungen/{closed_committee}",
        "/sitzungen/{invited}/tagesordnung",
        "/sitzungen/{invited}/unterstuetzung-anmelden",
        "/sitzungen/{published}/niederschrift",
        "/kalender/",
        "/kalender/abonnieren",
        f"/kalender/abonnieren/{SLUG}",
        "/beschluesse",
        "/woerter",
        "/barrierefreiheit",
        "/impressum",
        "/anliegen/neu",
        "/datenschutz",
        "/gibt-es-nicht",
    ),
    "mitglied": (
        "/",
        f"/gremien/{SLUG}",
        "/sitzungen",
        "/sitzungen/{invited}",
        "/sitzungen/{invited}/antwort",
        "/sitzungen/{running}/tagesordnung",
        "/sitzungen/{signed}/niederschrift",
        "/kalender/abos",
        "/kalender/abos/neu",
        "/meine-daten",
        "/meine-daten/adresse",
        "/meine-unterstuetzung",
        "/meine-unterstuetzung/angeben",
        "/meine-daten/name-nicht-mehr-veroeffentlichen",
        "/beschluesse",
        "/verwaltung/konten",
    ),
    "vorsitz": (
        "/",
        "/sitzungen/{running}",
        "/sitzungen/{submitted}/niederschrift",
        "/sitzungen/{submitted}/niederschrift/verweigern",
        "/sitzungen/{planned}/festsetzung",
        "/niederschriften",
    ),
    "gast": (
        "/",
        "/sitzungen/{talk}",
        "/sitzungen/{talk}/tagesordnung",
    ),
    "geschaeftsfuehrung": (
        "/sitzungen/{talk}/gaeste",
        "/sitzungen/{talk}/gaeste/einladen?suche=schmidt",
        "/gaeste/{guest}",
        "/",
        f"/gremien/{SLUG}",
        f"/gremien/{SLUG}?stand=30.02.2026",
        f"/gremien/{SLUG}/bearbeiten",
        f"/gremien/{SLUG}/sitze",
        f"/gremien/{SLUG}/gruppen-und-tagesordnung",
        f"/gremien/{SLUG}/namen",
        f"/gremien/{SLUG}/namen/{{name}}",
        f"/gremien/{SLUG}/gruppe-gruenden",
        "/aemter",
        "/aemter/neu",
        f"/gremien/{SLUG}/mitglieder/neu",
        "/sitzungen",
        f"/sitzungen/neu?gremium={SLUG}",
        "/sitzungen/{planned}",
        "/sitzungen/{running}",
        "/sitzungen/{signed}",
        "/sitzungen/{invited}/bearbeiten",
        "/sitzungen/{invited}/antworten",
        "/sitzungen/{invited}/antworten/{person}",
        f"/gremien/{SLUG}/vertretung-laden",
        "/sitzungen/{planned}/versand/invitation",
        "/sitzungen/{invited}/verlegen",
        "/sitzungen/{invited}/absagen",
        "/sitzungen/{planned}/termin-begruenden",
        "/sitzungen/{invited}/unterstuetzung",
        "/sitzungen/{invited}/unterstuetzung/tageskarte",
        "/sitzungen/{invited}/unterstuetzung/anbieten",
        "/unterstuetzung/bestellungen/{booking}",
        "/anbieter",
        "/anbieter/neu",
        "/anbieter/zahlen",
        "/besondere-tage",
        "/besondere-tage/neu",
        "/besondere-tage/einlesen",
        "/andere-sitzungen",
        "/sitzungen/{signed}/zeiten",
        "/sitzungen/{planned}/tagesordnung",
        "/sitzungen/{planned}/tagesordnung/neu",
        "/sitzungen/{planned}/tagesordnung/liste",
        "/sitzungen/{planned}/sammlung",
        "/sitzungen/{planned}/festsetzung",
        "/sitzungen/{closed_committee}/tagesordnung",
        "/tagesordnungspunkte/{item}",
        "/tagesordnungspunkte/{item}/abstimmung",
        "/tagesordnungspunkte/{item}/beschluss",
        "/sitzungen/{planned}/einladung",
        "/sitzungen/{invited}/einladung",
        "/sitzungen/{running}/anwesenheit",
        "/sitzungen/{running}/anwesenheitsliste",
        "/sitzungen/{running}/abstimmungen",
        "/sitzungen/{draft}/niederschrift",
        "/sitzungen/{draft}/niederschrift/bearbeiten",
        "/sitzungen/{returned}/niederschrift",
        "/sitzungen/{returned}/niederschrift/bearbeiten",
        "/sitzungen/{submitted}/niederschrift",
        "/sitzungen/{signed}/niederschrift",
        "/sitzungen/{signed}/niederschrift/veroeffentlichen",
        "/sitzungen/{published}/niederschrift/veroeffentlichung-zuruecknehmen",
        "/beschluesse/{numbered}/veroeffentlichen",
        "/niederschriften",
        "/beschluesse",
        "/beschluesse/{resolution}",
        "/personen",
        "/personen/{person}",
        "/personen/{person}/bearbeiten",
        "/personen/{person}/einwilligungen",
        "/personen/{person}/loeschen",
        "/personen/neu",
        "/organisationen",
        "/organisationen/neu",
        "/organisationen/{organization}",
        "/organisationen/{organization}/bearbeiten",
        "/organisationen/{organization}/schreibweisen",
        "/organisationen/{organization}/zusammenlegen?q=e",
        f"/gremien/{SLUG}/listen",
        "/mitgliedschaften/{membership}",
        "/mitgliedschaften/{membership}/aendern",
        "/mitgliedschaften/{membership}/berichtigen",
        "/mitgliedschaften/{membership}/beenden",
        "/mitgliedschaften/{membership}/nachfolge",
        "/gremien/runder-tisch/vorsitz-wechseln",
        f"/gremien/{SLUG}/neubildung",
        f"/gremien/{SLUG}/sitzverteilung",
        "/sitze/{seat}/bearbeiten",
        "/sitze/{seat}/benennen",
        "/kalender/",
        "/sitzungsplan",
        "/sitzungsplan?ansicht=gremien",
        "/sitzungsplan?ansicht=monate",
        "/orte",
        "/orte/neu",
        "/orte/raeume/{room}",
        "/orte/raeume/{room}/schliessen",
        "/orte/gebaeude/{venue}",
    ),
    "admin": (
        "/gremien/",
        "/gremien/neu",
        f"/gremien/{SLUG}/schliessen",
        "/verwaltung/wahlperioden",
        "/verwaltung/wahlperioden/neu",
        "/verwaltung/konten",
        "/verwaltung/konten/neu",
        "/verwaltung/konten/{clerk}",
        "/verwaltung/konten/{clerk}/bearbeiten",
        "/verwaltung/konten/{clerk}/loeschen",
        "/personen/{person}/endgueltig-loeschen",
        "/verwaltung/konten/{clerk}/aufgaben/neu",
        "/verwaltung/aufgaben/{role}/beenden",
        "/postausgang",
        "/protokoll",
        "/protokoll?bereich=account&von=gestern",
        "/protokoll/sitzung/{running}/texte-loeschen",
        "/konto",
        "/konto/passwort",
        "/anliegen",
        "/verwaltung/rechtstexte",
        "/verwaltung/rechtstexte/datenschutz",
    ),
}
REFUSED = {
    ("anonymous", "/gibt-es-nicht"): 404,
    ("anonymous", "/passwort/gibt-es-nicht"): 404,
    ("anonymous", "/meine-daten/adresse/gibt-es-nicht"): 404,
    ("mitglied", "/verwaltung/konten"): 403,
}


@pytest.fixture(scope="module")
def ids(live_data):
    found = {}
    database = sqlite3.connect(live_data / "gremien.db")
    for name, query in IDS.items():
        [found[name]] = database.execute(query.format(**found)).fetchone()
    database.close()
    return found


@pytest.fixture(scope="module")
def page_of(lasting_page, sign_in):
    """The one window of each role."""
    pages = {}

    def open_once(role):
        if role not in pages:
            page = lasting_page()
            pages[role] = page if role == "anonymous" else sign_in(page, role)
        return pages[role]

    return open_once


def names_of_several_targets(body: str) -> dict[str, set[str]]:
    """Links of the same name to different pages: whoever hears only them is lost."""
    targets: dict[str, set[str]] = {}
    for link in html.document_fromstring(body).iter("a"):
        name = " ".join((link.get("aria-label") or link.text_content()).split())
        targets.setdefault(name, set()).add(link.get("href"))
    return {name: found for name, found in targets.items() if len(found) > 1}


@pytest.mark.parametrize(
    ("role", "path"), [(role, path) for role, paths in PAGES.items() for path in paths]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page_of, axe, ids, role, path):
    page = page_of(role)

    answer = page.goto(path.format(**ids))

    assert answer.status == REFUSED.get((role, path), 200)
    assert names_of_several_targets(page.content()) == {}
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            axe(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


FAINT_IN_THE_DARK = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("@media (prefers-color-scheme: dark) { h1 { color: #222 !important; } }");
    document.adoptedStyleSheets = [sheet];
}"""


def test_a_fault_of_one_look_is_found_after_the_looks_before_it(page_of, axe):
    page = page_of("anonymous")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto("/anmelden")
    page.evaluate(FAINT_IN_THE_DARK)

    axe(page)
    page.emulate_media(color_scheme="dark")
    with pytest.raises(AssertionError, match="color-contrast"):
        axe(page)


def test_the_attendance_list_is_a_table_on_a_sheet_of_a4(page_of, ids):
    page = page_of("geschaeftsfuehrung")
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto("/sitzungen/{running}/anwesenheitsliste".format(**ids))

    page.emulate_media(media="print")

    row = page.locator("tbody tr").first
    tops = [cell.bounding_box()["y"] for cell in row.locator("th, td").all()]
    page.emulate_media(media="screen")
    assert tops == [tops[0]] * 3
