import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.channels.concerns.models import Concern
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.persons.models import ContactConsent, Person
from tests import builders as build
from tests.own.conftest import BASIS, TODAY

NAME = "/meine-daten/name-nicht-mehr-veroeffentlichen"
ALL = "/meine-daten/einwilligungen/widerrufen"


def lines(client, path, xpath):
    page = html.document_fromstring(client.get(path).text)
    return [" ".join(one.text_content().split()) for one in page.xpath(xpath)]


def shows_name(client, committee) -> bool:
    return "Mia Vogel" in client.get(f"/gremien/{committee.slug}").text


def test_everybody_sees_what_is_stored_and_takes_it_along(member):
    told = lines(member, "/meine-daten", "//main//dd")
    assert "Türkisch" in told
    assert "wie das Gerät" in told
    assert "Stadtarbeitsgemeinschaft Behindertenpolitik" in " ".join(told)

    data = member.get("/meine-daten.json").json
    assert data["Benutzerkonto"][0]["E-Mail-Adresse"] == "mia@example.org"
    assert len(data["Mitgliedschaften"]) == 1
    assert len(data["Anmeldungen"]) == 1
    assert "Art der Grundlage" not in data["Angaben zur Person"][0]
    text = member.get("/meine-daten.txt").get_data(as_text=True)
    assert "Sprache für Schreiben: Türkisch" in text


def test_a_consent_is_withdrawn_by_whose_it_is_and_nobody_else(member, secretary):
    [consent] = db.session.query(ContactConsent)
    path = f"/meine-daten/einwilligungen/{consent.id}/widerrufen"

    assert secretary.get(path).status_code == 404
    assert secretary.post(path).status_code == 404
    assert lines(member, path, "//main//ul[1]/li")[0] == "E-Mail-Adresse"
    assert consent.revoked_on is None
    assert member.post(path).status_code == 302

    db.session.refresh(consent)
    assert consent.revoked_on == TODAY


def test_the_name_of_a_withdrawn_consent_is_gone_at_once(member, client, committee, membership):
    assert shows_name(client, committee)

    assert member.post(NAME).status_code == 302

    assert not shows_name(client, committee)
    assert "Keine Einwilligung" not in member.get("/meine-daten").text
    assert "Es gibt keine Einwilligung zu widerrufen." in member.get(NAME).text


def test_the_page_says_where_the_name_stays_public(member, client, committee, membership):
    for name, value in BASIS.items():
        setattr(membership, name, value)
    db.session.commit()

    assert "Wo Ihr Name trotzdem öffentlich bleibt" in member.get(NAME).text
    member.post(NAME)
    assert shows_name(client, committee)

    member.post(f"/meine-daten/mitgliedschaften/{membership.id}/widerrufen")

    assert not shows_name(client, committee)


def test_a_membership_that_is_withdrawn_keeps_the_name_back_in_its_committee_alone(
    member, client, committee, membership
):
    other = build.committee("integrationsrat", short="IR")
    build.member(other, membership.person)
    membership.publication_kind, membership.publication_basis = BasisKind.CONSENT, "Formular"
    membership.publication_date = BASIS["publication_date"]
    db.session.commit()

    member.post(f"/meine-daten/mitgliedschaften/{membership.id}/widerrufen")

    assert not shows_name(client, committee)
    assert shows_name(client, other)


def test_an_office_is_no_consent_and_stays(member, person, membership):
    person.publication_kind, person.publication_basis = BasisKind.OFFICE, "Ratsmitglied"
    db.session.commit()

    assert "Es gibt keine Einwilligung zu widerrufen." in member.get(NAME).text
    member.post(NAME)

    db.session.refresh(person)
    assert person.publication_revoked_on is None
    assert db.session.query(Concern).count() == 0


def test_everything_is_withdrawn_with_one_press_and_the_office_is_told_once(
    member, secretary, person
):
    assert lines(member, ALL, "//main//ul[1]/li")[:2] == [
        "Name, in allen Gremien",
        "E-Mail-Adresse",
    ]

    member.post(ALL)
    member.post(ALL)

    db.session.refresh(person)
    assert person.publication_revoked_on == TODAY
    assert [one.revoked_on for one in person.consents] == [TODAY]
    [concern] = db.session.query(Concern)
    assert "Name, in allen Gremien; E-Mail-Adresse" in concern.text
    assert concern.text.split("\n")[0] in secretary.get(f"/anliegen/{concern.id}").text


def test_strangers_elsewhere_do_not_keep_anybody_from_withdrawing(member, person, client):
    for number in range(60):
        db.session.add(
            Concern(
                kind="barrier",
                text="x",
                origin_hash=str(number),
                once=str(number),
                created_at=build.NOW,
                due_on=TODAY,
            )
        )
    db.session.commit()

    assert member.post(NAME).status_code == 302
    assert person.publication_revoked_on == TODAY


@pytest.mark.parametrize("path", [NAME, ALL])
def test_whoever_is_no_person_of_the_lists_has_nothing_to_withdraw(secretary, path):
    assert "Es gibt keine Einwilligung zu widerrufen." in secretary.get(path).text
    assert secretary.post(path).status_code == 302
    assert db.session.query(Concern).count() == 0


def test_nobody_withdraws_for_another_member(member, secretary, committee):
    other = build.member(committee, build.person("Anders", **BASIS), **BASIS)

    assert member.post(f"/meine-daten/mitgliedschaften/{other.id}/widerrufen").status_code == 404


def test_the_own_language_of_letters_can_be_changed(member):
    [person] = db.session.query(Person)

    member.post("/meine-daten", data={"language": "Arabisch", "version": str(person.version)})

    db.session.refresh(person)
    assert person.language == "Arabisch"


def test_an_account_without_a_person_has_a_page_too(secretary):
    assert secretary.get("/meine-daten").status_code == 200
