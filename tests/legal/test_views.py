import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.channels.legal import queries, rules
from gremien_app.channels.legal.models import LegalKey, LegalPage
from tests import builders as build

EDIT = "/verwaltung/rechtstexte/impressum"


@pytest.fixture
def admin(app, new_client, login):
    return login(new_client(), build.account(is_admin=True))


def headings(client, path):
    page = html.document_fromstring(client.get(path).text)
    return [one.text_content() for one in page.xpath("//main//h2")]


@pytest.mark.parametrize("key", list(LegalKey))
def test_what_is_shipped_keeps_to_the_rules_and_fills_its_fields(app, client, key):
    rules.require_body(key, queries.shipped(key))

    page = client.get(f"/{key.value}").text
    assert "«" not in page
    assert "[[" not in page


def test_the_statement_on_accessibility_has_what_the_law_asks_for(app, client):
    text = html.document_fromstring(client.get("/barrierefreiheit").text).text_content()

    for needed in (
        "erfüllt die Anforderungen teilweise",
        "Das fehlt noch",
        "30. November 2026",
        "Selbstbewertung",
        "Ombudsstelle",
        "Barriere melden",
    ):
        assert needed in text


def test_privacy_names_officer_bases_recipients_and_what_is_kept(app, client):
    told = headings(client, "/datenschutz")

    assert {
        "Datenschutzbeauftragte*r",
        "Auf welcher Grundlage",
        "Wer die Daten bekommt",
        "Wie lange es bleibt",
        "Kalender-Abos bei anderen Anbietern",
    } <= set(told)


def test_the_administration_changes_a_text_and_takes_the_shipped_one_back(admin, client):
    page = html.document_fromstring(admin.get(EDIT).text)
    [version] = page.xpath("//input[@name='version']/@value")

    admin.post(EDIT, data={"body": "# Wir\n«amt»", "version": version})
    assert headings(client, "/impressum") == ["Wir"]

    admin.post(f"{EDIT}/zuruecksetzen")
    assert "Herausgeberin" in headings(client, "/impressum")
    assert db.session.query(LegalPage).one().body is None


def test_of_two_who_change_a_text_the_second_sees_both(admin):
    page = html.document_fromstring(admin.get(EDIT).text)
    [version] = page.xpath("//input[@name='version']/@value")
    admin.post(EDIT, data={"body": "# Eins", "version": version})

    answer = admin.post(EDIT, data={"body": "# Zwei", "version": version})

    assert answer.status_code == 409
    assert "# Eins" in answer.text
    assert "# Zwei" in answer.text


@pytest.mark.parametrize(
    ("key", "body", "told"),
    [
        (LegalKey.IMPRINT, " ", "nicht leer"),
        (LegalKey.IMPRINT, "«büro»", "«büro»"),
        (LegalKey.IMPRINT, "[[ALLES]]", "[[ALLES]]"),
        (LegalKey.PRIVACY, "# Kurz", "[[FRISTEN]]"),
        (LegalKey.ACCESSIBILITY, "[[MELDEN]]", "Ombudsstelle"),
    ],
)
def test_a_text_that_lacks_something_is_refused(key, body, told):
    with pytest.raises(RuleBroken) as refused:
        rules.require_body(key, body)

    assert told in refused.value.message


def test_only_the_administration_changes_texts(client, login):
    committee = build.committee()

    assert login(client, build.account(secretariat_of=[committee])).get(EDIT).status_code == 403
