from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.pledges.models import Pledge
from tests import builders as build

ADDRESS = "/gremien/stag-behindertenpolitik/verpflichtung"


@pytest.fixture(autouse=True)
def in_november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(notice_days=7)


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(name="Gerda Geschäft", secretariat_of=[committee]))


def shown(response) -> str:
    return response.get_data(as_text=True)


def bind(secretary, *persons, **values):
    fields = {"kinds": ["duty", "secrecy"], "given_on": "20.11.2026"}
    ids = {"persons": [str(one.id) for one in persons]}
    return secretary.post(ADDRESS, data=fields | ids | values)


def test_all_are_listed_bound_at_once_and_a_mistake_is_taken_back(secretary, committee):
    ada, ben = (build.member(committee, build.person(n)).person for n in ("Acht", "Bos"))
    assert shown(secretary.get(ADDRESS)).count("fehlt") == 4

    bind(secretary, ada, ben)

    page = shown(secretary.get(ADDRESS))
    assert page.count("20.11.2026") >= 4
    first = db.session.query(Pledge).order_by(Pledge.id).first()
    secretary.post(f"/verpflichtungen/{first.id}/entfernen")
    assert db.session.query(Pledge).count() == 3


def test_what_was_typed_stays_with_the_refusal(secretary, committee):
    ada = build.member(committee, build.person("Acht")).person

    page = shown(bind(secretary, ada, given_on="31.02.2026"))
    none = shown(bind(secretary))

    assert 'value="31.02.2026"' in page
    assert "Bitte wählen Sie mindestens eine Person." in none


@pytest.mark.parametrize("part", Part)
def test_who_is_not_bound_is_named_before_closed_matters_only(secretary, committee, part):
    build.member(committee, build.person("Acht"))
    sitting = build.sitting(committee, date(2026, 12, 10), room=build.room())
    build.item(sitting, "Sache", part=part)
    word = "Ohne Datum der Verpflichtung und Verschwiegenheit: Kim Acht."

    dispatch = shown(secretary.get(f"/sitzungen/{sitting.id}/einladung"))

    assert (word in dispatch) == (part is Part.CLOSED)


def test_the_roster_of_a_closed_sitting_names_them_to_who_keeps_it(
    secretary, committee, new_client, login
):
    membership = build.member(committee, build.person("Acht"))
    sitting = build.sitting(committee, date(2026, 11, 22), state=SittingState.RUNNING)
    item = build.item(sitting, "Sache", part=Part.CLOSED, printed_number="1")
    secretary.post(f"/sitzungen/{sitting.id}/anwesenheit/anlegen")
    other = login(new_client(), build.account("m@example.org", person=membership.person))
    word = "Ohne Datum der Verpflichtung und Verschwiegenheit: Kim Acht."

    assert word in shown(secretary.get(f"/sitzungen/{sitting.id}/anwesenheit"))
    assert word in shown(secretary.get(f"/tagesordnungspunkte/{item.id}/abstimmung"))
    assert word not in shown(other.get(f"/sitzungen/{sitting.id}/anwesenheit"))


def test_the_page_of_the_person_tells_the_days(secretary, committee):
    ada = build.member(committee, build.person("Acht")).person
    bind(secretary, ada)

    assert "Verpflichtung 20.11.2026" in shown(secretary.get(f"/personen/{ada.id}"))
