from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.members.merging_models import OrganizationMerger
from gremien_app.people.members.models import MemberRole
from gremien_app.people.organizations import rules as organization_rules
from gremien_app.people.organizations.models import Organization
from tests import builders as build


@pytest.fixture
def council(app):
    return build.committee(seats=5)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


def stored(**changed):
    return {"version": "1", "name": "Verein", "short": "", "kind": "association"} | changed


def test_an_organisation_is_added_found_and_renamed(desk):
    assert desk.get("/organisationen/neu").status_code == 200
    data = {"name": "Köln für Alle", "short": "KFA", "kind": "electoral_list"}
    address = desk.post("/organisationen/neu", data=data).location
    page = desk.get("/organisationen", query_string={"q": "koeln"}).text
    assert "Köln für Alle" in page

    new = stored(name="Alle für Köln", kind="electoral_list", valid_until="31.12.2025")
    desk.post(f"{address}/bearbeiten", data=new)

    page = desk.get(address, query_string={"stand": "31.12.2025"}).text
    assert "An diesem Tag hieß sie: Köln für Alle" in page
    assert "bis 31.12.2025: Köln für Alle" in page


def test_an_organisation_sent_twice_at_the_same_moment_stands_once(desk, monkeypatch):
    data = {"name": "Köln für Alle", "short": "", "kind": "electoral_list"}
    desk.post("/organisationen/neu", data=data)
    monkeypatch.setattr(organization_rules, "require_name", lambda *_: None)

    answer = desk.post("/organisationen/neu", data=data)

    assert "Eine Organisation mit diesem Namen wurde gerade eben angelegt." in answer.text
    assert db.session.query(Organization).filter_by(name="Köln für Alle").count() == 1


def test_the_page_shows_the_seats_of_a_day_and_who_is_named(desk, council):
    verein = build.organization("Verein")
    seat = build.seat(council, verein)
    build.seat(council, verein)
    build.member(council, build.person("Sitzt"), seat=seat)
    build.member(council, build.person("Stellt"), seat=seat, role=MemberRole.DEPUTY)
    guest = build.person("Gast")
    build.member(council, guest, role=MemberRole.STANDING_GUEST, organization=verein)
    build.member(council, build.person("Ging"), organization=verein, ends_on=date(2026, 1, 31))

    page = desk.get(f"/organisationen/{verein.id}", query_string={"stand": "1.2.2026"}).text

    for name in ("Kim Sitzt", "Kim Stellt", "Kim Gast"):
        assert name in page
    assert "Kim Ging" not in page
    assert page.count(">frei<") == 1


def test_persons_of_foreign_committees_are_not_named(desk):
    verein = build.organization("Verein")
    build.member(build.committee("integrationsrat"), build.person("Fremd"), organization=verein)

    assert "Fremd" not in desk.get(f"/organisationen/{verein.id}").text
    assert ">0<" in desk.get("/organisationen").text


def test_the_committee_prints_the_name_of_the_day(desk, council):
    verein = build.organization("Alter Name")
    build.member(council, seat=build.seat(council, verein))
    new = stored(name="Neuer Name", kind="other", valid_until="31.12.2025")
    desk.post(f"/organisationen/{verein.id}/bearbeiten", data=new)

    before = desk.get(f"/gremien/{council.slug}?stand=31.12.2025").text
    after = desk.get(f"/gremien/{council.slug}?stand=1.1.2026").text

    assert ("Alter Name" in before, "Neuer Name" in before) == (True, False)
    assert ("Alter Name" in after, "Neuer Name" in after) == (False, True)


def test_an_unreadable_day_shows_today(desk):
    verein = build.organization("Verein")

    assert (
        "Gezeigt wird der heutige Stand." in desk.get(f"/organisationen/{verein.id}?stand=x").text
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Bitte geben Sie den Namen ein."),
        ({"name": "ANDERER VEREIN"}, "Diesen Namen hat schon „Anderer Verein“."),
        ({"name": "Neu", "valid_until": "1.1.2099"}, "liegt in der Zukunft"),
        ({"kind": "sekte"}, "aus der Liste"),
    ],
)
def test_wrong_data_is_explained_and_not_saved(desk, changed, message):
    verein = build.organization("Verein")
    build.organization("Anderer Verein")

    response = desk.post(f"/organisationen/{verein.id}/bearbeiten", data=stored(**changed))

    db.session.expire_all()
    assert message in response.text
    assert verein.name == "Verein"


def test_a_stale_save_keeps_both_texts(desk):
    verein = build.organization("Verein")
    address = f"/organisationen/{verein.id}/bearbeiten"
    desk.post(address, data=stored(name="Erster"))
    page = desk.post(address, data=stored(name="Zweiter")).text

    assert '<div class="g-conflict__text">Erster</div>' in page
    assert '<div class="g-conflict__text">Zweiter</div>' in page


def test_spellings_are_kept_and_removed(desk):
    verein = build.organization("Verein")
    address = f"/organisationen/{verein.id}/schreibweisen"
    assert "noch keine andere Schreibweise" in desk.get(address).text
    desk.post(address, data={"spelling": "V. e. V."})
    assert "V. e. V." in desk.get(f"/organisationen/{verein.id}").text
    assert "schon gefunden" in desk.post(address, data={"spelling": "verein"}).text
    (spelling,) = verein.spellings

    assert desk.post(f"{address}/999/entfernen").status_code == 404
    desk.post(f"{address}/{spelling.id}/entfernen")

    assert "noch keine andere Schreibweise" in desk.get(address).text


def test_two_records_are_put_together_after_a_look(desk, council):
    verein, double = build.organization("Verein"), build.organization("V.E.R.E.I.N.")
    member = build.member(council, organization=double)
    address = f"/organisationen/{verein.id}/zusammenlegen"
    found = desk.get(address, query_string={"q": "v"}).text
    assert f"mit={double.id}" in found

    page = desk.get(address, query_string={"mit": double.id}).text
    assert "„V.E.R.E.I.N.“ geht in „Verein“ auf" in page
    assert db.session.query(Organization).count() == 2

    desk.post(f"{address}?mit={double.id}")

    db.session.expire_all()
    assert member.organization is verein
    assert db.session.query(Organization).count() == 1


def test_a_fusion_has_a_day_is_asked_about_and_taken_back(desk, council):
    verein, other = build.organization("Verein"), build.organization("Anderer Verein")
    for one in (verein, other):
        build.seat(council, one)
    address = f"/organisationen/{verein.id}/zusammenlegen?mit={other.id}"
    fields = {"kind": "fusion", "merged_on": "01.07.2026"}

    missing = desk.post(address, data={"kind": "fusion"}).text
    asked = desk.post(address, data=fields).text
    desk.post(address, data=fields | {"is_meant": "y"})

    assert "Bitte geben Sie den ersten Tag der Fusion ein" in missing
    assert "haben beide einen Sitz" in asked
    assert 'value="01.07.2026"' in asked
    page = desk.get(f"/organisationen/{other.id}").text
    assert "Seit dem 01.07.2026 ein Teil von „Verein“" in page
    assert "Anderer Verein" in desk.get(f"/organisationen/{verein.id}").text
    desk.post(f"/organisationen/{other.id}/fusion-zuruecknehmen")
    assert "ein Teil von" not in desk.get(f"/organisationen/{other.id}").text


def test_a_double_is_set_apart_again_on_the_page_of_the_one_that_was_kept(desk, council):
    verein, double = build.organization("Verein"), build.organization("V.E.R.E.I.N.")
    desk.post(f"/organisationen/{verein.id}/zusammenlegen?mit={double.id}", data={"kind": "double"})
    page = desk.get(f"/organisationen/{verein.id}").text
    number = db.session.query(OrganizationMerger).one().id

    desk.post(f"/zusammenlegungen/{number}/trennen")

    assert "Wieder trennen" in page
    assert db.session.query(Organization).count() == 2
    assert "Wieder trennen" not in desk.get(f"/organisationen/{verein.id}").text


@pytest.mark.parametrize("other", ["", "self"])
def test_a_record_is_not_put_together_with_nothing_or_itself(desk, other):
    verein = build.organization("Verein")
    number = verein.id if other else ""

    page = desk.post(f"/organisationen/{verein.id}/zusammenlegen?mit={number}").text

    assert "Bitte wählen Sie den anderen Eintrag" in page


@pytest.mark.parametrize("search", ["", "verein"])
def test_the_list_costs_the_same_with_one_and_with_three_organisations(
    desk, council, query_count, search
):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            build.member(council, organization=build.organization())
        with query_count() as counted:
            desk.get("/organisationen", query_string={"q": search})
        counts.append(counted.count)

    assert counts[0] == counts[1]


def test_a_long_list_is_read_page_by_page(desk):
    for number in range(55):
        build.organization(f"Verein {number:02}")

    first = desk.get("/organisationen").text
    last = db.session.query(Organization).filter_by(name="Verein 49").one()
    second = desk.get("/organisationen", query_string={"nach": last.id}).text

    assert f"nach={last.id}" in first
    assert ("Verein 50" in first, "Verein 50" in second) == (False, True)


def test_members_and_strangers_get_no_organisations(council, client, login):
    verein = build.organization("Verein")
    who = build.person()
    build.member(council, who)
    for address in ("/organisationen", f"/organisationen/{verein.id}"):
        assert client.get(address).location.startswith("/anmelden")
    login(client, build.account(person=who))

    for address in ("/organisationen", f"/organisationen/{verein.id}", "/organisationen/neu"):
        assert client.get(address).status_code == 403
