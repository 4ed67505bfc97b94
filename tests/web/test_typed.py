import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.typed import Typed, carried, carry, may_be_sent
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import LoginSession
from tests.builders import PASSWORD, account, committee

OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}
KEPT = "Ihre Eingaben sind noch da"
NOTE = "Ein langer Vermerk,\nder Mühe gemacht hat & nicht <b>verloren</b> gehen darf."


@pytest.fixture
def council(app):
    return committee()


@pytest.fixture
def secretary(council, client, login):
    login(client, account("buero@example.org", secretariat_of=[council]))
    return client


def fields(council):
    return {
        "committee": council.slug,
        "date": "10.12.2026",
        "start": "17:00",
        "end": "19:00",
        "note": NOTE,
    }


def plan(client, council, headers=OWN_PAGE, **options):
    return client.post(
        f"/sitzungen/neu?gremium={council.slug}",
        data=fields(council),
        headers=headers,
        **options,
    )


def lose_sign_in(kind, client):
    if kind == "ended on the server":
        db.session.query(LoginSession).delete()
        db.session.commit()
    else:
        client.delete_cookie("gremien")


def form_of(page):
    """The address and the fields of the page's own form, as a browser would send them."""
    [form] = html.document_fromstring(page).xpath("//main//form")
    values = {i.get("name"): i.get("value", "") for i in form.xpath(".//input[@type='hidden']")}
    return form.get("action"), values


def sign_in_again(client, page, password=PASSWORD, email="buero@example.org"):
    action, values = form_of(page)
    return client.post(action, data=values | {"email": email, "password": password}, csrf=False)


@pytest.mark.parametrize("lost", ["ended on the server", "no cookie"])
def test_what_was_typed_survives_a_new_sign_in(secretary, council, freeze, lost):
    with freeze("2026-11-22 10:00"):
        lose_sign_in(lost, secretary)
        asked = plan(secretary, council)
        assert (asked.status_code, "Ihre Anmeldung war abgelaufen" in asked.text) == (401, True)

        kept = sign_in_again(secretary, asked.text)
        assert (kept.status_code, KEPT in kept.text) == (200, True)
        action, values = form_of(kept.text)
        assert action == f"/sitzungen/neu?gremium={council.slug}"
        assert values["note"] == NOTE
        sent = secretary.post(action, data=values, csrf=False)

    assert sent.status_code in {200, 302}
    assert "abgelaufen" not in sent.text


def test_a_mistyped_password_does_not_lose_it(secretary, council):
    lose_sign_in("ended on the server", secretary)
    asked = plan(secretary, council)

    again = sign_in_again(secretary, asked.text, password="falsch-falsch")

    assert "E-Mail-Adresse oder Passwort stimmen nicht." in again.text
    assert KEPT in sign_in_again(secretary, again.text).text


def test_a_page_open_too_long_is_forgiven_too(secretary, council):
    late = plan(secretary, council, csrf=False)

    assert (late.status_code, KEPT in late.text) == (400, True)
    action, values = form_of(late.text)
    assert values["note"] == NOTE
    assert "abgelaufen" not in secretary.post(action, data=values, csrf=False).text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Referer": "http://evil.example/sitzungen/neu"},
    ],
)
def test_a_form_of_another_site_is_never_offered_again(secretary, council, headers):
    late = plan(secretary, council, headers, csrf=False)
    assert (late.status_code, KEPT in late.text) == (400, False)

    lose_sign_in("ended on the server", secretary)
    asked = plan(secretary, council, headers)
    assert (asked.status_code, asked.location) == (302, "/anmelden")
    assert db.session.query(Sitting).count() == 0


def test_a_script_is_told_that_nothing_was_saved(secretary, council):
    lose_sign_in("ended on the server", secretary)

    answer = plan(secretary, council, {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"})

    assert (answer.status_code, NOTE in answer.text) == (401, False)
    assert db.session.query(Sitting).count() == 0


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://localhost"}, {"Referer": "http://localhost/x"}]
)
def test_older_browsers_show_their_page_otherwise(secretary, council, headers):
    assert KEPT in plan(secretary, council, headers, csrf=False).text


def test_another_account_without_the_right_is_not_offered_the_form(secretary, council):
    account("mitglied@example.org")
    lose_sign_in("ended on the server", secretary)
    asked = plan(secretary, council)

    answer = sign_in_again(secretary, asked.text, email="mitglied@example.org")

    assert (answer.status_code, answer.location) == (302, "/")


@pytest.mark.parametrize("how", ["changed", "foreign", "empty", "long"])
def test_a_forged_parcel_is_dropped(secretary, council, how):
    lose_sign_in("ended on the server", secretary)
    action, values = form_of(plan(secretary, council).text)
    kept = values["kept"]
    values["kept"] = {
        "changed": kept[:-3] + "abc",
        "foreign": "WyIvYWJtZWxkZW4iLFtdLGZhbHNlXQ.x.y",
        "empty": "",
        "long": "A" * 10_000,
    }[how]

    data = values | {"email": "buero@example.org", "password": PASSWORD}
    answer = secretary.post(action, data=data, csrf=False)

    assert answer.status_code == 302


def test_passwords_are_never_kept(secretary):
    data = {"current": "geheim-eins", "password": "geheim-zwei", "repeated": "geheim-zwei"}

    late = secretary.post("/konto/passwort", data=data, headers=OWN_PAGE, csrf=False)
    lose_sign_in("ended on the server", secretary)
    asked = secretary.post("/konto/passwort", data=data, headers=OWN_PAGE)

    assert (late.status_code, "geheim" in late.text) == (400, False)
    assert (asked.status_code, asked.location) == (302, "/anmelden")


def test_more_than_anybody_types_is_not_carried_around(secretary, council):
    lose_sign_in("ended on the server", secretary)

    answer = secretary.post(
        f"/sitzungen/neu?gremium={council.slug}", data={"note": "x" * 2_500_000}, headers=OWN_PAGE
    )

    assert (answer.status_code, answer.location) == (302, "/anmelden")


def test_two_megabytes_of_minutes_survive(secretary, council):
    text = "Wort für Wort. " * 125_000
    lose_sign_in("ended on the server", secretary)
    path = f"/sitzungen/neu?gremium={council.slug}"
    asked = secretary.post(path, data={"note": text}, headers=OWN_PAGE)

    kept = sign_in_again(secretary, asked.text)

    assert form_of(kept.text)[1]["note"] == text


def test_a_parcel_is_bound_to_the_address_it_was_sent_to(app):
    staff = Viewer(user_id=1, secretariat_of=frozenset({1}))
    with app.test_request_context():
        typed = Typed("/sitzungen/neu", [("note", "a"), ("note", "b")], had_files=True)

        assert carried(carry(typed)) == typed
        assert may_be_sent(typed, staff)
        assert not may_be_sent(typed, Viewer(user_id=2))
        assert not may_be_sent(Typed("/gibt-es-nicht", []), staff)
        assert not may_be_sent(Typed("/kalender/", []), staff)


def test_a_parcel_does_not_keep_for_ever(app, freeze):
    with app.test_request_context():
        with freeze("2026-11-22 08:00"):
            parcel = carry(Typed("/sitzungen/neu", []))
        with freeze("2026-11-22 19:59"):
            assert carried(parcel) is not None
        with freeze("2026-11-22 20:01"):
            assert carried(parcel) is None


def test_files_must_be_chosen_again(app):
    with app.test_request_context():
        assert carried(carry(Typed("/x", [], had_files=True))).had_files
