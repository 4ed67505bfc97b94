from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.bases.models import BasisKind
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person
from tests import builders as build

ADD = "/gremien/stag-behindertenpolitik/mitglieder/neu"


@pytest.fixture
def council(app):
    return build.committee(seats=2)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


def membership(**changed):
    return {
        "last_name": "Yıldız",
        "first_name": "Ayşe",
        "salutation": "",
        "role": "voting",
        "seat": "",
        "chair_office": "",
        "organization": "Blinden- und Sehbehindertenverein",
        "starts_on": "1.11.2025",
    } | changed


def details(**changed):
    return {
        "version": "1",
        "salutation": "",
        "title": "Dr.",
        "first_name": "Kim",
        "last_name": "Muster",
        "office": "",
        "email": "kim@example.org",
        "phone": "",
        "publication_basis": "",
        "publication_date": "",
    } | changed


def memberships():
    db.session.expire_all()
    return db.session.query(Membership).order_by(Membership.id).all()


# The list


@pytest.mark.parametrize("typed", ["Müller", "mueller", "MULLER", "müller kim"])
def test_a_person_is_found_however_the_name_is_typed(desk, council, typed):
    build.member(council, build.person("Müller"))
    build.member(council, build.person("Schmidt"))

    page = desk.get("/personen", query_string={"q": typed}).text

    assert "Müller, Kim" in page
    assert "Schmidt, Kim" not in page


def test_a_search_without_a_match_says_so_and_shows_what_was_typed_as_text(desk):
    page = desk.get("/personen", query_string={"q": '"><svg onload=x()>'}).text

    assert "wurde niemand gefunden" in page
    assert "<svg onload" not in page


@pytest.mark.parametrize("search", ["", "muster"])
def test_the_list_costs_the_same_with_one_and_with_three_persons(
    desk, council, query_count, search
):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            seat = build.seat(council, build.organization())
            build.member(council, build.person("Muster"), seat=seat)
        with query_count() as counted:
            assert desk.get("/personen", query_string={"q": search}).status_code == 200
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_a_long_list_is_read_page_by_page(desk, council):
    for number in range(60):
        build.member(council, build.person(f"Name{number:02}"))

    first = desk.get("/personen").text
    last_shown = db.session.query(Person).filter_by(last_name="Name49").one()
    second = desk.get("/personen", query_string={"nach": last_shown.id}).text

    assert f"nach={last_shown.id}" in first
    assert ("Name49, Kim" in first, "Name50, Kim" in first) == (True, False)
    assert ("Name49, Kim" in second, "Name59, Kim" in second) == (False, True)
    assert "Weitere Personen" not in second


@pytest.mark.parametrize("after", ["0", "x", "-1", "9" * 20, "١", "999999999"])
def test_a_made_up_page_is_not_found(desk, after):
    assert desk.get("/personen", query_string={"nach": after}).status_code == 404


# One person


def test_a_person_is_shown_with_all_memberships(desk, council):
    person = build.person(email="kim@example.org", publication_basis="Einwilligung")
    person.publication_date = date(2025, 12, 1)
    build.member(council, person, ends_on=date(2026, 3, 31))
    build.member(council, person, role=MemberRole.ADVISORY, starts_on=date(2026, 5, 1))

    page = desk.get(f"/personen/{person.id}").text

    assert "mailto:kim@example.org" in page
    assert "ja: Einwilligung vom 01.12.2025" in page
    assert page.index("seit 01.05.2026") < page.index("01.11.2025 bis 31.03.2026")


def test_a_person_costs_the_same_with_one_and_with_three_memberships(desk, council, query_count):
    person = build.person()
    counts = []
    for year in (2026, 2027, 2028):
        build.member(council, person, starts_on=date(year, 1, 1), ends_on=date(year, 6, 30))
        with query_count() as counted:
            desk.get(f"/personen/{person.id}")
        counts.append(counted.count)

    assert len(set(counts)) == 1


def test_persons_of_other_committees_do_not_exist_for_this_secretariat(desk):
    stranger = build.person("Fremd")
    foreign = build.member(build.committee("integrationsrat"), stranger)

    assert desk.get(f"/personen/{stranger.id}").status_code == 404
    assert desk.get(f"/personen/{stranger.id}/bearbeiten").status_code == 404
    assert desk.get(f"/mitgliedschaften/{foreign.id}/beenden").status_code == 404
    assert desk.get(ADD, query_string={"person": stranger.id}).status_code == 404
    assert "Fremd" not in desk.get("/personen").text


@pytest.mark.parametrize("address", ["/personen", "/personen/1", "/personen/1/bearbeiten", ADD])
def test_members_and_strangers_get_no_list_of_persons(council, client, login, address):
    assert client.get(address).location.startswith("/anmelden")
    who = build.person()
    build.member(council, who)
    login(client, build.account(person=who))

    assert client.get(address).status_code == 403


# Editing


def test_a_persons_data_is_changed_and_found_by_the_new_name(desk, council):
    person = build.person()
    build.member(council, person)
    response = desk.post(
        f"/personen/{person.id}/bearbeiten",
        data=details(
            last_name="Şahin",
            office="Beigeordnete",
            publication_kind=BasisKind.CONSENT,
            publication_basis="Einwilligung vom 01.12.2025",
            publication_date="1.12.2025",
        ),
    )

    db.session.expire_all()
    assert response.location == f"/personen/{person.id}"
    assert (person.name, person.office) == ("Dr. Kim Şahin", "Beigeordnete")
    assert person.publication_date == date(2025, 12, 1)
    assert "Şahin, Kim" in desk.get("/personen", query_string={"q": "sahin"}).text


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("last_name", "", "Bitte geben Sie den Nachnamen ein."),
        ("last_name", "\x00\u200b", "Bitte geben Sie den Nachnamen ein."),
        ("last_name", "x" * 101, "höchstens 100 Zeichen"),
        ("title", "x" * 41, "höchstens 40 Zeichen"),
        ("email", "kim@", "vollständige E-Mail-Adresse"),
        ("phone", "0" * 61, "höchstens 60 Zeichen"),
        ("publication_basis", "Formular", "Bitte wählen Sie die Art der Grundlage."),
        ("publication_kind", "consent", "worauf sich die Einwilligung bezieht"),
        ("publication_kind", "office", "Bitte nennen Sie das Amt oder Mandat."),
        ("publication_kind", "ratschlag", "Eintrag aus der Liste"),
        ("publication_date", "1.1.2026", "Bitte nennen Sie die Grundlage"),
        ("publication_date", "30.02.2026", "Den 30.2.2026 gibt es nicht."),
        ("publication_date", "1.1.0001", "zwischen 1900 und 2100"),
        ("salutation", "Hoheit", "Eintrag aus der Liste"),
    ],
)
def test_wrong_data_of_a_person_is_explained_and_not_saved(desk, council, field, value, message):
    person = build.person()
    build.member(council, person)
    response = desk.post(f"/personen/{person.id}/bearbeiten", data=details(**{field: value}))

    db.session.expire_all()
    assert response.status_code == 200
    assert "<title>Fehler: " in response.text
    assert message in response.text
    assert person.version == 1


def test_markup_in_a_name_stays_text(desk, council):
    person = build.person()
    build.member(council, person)
    desk.post(f"/personen/{person.id}/bearbeiten", data=details(last_name="<b>\x0bX</b>"))

    for address in ("/personen", f"/personen/{person.id}", f"{ADD}?suche=x"):
        page = desk.get(address).text
        assert "&lt;b&gt; X&lt;/b&gt;" in page


def test_a_stale_save_of_a_person_keeps_both_texts(desk, council):
    person = build.person()
    build.member(council, person)
    address = f"/personen/{person.id}/bearbeiten"
    desk.post(address, data=details(first_name="Erste"))
    response = desk.post(address, data=details(first_name="Zweite"))

    db.session.expire_all()
    assert person.first_name == "Erste"
    assert '<div class="g-conflict__text">Erste</div>' in response.text
    assert '<div class="g-conflict__text">Zweite</div>' in response.text


# Joining


def test_a_new_person_joins_on_a_seat_of_the_organisation(desk):
    assert desk.get(ADD).status_code == 200
    response = desk.post(ADD, data=membership())

    (made,) = memberships()
    assert response.location == "/gremien/stag-behindertenpolitik#mitglieder"
    assert (made.person.name, made.can_vote) == ("Ayşe Yıldız", True)
    assert made.starts_on == date(2025, 11, 1)
    assert made.seat.organization.name == "Blinden- und Sehbehindertenverein"


def test_a_known_person_is_found_and_chosen(desk, council):
    known = build.person("Müller")
    build.member(council, known, ends_on=date(2025, 12, 31))

    assert f"person={known.id}" in desk.get(ADD, query_string={"suche": "mueller"}).text
    assert "Neue Person" not in desk.get(ADD, query_string={"person": known.id}).text
    desk.post(f"{ADD}?person={known.id}", data=membership(last_name="", starts_on="01.01.2026"))

    assert [m.person_id for m in memberships()] == [known.id, known.id]


def test_an_organisation_is_one_record_however_it_is_spelt(desk):
    desk.post(ADD, data=membership(organization="Köln für Alle e.V."))
    desk.post(ADD, data=membership(organization="  KÖLN  für alle E.V. "))

    assert db.session.query(Organization).count() == 1


def test_a_deputy_shares_the_seat_of_the_chosen_member(desk, council):
    desk.post(ADD, data=membership())
    (principal,) = memberships()
    desk.post(
        ADD, data=membership(last_name="Stell", role="deputy", seat=f"sitz-{principal.seat_id}")
    )

    deputy = memberships()[1]
    assert (deputy.seat_id, deputy.role) == (principal.seat_id, MemberRole.DEPUTY)


def test_a_third_vote_on_two_seats_is_refused_at_the_role(desk):
    desk.post(ADD, data=membership())
    desk.post(ADD, data=membership(last_name="Zwei"))
    response = desk.post(ADD, data=membership(last_name="Drei"))

    assert "alle 2 Sitze besetzt" in response.text
    assert len(memberships()) == 2
    assert db.session.query(Person).filter_by(last_name="Drei").count() == 0


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("last_name", "", "Bitte geben Sie den Nachnamen ein oder suchen Sie"),
        ("email", "a b@c.de", "vollständige E-Mail-Adresse"),
        ("starts_on", "", "ab wann die Mitgliedschaft gilt"),
        ("starts_on", "31.11.2025", "Den 31.11.2025 gibt es nicht."),
        ("starts_on", "bald", "zum Beispiel 30.11.2026"),
        ("starts_on", "1.1.2019", "keine eingetragene Wahlperiode"),
        ("ends_on", "31.10.2025", "nicht vor dem Beginn"),
        ("organization", "x" * 201, "höchstens 200 Zeichen"),
        ("role", "koenig", "Eintrag aus der Liste"),
        ("role", "deputy", "welcher Sitz vertreten wird"),
        ("seat", "sitz-99", "Eintrag aus der Liste"),
        ("seat", "eins", "aus der Liste"),
        ("can_vote", "vielleicht", "aus der Liste"),
        ("chair_office", "papst", "Eintrag aus der Liste"),
    ],
)
def test_a_wrong_membership_is_explained_and_nobody_joins(desk, field, value, message):
    response = desk.post(ADD, data=membership(**{field: value}))

    assert response.status_code == 200
    assert "<title>Fehler: Mitglied eintragen" in response.text
    assert message in response.text
    assert memberships() == []
    assert db.session.query(Person).count() == 0


def test_only_the_committees_secretariat_adds_members(council, client, login):
    login(client, build.account(secretariat_of=[build.committee("integrationsrat")]))

    assert client.get(ADD).status_code == 403
    assert client.post(ADD, data=membership()).status_code == 403


# Leaving


def test_leaving_sets_the_last_day_and_keeps_the_past(desk, council):
    made = build.member(council)
    address = f"/mitgliedschaften/{made.id}/beenden"
    assert desk.get(address).status_code == 200
    response = desk.post(address, data={"version": "1", "ends_on": "31.12.2026"})

    assert response.location == "/gremien/stag-behindertenpolitik#mitglieder"
    assert [m.ends_on for m in memberships()] == [date(2026, 12, 31)]
    assert "01.11.2025 bis 31.12.2026" in desk.get(f"/personen/{made.person_id}").text


@pytest.mark.parametrize(
    ("ends_on", "message"),
    [
        ("", "Bitte geben Sie den letzten Tag an."),
        ("31.10.2025", "beginnt erst am 01.11.2025"),
        ("32.1.2026", "gibt es nicht"),
    ],
)
def test_a_wrong_last_day_is_explained(desk, council, ends_on, message):
    made = build.member(council)
    response = desk.post(
        f"/mitgliedschaften/{made.id}/beenden", data={"version": "1", "ends_on": ends_on}
    )

    assert message in response.text
    assert memberships()[0].ends_on is None


def test_a_membership_changed_by_somebody_else_is_not_ended_blindly(desk, council):
    made = build.member(council)
    address = f"/mitgliedschaften/{made.id}/beenden"
    desk.post(address, data={"version": "1", "ends_on": "31.12.2026"})
    response = desk.post(address, data={"version": "1", "ends_on": "30.11.2026"})

    assert "Gespeicherte Fassung" in response.text
    assert memberships()[0].ends_on == date(2026, 12, 31)


def test_who_is_missing_is_told_together_with_all_else(desk):
    page = desk.post(ADD, data=membership(last_name="", starts_on="")).text

    assert "Bitte berichtigen Sie 2 Angaben" in page
    assert "suchen Sie eine schon eingetragene Person" in page
    assert "ab wann die Mitgliedschaft gilt" in page
