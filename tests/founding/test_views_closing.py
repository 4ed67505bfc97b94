from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.people.committees.models import Committee, CommitteeKind
from tests.builders import account, committee, member, person
from tests.builders import sitting as build_sitting

ADDRESS = "/gremien/ag-bauen/schliessen"


@pytest.fixture
def group(app):
    parent = committee(short="StAG B")
    return committee(
        "ag-bauen",
        short="AG Bauen",
        kind=CommitteeKind.WORKING_GROUP,
        parent_id=parent.id,
        seats=None,
    )


@pytest.fixture
def desk(group, client, login):
    return login(client, account(secretariat_of=[db.session.get(Committee, group.parent_id)]))


def values(**changed):
    return {"last_day": "31.12.2027", "reason": "Auftrag erfüllt", "version": "1"} | changed


def test_the_secretariat_closes_a_group_and_opens_it_again(desk, group):
    member(group, person(), can_vote=False)
    db.session.commit()
    assert "Zurzeit läuft 1 Mitgliedschaft." in desk.get(ADDRESS).text

    refused = desk.post(ADDRESS, data=values())
    done = desk.post(ADDRESS, data=values(ends_memberships="y"))

    assert "Kreuzen Sie an" in refused.text
    assert done.location == "/gremien/ag-bauen"
    assert "1 Mitgliedschaft endet mit dem Gremium." in desk.get("/gremien/ag-bauen").text
    assert desk.post("/gremien/ag-bauen/wieder-oeffnen").location == "/gremien/ag-bauen"
    db.session.expire_all()
    assert db.session.get(Committee, group.id).closed_on is None


def test_an_old_form_closes_nothing(desk):
    assert desk.post(ADDRESS, data=values(version="9")).status_code == 409


def test_only_the_administration_closes_a_committee(desk, new_client, login):
    address = "/gremien/stag-behindertenpolitik/schliessen"

    assert desk.get(address).status_code == 403
    admin = login(new_client(), account(is_admin=True))
    assert admin.get(address).status_code == 200
    assert admin.get(ADDRESS).status_code == 404


def test_strangers_are_led_to_the_sign_in(group, client):
    assert client.get(ADDRESS).location.startswith("/anmelden")


def test_no_sitting_is_planned_or_moved_beyond_the_last_day(desk, group):
    sitting = build_sitting(group, date(2027, 6, 1))
    desk.post(ADDRESS, data=values())
    plan = {"committee": str(group.id), "day": "01.06.2027", "start": "14:00", "end": "15:00"}
    plan |= {"room": "0", "kind": "regular", "format": "in_person", "publicity": "nein"}

    late = desk.post("/sitzungen/neu", data=plan | {"day": "01.01.2028"})
    moved = desk.post(
        f"/sitzungen/{sitting.id}/verlegen",
        data={"day": "01.01.2028", "start": "14:00", "end": "16:00", "room": "0", "version": "1"},
    )

    assert "besteht nur bis zum 31.12.2027" in late.text
    assert "besteht nur bis zum 31.12.2027" in moved.text
