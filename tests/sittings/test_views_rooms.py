from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import Room, SittingState
from tests import builders as build


@pytest.fixture
def committee(app):
    return build.committee()


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(secretariat_of=[committee]))


def room_data(**values) -> dict[str, str]:
    return {
        "venue": "Historisches Rathaus",
        "street": "Rathausplatz 2",
        "town": "50667 Köln",
        "name": "Konrad-Adenauer-Saal 1.18",
        "capacity": "90",
        "is_step_free": "ja",
        "step_free_way": "Aufzug im Haupteingang",
        "lift_width_cm": "110",
        "has_accessible_wc": "nein",
        "has_induction_loop": "",
        "wheelchair_places": "4",
        "has_quiet_room": "",
        "directions": "2. Etage",
        "checked_on": "01.06.2026",
    } | values


def one_room():
    db.session.expire_all()
    return db.session.query(Room).one()


def test_a_room_is_added_and_listed(secretary):
    assert "Es ist noch kein Raum angelegt." in secretary.get("/orte").text
    assert secretary.get("/orte/neu").status_code == 200

    secretary.post("/orte/neu", data=room_data())

    room = one_room()
    assert (room.capacity, room.is_step_free, room.has_induction_loop) == (90, True, None)
    assert (room.has_accessible_wc, room.checked_on) == (False, date(2026, 6, 1))
    page = secretary.get("/orte").text
    assert "Konrad-Adenauer-Saal 1.18" in page
    assert "Rathausplatz 2, 50667 Köln" in page


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"venue": ""}, "Bitte geben Sie das Gebäude an."),
        ({"name": " \x07 "}, "Bitte geben Sie den Raum an."),
        ({"capacity": "viele"}, "Bitte geben Sie eine ganze Zahl ein"),
        ({"capacity": "10001"}, "höchstens 10000"),
        ({"name": "x" * 121}, "Bitte kürzen Sie den Text"),
        ({"is_step_free": "vielleicht"}, "Bitte wählen Sie einen Eintrag"),
        ({"lift_width_cm": "5"}, "Breite der Aufzugtür in Zentimetern"),
        ({"wheelchair_places": "91"}, "nur 90 Plätze"),
        ({"checked_on": "01.01.2100"}, "liegt in der Zukunft"),
    ],
)
def test_a_wrong_room_is_explained(secretary, values, message):
    assert message in secretary.post("/orte/neu", data=room_data(**values)).text
    assert db.session.query(Room).count() == 0


def test_the_same_room_twice_is_refused(secretary):
    secretary.post("/orte/neu", data=room_data())

    answer = secretary.post("/orte/neu", data=room_data())

    assert "gibt es in diesem Gebäude schon" in answer.text


def test_a_room_is_changed_and_a_stale_save_loses_nothing(secretary):
    secretary.post("/orte/neu", data=room_data())
    address = f"/orte/raeume/{one_room().id}"
    assert "Aufzug im Haupteingang" in secretary.get(address).text

    secretary.post(address, data=room_data(has_induction_loop="ja", version="1"))
    stale = secretary.post(address, data=room_data(has_induction_loop="nein", version="1"))

    assert one_room().has_induction_loop is True
    assert "inzwischen" in stale.text


def test_a_house_is_changed(secretary):
    secretary.post("/orte/neu", data=room_data())
    address = f"/orte/gebaeude/{one_room().venue_id}"
    assert secretary.get(address).status_code == 200
    values = {"name": "Rathaus", "street": "", "town": "", "version": "1"}

    secretary.post(address, data=values | {"directions": "Haltestelle Rathaus"})

    assert one_room().venue.directions == "Haltestelle Rathaus"
    assert "inzwischen" in secretary.post(address, data=values | {"directions": ""}).text


def test_a_retired_room_is_not_offered_any_more(secretary, committee):
    room = build.room()
    sitting = build.sitting(committee, date(2100, 3, 1), room=room)
    db.session.commit()
    address = f"/orte/raeume/{room.id}/schliessen"
    values = {"closed_on": "01.01.2100", "version": "1"}

    assert "1. März 2100" in secretary.get(address).text
    assert "Geben Sie ihnen zuerst einen anderen Raum" in secretary.post(address, data=values).text
    sitting.state = SittingState.CANCELLED
    db.session.commit()
    secretary.post(address, data=values | {"closed_on": "01.01.2026"})

    assert "nicht mehr ab 01.01.2026" in secretary.get("/orte").text
    assert room.name not in secretary.get("/sitzungen/neu").text
    assert room.name in secretary.get(f"/orte/raeume/{room.id}").text
    secretary.post(f"/orte/raeume/{room.id}/wieder-anbieten")
    assert room.name in secretary.get("/sitzungen/neu").text


def test_an_old_form_retires_nothing(secretary):
    room = build.room()
    db.session.commit()

    answer = secretary.post(
        f"/orte/raeume/{room.id}/schliessen", data={"closed_on": "01.01.2026", "version": "9"}
    )

    assert answer.status_code == 409


@pytest.mark.parametrize("kind", ["raeume", "gebaeude"])
def test_what_does_not_exist_is_not_found(secretary, kind):
    assert secretary.get(f"/orte/{kind}/77").status_code == 404


def test_the_public_reads_the_card_of_a_public_sitting(committee, client):
    room = build.room(is_step_free=True, step_free_way="Aufzug B", has_accessible_wc=False)
    sitting = build.sitting(committee, room=room)
    db.session.commit()

    page = client.get(f"/sitzungen/{sitting.id}").text

    assert "Raum und Barrierefreiheit" in page
    assert "ja. Aufzug B" in page
    open_facts = (
        "Breite der Eingangstür, Breite der Aufzugtür, Breite der Tür zum Raum, Stufenloser "
        "Rettungsweg, Plätze für Rollstühle, Induktive Höranlage, Gutes Licht für Gebärden und "
        "Lippen, Gute Akustik, Ruheraum, Assistenzhunde willkommen"
    )
    assert f"Das wissen wir noch nicht: {open_facts}. Fragen Sie uns bitte vorher:" in page
    assert "Vor Ort noch nicht geprüft." in page


def test_of_a_room_nobody_has_looked_at_one_sentence_says_so(committee, client):
    sitting = build.sitting(committee, room=build.room())
    db.session.commit()

    page = client.get(f"/sitzungen/{sitting.id}").text

    assert (
        "Wir wissen noch nicht, ob der Raum barrierefrei ist. Fragen Sie uns bitte vorher:" in page
    )
    assert "unbekannt" not in page


def test_the_room_of_a_closed_sitting_stays_inside(committee, client):
    sitting = build.sitting(committee, room=build.room(), is_public=False)
    db.session.commit()

    assert "Konferenzraum" not in client.get(f"/sitzungen/{sitting.id}").text


def test_members_see_no_rooms_page(committee, client, login):
    person = build.person()
    build.member(committee, person)

    assert login(client, build.account(person=person)).get("/orte").status_code == 403


def test_who_measured_a_room_is_known_to_the_office_alone(committee, secretary, new_client):
    room = build.room(
        has_induction_loop=True,
        loop_tested_on=date(2026, 5, 4),
        lift_off="nach 20 Uhr",
        checked_on=date(2026, 6, 1),
        checked_by="Kim Beispiel",
    )
    sitting = build.sitting(committee, room=room)
    db.session.commit()

    page = new_client().get(f"/sitzungen/{sitting.id}").text

    assert "ja. Erprobt am 04.05.2026." in page
    assert "nach 20 Uhr" in page
    assert "Vor Ort geprüft am 01.06.2026." in page
    assert "Kim Beispiel" not in page
    assert "Kim Beispiel" in secretary.get(f"/orte/raeume/{room.id}").text
