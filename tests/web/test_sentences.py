"""Sentences that people stumbled over; each test is a line of what they read now."""

from datetime import UTC, date, datetime, time

import pytest
from lxml import html

from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import SigningWay
from gremien_app.people.committees.quorum_rules import QuorumState
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion, Signature
from gremien_app.records.minutes.page_queries import badge
from gremien_app.records.minutes.sheet_models import SignedSheet
from tests import builders as build
from tests.documents.reading import texts
from tests.documents.samples import sitting_2015

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(seats=3, short="StAG B")


@pytest.fixture
def secretary(committee, new_client, login):
    return login(new_client(), build.account(secretariat_of=[committee]))


def part(client, path: str, xpath: str = ".//main") -> str:
    page = html.document_fromstring(client.get(path).text)
    return " ".join(" ".join(one.text_content().split()) for one in page.xpath(xpath))


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (MinutesState.DRAFT, "Vorlage bis 20.12.2026"),
        (MinutesState.SUBMITTED, "wartet auf die Unterschrift"),
        (MinutesState.SIGNED, "nichts mehr"),
    ],
)
def test_minutes_say_what_is_still_to_come(committee, secretary, state, told):
    sitting = build.sitting(committee, state=SittingState.CLOSED)
    due = NOON.date().replace(month=12)
    db.session.add(Minutes(sitting=sitting, state=state, due_on=due, created_at=NOON))

    assert part(secretary, "/niederschriften", ".//td[@data-label='Was aussteht']") == told


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (
            QuorumState(13, 13, is_checked=True),
            "13 Stimmberechtigte sind da. Nötig sind 7. Das Gremium kann beschließen.",
        ),
        (
            QuorumState(1, 1, is_checked=True, label="UAG 1"),
            "UAG 1: 1 Person mit Stimmrecht ist da. Nötig ist 1. Das Gremium kann beschließen.",
        ),
        (
            QuorumState(0, 13, is_checked=True),
            (
                "0 Stimmberechtigte sind da. Nötig sind 7. Das sind zu wenige. "
                "Das Gremium gilt als beschlussfähig, bis der Mangel festgestellt wird."
            ),
        ),
        (
            QuorumState(5, None, is_checked=False),
            (
                "5 Stimmberechtigte sind da. "
                "Dieses Gremium braucht keine Mindestzahl, um zu beschließen."
            ),
        ),
    ],
)
def test_the_quorum_is_told_in_short_sentences(app, state, told):
    words = app.jinja_env.get_template("proceedings/_quorum.html").module

    [note] = html.fragments_fromstring(words.sentence(state).strip())

    assert " ".join(note.text_content().split()) == told


def test_who_mistypes_the_address_of_the_account_is_asked_to_look_again(client, app):
    page = html.document_fromstring(client.post("/passwort-vergessen", data={"email": "kein"}).text)

    [field] = page.xpath("//input[@name='email']")
    [told] = page.xpath(f"//*[@id='{field.get('aria-describedby')}']")
    assert "Bitte geben Sie eine E-Mail-Adresse ein" in told.text_content()
    assert field.get("value") == "kein"


def test_whether_there_is_an_account_is_asked_not_told(client, app):
    page = html.document_fromstring(
        client.post("/passwort-vergessen", data={"email": "kim@example.org"}).text
    )

    lead = " ".join(page.xpath("//p[@class='g-lead']")[0].text_content().split())
    assert lead.startswith(
        "Gibt es ein Konto mit der Adresse kim@example.org? Dann bekommen Sie gleich eine Mail."
    )


def test_a_sitting_tells_day_and_place_and_how_it_went(committee, secretary):
    sitting = build.sitting(committee, state=SittingState.RUNNING, opened_at=NOON)

    page = html.document_fromstring(secretary.get(f"/sitzungen/{sitting.id}").text)

    [section] = page.xpath("//section[h2[text()='Termin und Ort']]")
    labels = [one.text_content() for one in section.xpath(".//dt")]
    assert labels[:2] == ["Termin", "Verlauf"]


def test_a_planned_sitting_says_that_nobody_is_invited_yet(committee, client):
    sitting = build.sitting(committee, state=SittingState.PLANNED)

    badges = part(client, f"/sitzungen/{sitting.id}", ".//p[contains(@class, 'g-badges')]")

    assert badges.startswith("geplant, noch ohne Einladung")


def test_outlook_says_import_and_means_a_subscription(committee, client):
    steps = part(client, f"/kalender/abonnieren/{committee.slug}", ".//main//ol/li")

    assert "Auch wenn „Importieren“ dort steht: Sie legen ein Abo an." in steps


@pytest.mark.parametrize(
    ("reference", "title", "told"),
    [
        ("2778/2026", "Mobilität", "Vorlage 2778/2026"),
        ("2778/2026/1", "Mobilität", "Vorlage 2778/2026/1"),
        ("AN/0455/2026", "Mehr Bänke", "Antrag AN/0455/2026"),
        ("AN/0455/2026", "Anfrage zu Bänken", "Anfrage AN/0455/2026"),
        ("2778/2026 · AN/0455/2026", "Bänke", "Vorlage 2778/2026 · Antrag AN/0455/2026"),
        ("Schreiben vom 2. Mai", "Bänke", "Schreiben vom 2. Mai"),
        ("Antrag AN/0455/2026", "Bänke", "Antrag AN/0455/2026"),
        ("", "Bänke", ""),
    ],
)
def test_a_number_says_what_kind_of_paper_it_is(reference, title, told):
    assert AgendaItem(reference=reference, title=title).named_reference == told


@pytest.mark.parametrize("path", ["/sitzungen/{}", "/sitzungen/{}/tagesordnung"])
def test_the_pages_of_a_sitting_name_its_papers(committee, client, path):
    sitting = build.sitting(committee, state=SittingState.INVITED)
    build.item(sitting, "Mobilität", reference="2778/2026")

    assert "Vorlage 2778/2026" in part(client, path.format(sitting.id))


def test_minutes_in_word_say_the_end_once():
    written = texts(write_minutes(sitting_2015(end=time(16, 0))))

    assert [one for one in written if "Ende der Sitzung" in one] == ["Ende der Sitzung"]
    assert "16:00 Uhr" in written


def test_the_words_page_is_open_to_all_and_linked_from_every_foot(committee, client):
    page = html.document_fromstring(client.get("/").text)
    [link] = page.xpath("//footer//a[text()='Wörter und Abkürzungen']")

    words = html.document_fromstring(client.get(link.get("href")).text)

    terms = [one.text_content().strip() for one in words.xpath("//dt")]
    assert "StAG B" in terms
    assert "beschlussfähig" in terms


def test_the_title_of_a_sittings_page_names_the_committee(committee, client):
    sitting = build.sitting(committee, state=SittingState.INVITED, number=7)

    title = html.document_fromstring(client.get(f"/sitzungen/{sitting.id}/tagesordnung").text)

    assert title.find(".//title").text.endswith("– StAG B – Gremien")


def test_the_months_of_the_calendar_end_with_the_years_that_have_sittings(committee, client):
    build.sitting(committee, date(2025, 3, 3))

    def months(month):
        return part(client, f"/kalender/?monat={month}", "//nav[@aria-label='Seiten']/a")

    assert months("2025-01") == "Februar 2025"
    assert months("2027-12") == "November 2027"


def test_a_search_tells_how_many_it_found(committee, secretary):
    for name in ("Abel", "Abelmann", "Berg"):
        build.member(committee, build.person(name))

    assert part(secretary, "/personen?q=abel", "//p[@role='status']") == "2 Personen gefunden."
    assert part(secretary, "/personen?q=berg", "//p[@role='status']") == "1 Person gefunden."


def test_a_list_of_sittings_names_the_committee_first_and_in_bold(committee, client):
    build.sitting(committee, date(2026, 12, 17), number=7)

    page = html.document_fromstring(client.get("/sitzungen").text)

    [link] = page.xpath("//main//a[@class='g-list__title']")
    assert link[0].tag == "strong"
    name = " ".join(link.text_content().split())
    assert name == f"{committee.names[0].name}, 7. Sitzung am 17.12.2026"


@pytest.mark.parametrize(
    ("way", "about", "told"),
    [
        (SigningWay.SYSTEM, {}, "zur Unterzeichnung vorgelegt"),
        (SigningWay.PAPER, {}, "zur Freigabe vorgelegt"),
        (SigningWay.QUALIFIED, {}, "zur Freigabe vorgelegt"),
        (SigningWay.PAPER, {"released_at": NOON}, "zur Unterschrift freigegeben"),
        (
            SigningWay.PAPER,
            {"released_at": NOON, "sheets": [SignedSheet()]},
            "Unterschriften eingetragen, noch nicht bestätigt",
        ),
        (SigningWay.PAPER, {"signatures": [Signature()]}, "wartet auf weitere Unterschriften"),
    ],
)
def test_what_submitted_minutes_wait_for_never_says_that_anybody_signed(way, about, told):
    minutes = Minutes(state=MinutesState.SUBMITTED)
    minutes.versions.append(MinutesVersion(signing=way, **about))

    assert badge(minutes).label == told


def test_minutes_that_wait_for_a_signature_are_not_late(committee, secretary):
    sitting = build.sitting(
        committee, date(2026, 9, 10), state=SittingState.CLOSED, opened_at=NOON, closed_at=NOON
    )
    minutes = Minutes(
        sitting=sitting, state=MinutesState.SUBMITTED, due_on=date(2026, 10, 8), created_at=NOON
    )
    db.session.add(minutes)
    db.session.commit()

    page = html.fromstring(secretary.get(f"/sitzungen/{sitting.id}").text)

    lines = [" ".join(one.text_content().split()) for one in page.cssselect(".g-deadlines p")]
    assert [one for one in lines if one.startswith("Niederschrift")] == [
        "Niederschrift fällig: Donnerstag, 8. Oktober 2026 – wartet auf die Unterschrift"
    ]
