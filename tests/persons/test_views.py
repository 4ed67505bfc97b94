from datetime import date, timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.members.models import MemberRole
from gremien_app.people.persons.models import ContactConsent, ContactKind, Person
from tests import builders as build

NEW = "/personen/neu"
COUNCIL = "/gremien/stag-behindertenpolitik"


@pytest.fixture
def council(app):
    return build.committee(seats=5)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


def details(**changed):
    return {"first_name": "Kim", "last_name": "Muster"} | changed


# Adding


def test_a_person_is_added_with_all_data(desk):
    assert desk.get(NEW).status_code == 200
    data = details(
        title="Dr.",
        pronoun="dey",
        order_name="Zander",
        email="kim@example.org",
        mobile="0170 1",
        street="Musterweg 1",
        postal_code="50667",
        town="Köln",
        language="Türkisch",
        papers_as="Word",
    )
    response = desk.post(NEW, data=data)

    person = db.session.query(Person).one()
    assert response.location == f"/personen/{person.id}"
    page = desk.get(response.location).text
    for text in ("Dr. Kim Muster", "dey", "Zander", "Musterweg 1, 50667 Köln", "Türkisch"):
        assert text in page


def test_a_sign_language_is_refused_at_its_field_and_stays_typed(desk):
    refused = desk.post(NEW, data=details(language="Deutsche Gebärdensprache", email="a@b.example"))

    assert db.session.query(Person).count() == 0
    assert "denn sie verraten etwas über die Gesundheit" in refused.text
    assert 'value="Deutsche Gebärdensprache"' in refused.text
    assert 'value="a@b.example"' in refused.text


def test_a_second_person_of_the_same_name_is_asked_about_once(desk, council):
    known = build.person("Müller", "Jörg", office="Beigeordneter")
    build.member(council, known)

    asked = desk.post(NEW, data=details(first_name="Joerg", last_name="Mueller"))

    assert "Diesen Namen gibt es schon" in asked.text
    assert f'href="/personen/{known.id}"' in asked.text
    assert db.session.query(Person).count() == 1

    desk.post(NEW, data=details(first_name="Joerg", last_name="Mueller", is_another="y"))

    assert db.session.query(Person).count() == 2


def test_a_new_member_of_a_known_name_is_asked_about_too(desk, council):
    build.member(council, build.person())
    data = details(role="advisory", starts_on="1.11.2025")
    asked = desk.post(f"{COUNCIL}/mitglieder/neu", data=data)

    assert "Diesen Namen gibt es schon" in asked.text
    assert db.session.query(Person).count() == 1

    desk.post(f"{COUNCIL}/mitglieder/neu", data=data | {"is_another": "y"})

    assert db.session.query(Person).count() == 2


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("last_name", "", "Bitte geben Sie den Nachnamen ein."),
        ("postal_code", "x" * 11, "höchstens 10 Zeichen"),
        ("papers_as", "Steintafel", "Eintrag aus der Liste"),
        ("publication_revoked_on", "1.1.2026", "nur eine eingetragene Grundlage"),
    ],
)
def test_wrong_data_is_explained_and_nobody_added(desk, field, value, message):
    response = desk.post(NEW, data=details(**{field: value}))

    assert message in response.text
    assert db.session.query(Person).count() == 0


def test_a_choice_that_came_with_imported_data_is_kept(desk, council):
    person = build.person(papers_as="Brailleschrift")
    build.member(council, person)

    page = desk.get(f"/personen/{person.id}/bearbeiten").text

    assert '<option selected value="Brailleschrift">' in page


# The page of a person


def test_the_page_tells_attendance_account_and_history(desk, council):
    person = build.person(email="kim@example.org", phone="0221 1")
    build.member(council, person)
    build.account("kim@konto.example", person=person)
    data = details(version="1", email="kim@example.org", phone="0221 2", salutation="")
    desk.post(f"/personen/{person.id}/bearbeiten", data=data)

    page = desk.get(f"/personen/{person.id}").text

    assert "Angaben zur Person geändert: Telefon" in page
    assert "Alex Beispiel" in page
    assert "0 von 0" in page
    assert "mailto:kim@example.org" in page
    assert "Religion, Herkunft" in page


def test_the_page_tells_nothing_of_foreign_committees(desk, council):
    person = build.person()
    build.member(council, person)
    build.member(build.committee("integrationsrat", name="Integrationsrat"), person)

    assert "Integrationsrat" not in desk.get(f"/personen/{person.id}").text


# Consents


def test_a_consent_is_recorded_and_revoked(desk, council):
    person = build.person(email="kim@example.org")
    build.member(council, person)
    address = f"/personen/{person.id}/einwilligungen"
    assert "Es ist noch keine Einwilligung eingetragen." in desk.get(address).text
    given = {"kind": "email", "basis": "Schreiben", "given_on": "1.12.2025"}
    desk.post(address, data=given)
    consent = db.session.query(ContactConsent).one()

    assert "seit 01.12.2025" in desk.get(address).text

    revoke = f"/einwilligungen/{consent.id}/widerrufen"
    assert desk.get(revoke).status_code == 200
    response = desk.post(revoke, data={"revoked_on": "1.2.2026"})

    assert response.location == address
    assert "01.12.2025 bis 01.02.2026, widerrufen" in desk.get(address).text


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"kind": "phone"}, "kein Telefon eingetragen"),
        ({"kind": "fax"}, "Eintrag aus der Liste"),
        ({"basis": ""}, "Bitte nennen Sie die Grundlage."),
        ({"given_on": "1.1.2099"}, "Zukunft"),
    ],
)
def test_a_wrong_consent_is_explained(desk, council, changed, message):
    person = build.person(email="kim@example.org")
    build.member(council, person)
    given = {"kind": "email", "basis": "Schreiben", "given_on": "1.12.2025"} | changed

    response = desk.post(f"/personen/{person.id}/einwilligungen", data=given)

    assert message in response.text
    assert db.session.query(ContactConsent).count() == 0


def public_person(**values):
    person = build.person(
        email="kim@example.org",
        phone="0221 99",
        publication_basis="Einwilligung",
        publication_date=date(2025, 12, 1),
        **values,
    )
    person.consents.append(
        ContactConsent(kind=ContactKind.EMAIL, basis="Schreiben", given_on=date(2025, 12, 1))
    )
    return person


def test_the_public_sees_a_datum_only_beside_a_public_name_and_with_its_consent(council, client):
    build.member(council, public_person())

    page = client.get(COUNCIL).text

    assert "mailto:kim@example.org" in page
    assert "0221 99" not in page


def test_without_a_public_name_a_consent_publishes_nothing(council, client):
    build.member(council, public_person(publication_revoked_on=date(2026, 1, 1)))

    page = client.get(COUNCIL).text

    assert "kim@example.org" not in page
    assert "Muster" not in page


def test_contact_data_of_former_members_stands_in_no_roster_of_the_past(council, client):
    build.member(council, public_person(), ends_on=date(2026, 3, 31))

    page = client.get(COUNCIL, query_string={"stand": "31.03.2026"}).text

    assert "Muster" in page
    assert "kim@example.org" not in page


def test_the_committee_costs_the_same_with_one_and_with_three_public_contacts(
    council, client, query_count
):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            build.member(council, public_person(), role=MemberRole.ADVISORY)
        with query_count() as counted:
            client.get(COUNCIL)
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_persons_of_other_committees_have_no_pages_here(desk):
    stranger = public_person()
    build.member(build.committee("integrationsrat"), stranger)
    db.session.commit()
    consent = stranger.consents[0].id

    for address in (
        f"/personen/{stranger.id}/einwilligungen",
        f"/einwilligungen/{consent}/widerrufen",
    ):
        assert desk.get(address).status_code == 404
        assert desk.post(address, data={}).status_code == 404


def test_without_contact_data_no_consent_is_asked_for(desk, council):
    person = build.person()
    build.member(council, person)
    page = f"/personen/{person.id}/einwilligungen"

    assert "Es sind keine Kontaktdaten eingetragen" in desk.get(page).text


# Names over time


def rename(desk, person, **changed):
    form = {"version": person.version, "first_name": person.first_name, "last_name": "Neuhaus"}
    return desk.post(f"/personen/{person.id}/bearbeiten", data=form | changed)


def roster_of(client, day) -> str:
    return client.get(f"{COUNCIL}?stand={day}").text


def test_a_changed_name_is_shown_for_every_day_unless_the_former_one_is_wanted(desk, council):
    person = build.person("Altenau", "Jürgen")
    build.member(council, person, starts_on=date(2025, 11, 1))
    db.session.commit()
    assert "wird nicht offenbart" in desk.get(f"/personen/{person.id}/bearbeiten").text

    rename(desk, person)

    assert "Jürgen Neuhaus" in roster_of(desk, "01.12.2025")
    for address in (f"/personen/{person.id}", "/personen?q=Altenau", f"{COUNCIL}?stand=01.12.2025"):
        assert "Altenau" not in desk.get(address).text.replace("q=Altenau", "").replace(
            'value="Altenau"', ""
        ).replace("„Altenau“", "")


def test_a_name_that_stays_visible_stands_in_old_rosters_until_it_is_hidden(desk, council):
    person = build.person("Altenau", "Jürgen")
    build.member(council, person, starts_on=date(2025, 11, 1))
    db.session.commit()

    rename(desk, person, former_name="visible", name_since="01.05.2026")

    assert "Jürgen Altenau" in roster_of(desk, "30.04.2026")
    assert "Jürgen Neuhaus" in roster_of(desk, "01.05.2026")
    assert "Jürgen Altenau (bis 30.04.2026)" in desk.get(f"/personen/{person.id}").text
    desk.post(f"/personen/{person.id}/fruehere-namen/nicht-mehr-zeigen")
    assert "Jürgen Neuhaus" in roster_of(desk, "30.04.2026")


def test_a_first_day_in_the_future_is_refused_at_its_field(desk, council):
    person = build.person("Altenau", "Jürgen")
    db.session.commit()

    refused = rename(desk, person, former_name="visible", name_since="01.01.2030")

    assert "liegt in der Zukunft" in refused.text
    assert 'value="Neuhaus"' in refused.text


# On what a public name rests


def test_an_office_without_its_end_is_explained_and_keeps_what_was_typed(desk, council):
    person = build.person()
    typed = {"publication_kind": "office", "publication_basis": "Ratsmitglied"}
    days = {"publication_date": "1.11.2025"}

    page = desk.post(
        f"/personen/{person.id}/bearbeiten", data=details(version="1", **typed, **days)
    ).text

    assert "Bitte geben Sie an, wann das endet" in page
    assert 'value="Ratsmitglied"' in page
    db.session.expire_all()
    assert person.publication_kind is None


def test_an_office_is_kept_with_its_end_and_shown(desk, council, client):
    last = format_date(today() + timedelta(days=700))
    person = build.person("Mandat", "Mia")
    build.member(council, person)
    wanted = details(
        version="1", last_name="Mandat", first_name="Mia", publication_kind="office",
        publication_basis="Ratsmitglied", publication_date="1.11.2025",
        publication_ends_on=last,
    )  # fmt: skip

    desk.post(f"/personen/{person.id}/bearbeiten", data=wanted)

    told = f"Öffentliches Amt oder Mandat seit 01.11.2025: Ratsmitglied, gilt bis {last}"
    assert f"ja: {told}" in desk.get(f"/personen/{person.id}").text
    assert told in desk.get(f"/personen/{person.id}/einwilligungen").text
    assert "Mia Mandat" in client.get(COUNCIL).text


def test_members_of_whom_a_mandate_ends_with_the_time_cost_the_same(council, client, query_count):
    counts = []
    for number in range(3):
        one = build.member(council, build.person(f"Rat{number}"), publication_basis="Ratsmitglied")
        one.publication_kind, one.publication_ends_along = BasisKind.OFFICE, True
        db.session.flush()
        with query_count() as counted:
            page = client.get(COUNCIL).text
        counts.append(counted.count)

    assert "Rat2" in page
    assert counts[0] == counts[2]


def test_the_office_is_told_whose_office_has_no_end_yet(desk, council):
    open_end = {"publication_kind": BasisKind.OFFICE, "publication_basis": "Amtsträgerin"}
    build.member(council, build.person("Offen", "Olga", **open_end))
    build.member(council, build.person("Mandat", "Mia"), **open_end)
    build.member(council, build.person("Ende", "Eva", publication_ends_on=today(), **open_end))
    build.member(council, build.person("Ja", "Jo", publication_basis="Ja"))

    page = desk.get("/personen").text

    note = page.split("Ende der Grundlage fehlt", 1)[1].split("</p>", 1)[0]
    assert "Olga Offen" in note
    assert "Mia Mandat" in note
    assert "Eva Ende" not in note
    assert "Jo Ja" not in note


def test_equal_names_are_told_apart_in_the_list_and_where_somebody_is_looked_up(desk, council):
    for town in ("Köln", "Bonn"):
        build.member(council, build.person("Meier", "Anna", town=town))
    build.member(council, build.person("Schulz", "Bo", town="Aachen"))

    page = desk.get("/personen?q=Meier, Anna").text
    choice = desk.get(f"{COUNCIL}/mitglieder/neu?suche=Meier, Anna").text

    for text in (page, choice):
        assert "2 Personen gefunden." in text
        assert "Köln" in text
        assert "Bonn" in text
    assert "Aachen" not in desk.get("/personen").text
