"""The pages of a committee's seats."""

import re

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.members.models import Seat
from tests import builders as build

PAGE = "/gremien/stag-behindertenpolitik/sitzverteilung"


@pytest.fixture
def council(app):
    return build.committee(seats=3)


@pytest.fixture
def desk(council, client, login):
    return login(client, build.account(secretariat_of=[council]))


def add(desk, **changed):
    values = {"term": str(build.term().id), "organization": "Verein", "group": ""}
    if "version" not in changed:
        values["version"] = shown_version(desk, PAGE)
    return desk.post(PAGE, data=values | changed)


def shown_version(desk, address):
    return re.search(r'name="version"[^>]* value="(\d+)"', desk.get(address).text)[1]


def test_a_second_click_makes_no_second_seat(desk):
    seen = shown_version(desk, PAGE)
    add(desk, version=seen)

    answer = add(desk, version=seen)

    assert answer.status_code == 409
    assert db.session.query(Seat).count() == 1


def test_who_saves_a_seat_second_is_shown_what_the_first_saved(desk):
    add(desk)
    address = f"/sitze/{db.session.query(Seat).one().id}/bearbeiten"
    seen = shown_version(desk, address)
    desk.post(address, data={"organization": "Bund", "version": seen})

    answer = desk.post(address, data={"organization": "Union", "version": seen})

    assert answer.status_code == 409
    assert '<div class="g-conflict__text">Bund</div>' in answer.text
    assert '<div class="g-conflict__text">Union</div>' in answer.text
    db.session.expire_all()
    assert db.session.query(Seat).one().organization.name == "Bund"


def test_a_seat_is_made_changed_and_removed(desk):
    assert "noch keine Sitze" in desk.get(PAGE).text
    assert add(desk).location == PAGE
    seat = db.session.query(Seat).one()
    assert "Verein" in desk.get(PAGE).text

    address = f"/sitze/{seat.id}"
    assert desk.get(f"{address}/bearbeiten").status_code == 200
    data = {"organization": "Bund", "version": shown_version(desk, f"{address}/bearbeiten")}
    assert desk.post(f"{address}/bearbeiten", data=data).location == PAGE
    assert "Bund" in desk.get(PAGE).text
    assert desk.post(f"{address}/entfernen").location == PAGE
    assert db.session.query(Seat).count() == 0


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"term": "999"}, "Eintrag aus der Liste"),
        ({"term": "x"}, "aus der Liste"),
        ({"organization": "x" * 201}, "höchstens 200 Zeichen"),
    ],
)
def test_a_wrong_seat_is_explained_and_not_made(desk, changed, message):
    assert message in add(desk, **changed).text
    assert db.session.query(Seat).count() == 0


def test_where_there_are_groups_the_seat_belongs_to_one(desk, council):
    council.seat_groups = [{"label": "Gewählt", "seats": 2}, {"label": "Rat", "seats": 1}]

    assert "Eintrag aus der Liste" in add(desk, group="Verwaltung").text
    assert add(desk, group="Rat").location == PAGE
    assert db.session.query(Seat).one().group_label == "Rat"


def test_somebody_is_named_for_a_vacant_seat_in_the_middle_of_a_term(desk, council):
    seat = build.seat(council, build.organization("Verein"))
    address = f"/sitze/{seat.id}/benennen"

    assert address in desk.get(PAGE).text
    data = {"member": "0", "deputy": "0", "member_last": "Neu", "starts_on": "1.12.2026"}
    assert desk.post(address, data=data).location == PAGE


def test_only_the_committees_secretariat_sees_and_changes_seats(desk, council, new_client, login):
    seat = build.seat(council)
    foreign = build.committee("integrationsrat")
    other = login(new_client(), build.account(secretariat_of=[foreign]))

    assert other.get(PAGE).status_code == 403
    assert other.get(f"/sitze/{seat.id}/bearbeiten").status_code == 404
    assert other.post(f"/sitze/{seat.id}/entfernen").status_code == 404


def test_the_seats_cost_the_same_with_one_and_with_three(desk, council, query_count):
    counts = []
    for _ in range(3):
        seat = build.seat(council, build.organization())
        build.member(council, build.person(), seat=seat)
        with query_count() as counted:
            desk.get(PAGE)
        counts.append(counted.count)

    assert len(set(counts)) == 1
