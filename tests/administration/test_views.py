import re
from datetime import timedelta

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.mail.models import OutboxMail
from gremien_app.people.accounts.models import OneTimeLink, User
from gremien_app.people.administration import views as administration
from tests.builders import PASSWORD, account, committee, member, person

LIST = "/verwaltung/konten"
NEW = "Mein Hund frisst gern Äpfel"


@pytest.fixture
def admin(app):
    return account("admin@example.org", "Admin Beispiel", is_admin=True)


@pytest.fixture
def office(admin, client, login):
    login(client, admin)
    return client


def add(client, **values):
    data = {"name": "Robin Neu", "email": "robin@example.org", "person": ""} | values
    return client.post(f"{LIST}/neu", data=data)


def edit(client, user, **values):
    """The form as it is shown, without the tick at the administration."""
    shown = {"name": user.name, "email": user.email, "version": user.version}
    shown["person"] = "" if user.person_id is None else str(user.person_id)
    return client.post(f"{LIST}/{user.id}/bearbeiten", data=shown | values)


def user_of(email):
    return db.session.query(User).filter_by(email=email).one()


def test_the_list_is_paged(office, monkeypatch):
    monkeypatch.setattr(administration, "PER_PAGE", 1)
    account("z@example.org", "Zoe")
    db.session.commit()

    first, second = office.get(LIST).text, office.get(f"{LIST}?seite=2").text

    assert ("Zoe" in first, "Zoe" in second) == (False, True)
    assert (f'href="{LIST}?seite=2"' in first, f'href="{LIST}?seite=1"' in second) == (True, True)


def test_whoever_is_invited_chooses_a_password_and_signs_in(office, new_client, login):
    response = add(office)
    user = user_of("robin@example.org")
    assert response.location == f"{LIST}/{user.id}"
    assert "eingeladen" in office.get(response.location).text

    body = db.session.query(OutboxMail).one().body
    assert "Admin Beispiel hat für Sie ein Benutzerkonto angelegt" in body
    path = re.search(r"/passwort/[\w-]+", body)[0]
    newcomer = new_client()
    assert "Willkommen bei Gremien" in newcomer.get(path).text
    newcomer.post(path, data={"password": NEW, "repeated": NEW})
    login(newcomer, user, NEW)

    assert newcomer.get("/konto").status_code == 200


def test_before_that_no_password_opens_the_account(office, new_client):
    add(office)

    for password in ("", "!", PASSWORD, NEW):
        data = {"email": "robin@example.org", "password": password}
        assert new_client().post("/anmelden", data=data).status_code == 200


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Bitte geben Sie einen Namen ein."),
        ({"email": "robin"}, "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel"),
        ({"email": "ADMIN@example.org"}, "gibt es schon ein Benutzerkonto"),
        ({"person": "99999"}, ""),
        ({"person": "x"}, ""),
    ],
)
def test_a_refused_account_says_why_and_is_not_made(office, typed, message):
    response = add(office, **typed)

    assert (response.status_code, message in response.text) == (200, True)
    assert db.session.query(User).count() == 1
    assert db.session.query(OutboxMail).count() == 0


def test_fields_that_are_not_in_the_form_change_nothing(office):
    add(office, password_hash="x", is_disabled="1", id="999", nonce="x", created_at="2020-01-01")

    user = user_of("robin@example.org")
    assert (user.password_hash, user.is_disabled) == ("", False)


def test_a_member_sees_the_rights_of_the_roster_at_once(office, new_client, login):
    council = committee(short="StAG B")
    someone = person("Vogel")
    member(council, someone)
    user = account("vogel@example.org", "Kim Vogel")
    browser = login(new_client(), user)

    edit(office, user, person=str(someone.id))

    page = office.get(f"{LIST}/{user.id}").text
    assert "Rechte aus dem Verzeichnis" in page
    assert council.names[0].name in page
    assert browser.get("/konto").status_code == 200


def test_two_people_changing_one_account_see_both_texts(office):
    user = account("kim@example.org", "Kim Vogel")
    before = user.version
    edit(office, user, name="Kim Vogel-Meise")

    late = edit(office, db.session.get(User, user.id), name="Kim Vogelsang", version=before)

    assert "Der Eintrag wurde inzwischen geändert" in late.text
    assert ("Kim Vogel-Meise" in late.text, "Kim Vogelsang" in late.text) == (True, True)
    assert db.session.get(User, user.id).name == "Kim Vogel-Meise"


def test_a_role_opens_the_pages_of_the_office_and_its_end_closes_them(office, new_client, login):
    council = committee()
    user = account("buero@example.org", "Sam Büro")
    browser = login(new_client(), user)
    staff_page = f"/gremien/{council.slug}/bearbeiten"
    assert browser.get(staff_page).status_code == 403

    given = {"committee": str(council.id), "role": "secretariat", "starts_on": "01.01.2026"}
    assert office.post(f"{LIST}/{user.id}/aufgaben/neu", data=given).status_code == 302
    assert browser.get(staff_page).status_code == 200

    role = db.session.get(User, user.id).assignments[0].id
    assert "Sam Büro: Geschäftsführung" in office.get(f"/verwaltung/aufgaben/{role}/beenden").text
    office.post(f"/verwaltung/aufgaben/{role}/beenden", data={"now": "1"})
    assert browser.get(staff_page).status_code == 403
    assert "beendet" in office.get(f"{LIST}/{user.id}").text


def test_a_role_may_end_later(office):
    council = committee()
    user = account(secretariat_of=[council])
    role = user.assignments[0]
    later = today() + timedelta(days=30)

    office.post(
        f"/verwaltung/aufgaben/{role.id}/beenden",
        data={"ends_on": f"{later:%d.%m.%Y}", "version": role.version},
    )

    assert db.session.get(User, user.id).assignments[0].ends_on == later


@pytest.mark.parametrize(
    "typed",
    [
        {"committee": "999999"},
        {"role": "admin"},
        {"starts_on": "gestern"},
        {"starts_on": ""},
        {"starts_on": "01.02.2026", "ends_on": "01.01.2026"},
    ],
)
def test_a_role_that_makes_no_sense_is_not_given(office, typed):
    council = committee()
    user = account("buero@example.org")
    data = {"committee": str(council.id), "role": "secretariat", "starts_on": "01.01.2026"}

    response = office.post(f"{LIST}/{user.id}/aufgaben/neu", data=data | typed)

    assert response.status_code == 200
    assert db.session.get(User, user.id).assignments == []


def test_a_locked_account_is_out_with_its_next_click(office, new_client, login):
    user = account("buero@example.org")
    browser = login(new_client(), user)

    office.post(f"{LIST}/{user.id}/sperren")

    assert browser.get("/konto").status_code == 302
    assert "gesperrt" in office.get(LIST).text
    office.post(f"{LIST}/{user.id}/entsperren")
    login(browser, user)


def test_the_administration_cannot_lock_itself_out(office, admin):
    page = office.get(f"{LIST}/{admin.id}").text
    assert f"{LIST}/{admin.id}/sperren" not in page

    office.post(f"{LIST}/{admin.id}/sperren")
    refused = edit(office, admin)

    assert "Ihrem eigenen Konto können Sie die Verwaltung nicht entziehen" in refused.text
    assert office.get(LIST).status_code == 200


def test_a_new_invitation_ends_the_older_one(office, new_client):
    add(office)
    user = user_of("robin@example.org")
    refused = office.post(f"{LIST}/{user.id}/einladen")
    assert "gerade eben schon geschickt" in refused.text
    db.session.query(OneTimeLink).update({"created_at": utc_now() - timedelta(minutes=1)})
    office.post(f"{LIST}/{user.id}/einladen")

    older, newer = (
        re.search(r"/passwort/[\w-]+", mail.body)[0]
        for mail in db.session.query(OutboxMail).order_by(OutboxMail.id)
    )
    assert (new_client().get(older).status_code, new_client().get(newer).status_code) == (404, 200)


def test_names_are_listed_as_in_a_dictionary(office):
    for name in ("Zoe Ende", "Änne Anfang", "Bo Mitte"):
        account(name=name)

    page = office.get(LIST).text

    found = [page.index(name) for name in ("Änne Anfang", "Bo Mitte", "Zoe Ende")]
    assert found == sorted(found)


def test_nobody_else_keeps_accounts(office, new_client, login, admin):
    council = committee()
    other = account(secretariat_of=[council])
    role = other.assignments[0].id
    secretary = login(new_client(), other)

    for path in (f"{LIST}/neu", f"{LIST}/{admin.id}", f"{LIST}/{admin.id}/bearbeiten"):
        assert secretary.get(path).status_code == 403
    for path in (
        f"{LIST}/neu",
        f"{LIST}/{other.id}/bearbeiten",
        f"{LIST}/{other.id}/aufgaben/neu",
        f"{LIST}/{admin.id}/sperren",
        f"{LIST}/{other.id}/einladen",
        f"/verwaltung/aufgaben/{role}/beenden",
    ):
        assert secretary.post(path, data={"is_admin": "y", "name": "X"}).status_code == 403
    assert not db.session.get(User, other.id).is_admin
