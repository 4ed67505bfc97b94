import pytest

from gremien_app.base.extensions import db
from gremien_app.people.committees.models import Committee
from tests.builders import account, committee

ADDRESS = "/gremien/stag-behindertenpolitik/bearbeiten"


@pytest.fixture
def council(app):
    return committee(to_check=["notice_days"], notice_days=None)


@pytest.fixture
def desk(council, client, login):
    return login(client, account(secretariat_of=[council]))


def values(**changed):
    return {
        "version": "1",
        "short": "StAG B",
        "legal_basis": "§ 23a Hauptsatzung",
        "about": "Berät den Rat.",
        "chair_title": "Oberbürgermeister",
        "chair_mode": "mayor",
        "office": "0",
        "chair_votes": "nein",
        "publicity": "ja",
        "usual_minutes": "120",
        "decision_rule": "recommendation",
        "quorum_rule": "more_than_half",
        "motions_due_days": "10",
        "access_due_days": "28",
        "minutes_wording": "recommendation",
        "signing": "system",
        "agenda_fixing": "with_mayor",
        "color": "#0a5fb4",
        "letterhead": "",
        "usual_start": "14 Uhr",
        "notice_days": "7",
        "notice_unit": "clear_days",
        "notice_counts": "receipt",
        "post_days": "5",
        "public_notice_way": "Aushang im Rathaus",
        "minutes_due_days": "28",
        "contact_name": "Geschäftsführung",
        "contact_phone": "0221 221-0",
        "contact_email": "amt@example.org",
    } | changed


def stored():
    db.session.expire_all()
    return db.session.query(Committee).filter_by(slug="stag-behindertenpolitik").one()


def test_the_secretariat_changes_the_settings(desk):
    assert desk.get(ADDRESS).status_code == 200
    response = desk.post(ADDRESS, data=values())

    saved = stored()
    assert (response.status_code, response.location) == (302, "/gremien/stag-behindertenpolitik")
    assert (saved.notice_days, saved.notice_unit.value, saved.usual_start) == (
        7,
        "clear_days",
        "14:00",
    )
    assert (saved.chair_title, saved.to_check) == ("Oberbürgermeister", [])


def test_what_is_not_official_is_shown_and_confirmed_by_a_button(desk):
    assert ">Ladungsfrist<" in desk.get(ADDRESS).text

    response = desk.post(
        "/gremien/stag-behindertenpolitik/bestaetigen", data={"setting": "notice_days"}
    )

    assert response.location == ADDRESS
    assert stored().to_check == []
    assert "Bitte prüfen" not in desk.get(ADDRESS).text


def test_confirming_nothing_is_not_found(desk):
    address = "/gremien/stag-behindertenpolitik/bestaetigen"

    assert desk.post(address, data={}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("notice_days", "366", "Die Zahl darf höchstens 365 sein."),
        ("notice_days", "-1", "Bitte geben Sie eine ganze Zahl ein"),
        ("notice_days", "٧", "Bitte geben Sie eine ganze Zahl ein"),
        ("minutes_due_days", "0", "zwischen 1 und 365 Tagen"),
        ("minutes_due_days", "", "nach wie vielen Tagen"),
        ("usual_start", "25:00", "zwischen 0:00 und 23:59"),
        ("usual_start", "bald", "zum Beispiel 14:00"),
        ("chair_title", "", "wie der Vorsitz heißt"),
        ("chair_title", "x" * 61, "höchstens 60 Zeichen"),
        ("legal_basis", "x" * 301, "höchstens 300 Zeichen"),
        ("about", "x" * 2001, "höchstens 2000 Zeichen"),
        ("contact_email", "keine Adresse", "vollständige E-Mail-Adresse"),
        ("notice_unit", "monate", "Eintrag aus der Liste"),
        ("publicity", "", "Eintrag aus der Liste"),
    ],
)
def test_a_wrong_value_is_explained_and_nothing_is_saved(desk, field, value, message):
    response = desk.post(ADDRESS, data=values(**{field: value}))

    assert response.status_code == 200
    assert "<title>Fehler: Angaben zum Gremium" in response.text
    assert message in response.text
    assert stored().version == 1


def test_markup_and_control_characters_are_only_text(desk):
    desk.post(ADDRESS, data=values(about='<svg onload="x()">\x0b{7*7}\x00', legal_basis="§\n1"))

    saved = stored()
    assert (saved.about, saved.legal_basis) == ('<svg onload="x()">\n{7*7}', "§ 1")
    assert "<svg onload" not in desk.get(ADDRESS).text


def test_a_stale_save_shows_both_texts_and_loses_neither(desk):
    desk.post(ADDRESS, data=values(legal_basis="Fassung eins"))
    response = desk.post(ADDRESS, data=values(legal_basis="Fassung zwei"))

    assert "inzwischen" in response.text
    assert "Fassung eins" in response.text
    assert "Fassung zwei" in response.text
    assert stored().legal_basis == "Fassung eins"


def test_strangers_are_led_to_the_sign_in(council, client):
    assert client.get(ADDRESS).location.startswith("/anmelden")
    assert client.post(ADDRESS, data=values()).location.startswith("/anmelden")


def test_another_secretariat_is_refused(council, client, login):
    login(client, account(secretariat_of=[committee("integrationsrat")]))

    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, data=values()).status_code == 403
    assert stored().version == 1
