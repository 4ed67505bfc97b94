from datetime import date, timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.meetings.proceedings.actions import seed_attendance
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import ChairMode, CommitteeKind, Office
from gremien_app.people.members.models import ChairOffice, Ending, OfficeTenure
from gremien_app.people.members.queries import roster
from gremien_app.people.offices import actions
from gremien_app.people.persons.models import Person
from tests import builders as build


@pytest.fixture
def office(app):
    made = Office(title="Oberbürgermeister*in")
    db.session.add(made)
    db.session.flush()
    return made


@pytest.fixture
def council(office):
    return build.committee(chair_mode=ChairMode.MAYOR, office_id=office.id, chair_votes=False)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


def appointment(**changed):
    return {
        "salutation": "",
        "title": "",
        "first_name": "Torsten",
        "last_name": "Burmester",
        "email": "",
        "held_as": "Oberbürgermeister",
        "starts_on": "01.11.2025",
    } | changed


def chairs(council, day=date(2026, 6, 1)):
    db.session.expire_all()
    return [one.person.last_name for one in roster(council.id, day)]


def test_an_office_is_added_and_renamed(desk):
    assert "Oberbürgermeister*in" in desk.get("/aemter").text
    assert desk.get("/aemter/neu").status_code == 200
    assert "gibt es schon" in desk.post("/aemter/neu", data={"title": "oberbürgermeister*in"}).text

    done = desk.post("/aemter/neu", data={"title": "Stadtdirektor*in"})
    assert desk.get(f"{done.location}/bearbeiten").status_code == 200
    renamed = {"title": "Stadtkämmerer*in", "version": 1}
    desk.post(f"{done.location}/bearbeiten", data=renamed)

    assert "Stadtkämmerer*in" in desk.get(done.location).text


def test_who_renames_an_office_second_is_shown_what_the_first_saved(desk, office):
    address = f"/aemter/{office.id}/bearbeiten"
    seen = office.version
    desk.post(address, data={"title": "Erste Bürgermeisterin", "version": seen})

    answer = desk.post(address, data={"title": "Oberstadtdirektor", "version": seen})

    assert answer.status_code == 409
    assert '<div class="g-conflict__text">Erste Bürgermeisterin</div>' in answer.text
    assert '<div class="g-conflict__text">Oberstadtdirektor</div>' in answer.text
    db.session.expire_all()
    assert office.title == "Erste Bürgermeisterin"


def test_a_change_of_office_is_shown_before_it_is_saved(desk, office, council):
    address = f"/aemter/{office.id}/wechsel"
    assert desk.get(address).status_code == 200

    preview = desk.post(address, data=appointment())

    assert "Diese Gremien sind betroffen" in preview.text
    assert "Torsten Burmester: Vorsitz, ohne Stimme" in preview.text
    assert db.session.query(Person).filter_by(last_name="Burmester").count() == 0

    done = desk.post(address, data=appointment(is_confirmed="ja"))
    assert done.location == f"/aemter/{office.id}"
    assert chairs(council) == ["Burmester"]
    assert "Oberbürgermeister" in desk.get(done.location).text


def test_a_person_who_is_known_is_chosen_by_search(desk, office, council):
    person = build.person("Reker", "Henriette")
    db.session.commit()
    address = f"/aemter/{office.id}/wechsel"
    assert f"person={person.id}" in desk.get(f"{address}?suche=reker").text
    values = {"held_as": "Oberbürgermeisterin", "starts_on": "01.11.2025"}

    assert "Henriette Reker" in desk.post(f"{address}?person={person.id}", data=values).text
    desk.post(f"{address}?person={person.id}", data=values | {"is_confirmed": "ja"})

    assert chairs(council) == ["Reker"]
    again = desk.post(f"{address}?person={person.id}", data=values | {"starts_on": "01.01.2027"})
    assert "Henriette Reker hat das Amt schon" in again.text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"last_name": ""}, "Bitte geben Sie den Nachnamen ein oder suchen Sie"),
        ({"held_as": ""}, "Amtsbezeichnung"),
        ({"starts_on": "bald"}, "zum Beispiel"),
        ({"email": "keine"}, "E-Mail-Adresse"),
    ],
)
def test_a_wrong_value_is_told_before_the_preview(desk, office, values, message):
    answer = desk.post(f"/aemter/{office.id}/wechsel", data=appointment(**values))

    assert "<title>Fehler: Amtswechsel" in answer.text
    assert message in answer.text


def test_a_committee_that_is_left_as_it_is_is_named_before(desk, office, council):
    build.member(council, build.person("Dritt"), role="chair", can_vote=False)
    db.session.commit()
    address = f"/aemter/{office.id}/wechsel"

    preview = desk.post(address, data=appointment())
    done = desk.post(address, data=appointment(is_confirmed="ja"))

    assert "bleibt, wie es ist" in preview.text
    assert chairs(council) == ["Dritt"]
    assert "(nicht über dieses Amt)" in desk.get(done.location).text


def test_what_a_committee_refuses_is_told_and_nothing_is_saved(desk, office, council):
    council.chair_votes = True
    council.seats_by_term[0].seats = 1
    build.member(council, build.person())
    db.session.commit()

    answer = desk.post(f"/aemter/{office.id}/wechsel", data=appointment(is_confirmed="ja"))

    assert "besetzt" in answer.text
    assert db.session.query(OfficeTenure).count() == 0


def test_a_deputy_is_entered_corrected_and_ended(desk, office, council):
    address = f"/aemter/{office.id}/stellvertretung"
    values = appointment(held_as="Bürgermeisterin", position="2")
    assert desk.get(address).status_code == 200
    assert "stellvertretender Vorsitz" in desk.post(address, data=values).text
    desk.post(address, data=values | {"is_confirmed": "ja"})
    [number] = db.session.query(OfficeTenure.id).one()

    page = f"/amtszeiten/{number}"
    assert desk.get(page).status_code == 200
    desk.post(page, data={"title": "Bürgermeister", "position": "1", "version": "1"})
    assert (
        "inzwischen"
        in desk.post(page, data={"title": "Anders", "position": "1", "version": "1"}).text
    )
    assert desk.get(f"{page}/beenden").status_code == 200
    desk.post(f"{page}/beenden", data={"ends_on": "31.12.2025", "version": "2"})

    saved = db.session.get(OfficeTenure, number)
    assert (saved.title, saved.position, saved.ends_on) == ("Bürgermeister", 1, date(2025, 12, 31))
    assert chairs(council) == []


def test_a_change_is_taken_back_from_its_page(desk, office, council):
    desk.post(f"/aemter/{office.id}/wechsel", data=appointment(is_confirmed="ja"))
    [number] = db.session.query(OfficeTenure.id).one()

    done = desk.post(f"/amtszeiten/{number}/zuruecknehmen")

    assert done.location == f"/aemter/{office.id}"
    assert chairs(council) == []


def test_a_change_by_which_somebody_stands_on_a_list_stands(desk, office, council):
    desk.post(f"/aemter/{office.id}/wechsel", data=appointment(is_confirmed="ja"))
    seed_attendance(SYSTEM, build.sitting(council, date(2026, 1, 10), state=SittingState.CLOSED))
    db.session.commit()
    [number] = db.session.query(OfficeTenure.id).one()

    answer = desk.post(f"/amtszeiten/{number}/zuruecknehmen")

    assert answer.status_code == 409
    assert "ist die Sitzung am 10.01.2026 schon erfasst (fehlt)" in answer.text


def test_the_end_of_a_tenure_is_taken_back_by_a_button(desk, office, council):
    desk.post(f"/aemter/{office.id}/wechsel", data=appointment(is_confirmed="ja"))
    [tenure] = db.session.query(OfficeTenure).all()
    ending = {"ends_on": format_date(today() + timedelta(days=400)), "version": tenure.version}
    desk.post(f"/amtszeiten/{tenure.id}/beenden", data=ending)
    assert "Ende zurücknehmen" in desk.get(f"/amtszeiten/{tenure.id}").text

    desk.post(f"/amtszeiten/{tenure.id}/weiterlaufen")

    db.session.expire_all()
    assert tenure.ends_on is None
    assert chairs(council) != []


def test_a_former_holder_is_entered(desk, office, council):
    address = f"/aemter/{office.id}/frueher"
    assert desk.get(address).status_code == 200
    values = appointment(starts_on="21.10.2009", ends_on="20.10.2015")

    assert "vergangene Amtszeiten" in desk.post(address, data=values | {"ends_on": "1.1.2100"}).text
    assert desk.post(address, data=values).location == f"/aemter/{office.id}"
    assert "21.10.2009 bis 20.10.2015" in desk.get(f"/aemter/{office.id}").text


def test_missing_chairs_are_entered_by_a_button(desk, office, council):
    desk.post(f"/aemter/{office.id}/wechsel", data=appointment(is_confirmed="ja"))
    council.office_id = None
    db.session.commit()
    council.office_id = office.id
    other = build.committee("ir", chair_mode=ChairMode.MAYOR, office_id=office.id)
    db.session.commit()

    assert desk.post(f"/aemter/{office.id}/vorsitz-eintragen").status_code == 403
    db.session.delete(other)
    db.session.commit()
    desk.post(f"/aemter/{office.id}/vorsitz-eintragen")

    assert "Es war nichts zu ergänzen." in desk.get(f"/aemter/{office.id}").text


def test_whoever_does_not_serve_all_committees_only_reads(desk, office):
    build.committee("ir", chair_mode=ChairMode.MAYOR, office_id=office.id)
    db.session.commit()

    page = desk.get(f"/aemter/{office.id}")

    assert "die Sie nicht betreuen" in page.text
    assert "Amtswechsel" not in page.text
    assert desk.get(f"/aemter/{office.id}/wechsel").status_code == 403


def test_offices_are_the_secretariats(office, council, client, login):
    assert client.get("/aemter").location.startswith("/anmelden")
    member = login(client, build.account())
    assert member.get("/aemter").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(desk, office, query_count, count):
    for number in range(count):
        made = Office(title=f"Amt {number}")
        db.session.add(made)
        db.session.add(
            OfficeTenure(office=made, person=build.person(), title="x", starts_on=date(2020, 1, 1))
        )
    db.session.commit()
    desk.get("/aemter")

    with query_count() as counted:
        desk.get("/aemter")

    assert counted.count <= 7


def test_who_chairs_elsewhere_without_the_office_is_not_named_to_other_secretariats(
    desk, office, council
):
    elsewhere = build.committee("queer", chair_mode=ChairMode.MAYOR, office_id=office.id)
    for of, name in ((council, "Eigen"), (elsewhere, "Fremd")):
        build.member(of, build.person(name), chair_office=ChairOffice.DEPUTY_CHAIR)

    page = desk.get(f"/aemter/{office.id}").text

    assert "Kim Eigen" in page
    assert "Kim Fremd" not in page
    assert "eine andere Person, stellvertretend (nicht über dieses Amt)" in " ".join(page.split())


@pytest.mark.parametrize("page", ["wechsel", "stellvertretung", "frueher"])
def test_somebody_called_the_same_is_asked_about_before_anything_else(desk, office, council, page):
    known = build.person("Burmester", "Torsten")
    build.member(council, known)
    address = f"/aemter/{office.id}/{page}"
    data = appointment(starts_on="1.11.2020", ends_on="31.10.2021")

    asked = desk.post(address, data=data)

    assert "Diesen Namen gibt es schon" in asked.text
    assert f'href="{address}?person={known.id}"' in asked.text
    assert "Diese Gremien sind betroffen" not in asked.text
    assert db.session.query(Person).count() == 1

    # The first answer of a change only shows what happens; it carries the box on.
    shown = desk.post(address, data=data | {"is_another": "y"})
    if page != "frueher":
        assert '<input type="hidden" name="is_another" value="y"' in shown.text
        desk.post(address, data=data | {"is_another": "y", "is_confirmed": "ja"})

    assert db.session.query(Person).count() == 2


def test_a_confirmed_change_still_asks_about_somebody_called_the_same(desk, office, council):
    build.member(council, build.person("Burmester", "Torsten"))

    asked = desk.post(f"/aemter/{office.id}/wechsel", data=appointment(is_confirmed="ja"))

    assert "Diesen Namen gibt es schon" in asked.text
    assert db.session.query(OfficeTenure).count() == 0


def test_the_offices_stand_beside_persons_and_organisations(desk, office, council):
    for page in ("/personen", "/organisationen", "/aemter"):
        text = desk.get(page).text
        tabs = text[text.index('aria-label="Listen der Personen"') :]
        assert 'href="/aemter"' in tabs

    menu = desk.get(f"/aemter/{office.id}").text
    assert 'href="/personen" aria-current="page">Personen' in menu


def test_the_page_of_a_committee_leads_the_staff_to_the_office_of_its_chair(
    desk, office, council, new_client
):
    link = f'href="/aemter/{office.id}"'

    assert link in desk.get("/gremien/stag-behindertenpolitik").text
    assert link not in new_client().get("/gremien/stag-behindertenpolitik").text


def test_another_body_of_the_city_chaired_by_the_office_stands_in_nobodys_way(
    desk, office, council
):
    build.committee(
        "rat", kind=CommitteeKind.OUTSIDE, chair_mode=ChairMode.MAYOR, office_id=office.id
    )

    shown = desk.post(f"/aemter/{office.id}/wechsel", data=appointment())

    assert shown.status_code == 200
    assert "Stadtarbeitsgemeinschaft Behindertenpolitik" in shown.text
    assert "rat</th>" not in shown.text


def test_from_the_effect_one_goes_back_to_what_was_typed(desk, office, council):
    address = f"/aemter/{office.id}/wechsel"

    page = desk.post(address, data=appointment(is_confirmed="back")).text

    assert "<h1>Amtswechsel</h1>" in page
    assert 'value="Burmester"' in page
    assert "Fehler" not in page
    assert db.session.query(OfficeTenure).count() == 0

    page = desk.post(address, data=appointment(is_confirmed="")).text

    assert "Diese Gremien sind betroffen" in page


def test_a_change_that_ended_somebody_gone_offers_no_undo_and_says_why(desk, office, council):
    old, new = (
        actions.change_holder(SYSTEM, office, build.person(name), title="OB", starts_on=day)
        for name, day in (("Alt", date(2025, 11, 1)), ("Neu", date(2026, 7, 1)))
    )
    page = f"/amtszeiten/{new.id}"
    assert f'action="{page}/zuruecknehmen"' in desk.get(page).text

    db.session.query(Ending).filter_by(tenure_id=old.id).one().tenure_id = None
    db.session.commit()

    text = desk.get(page).text
    assert f'action="{page}/zuruecknehmen"' not in text
    assert "gibt es nicht mehr" in text
