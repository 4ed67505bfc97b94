from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.minute_takers.models import MinuteTaker
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build

ADDRESS = "/gremien/stag-behindertenpolitik/schriftfuehrung"


@pytest.fixture(autouse=True)
def in_november(freeze):
    with freeze("2026-11-22 10:00"):
        yield


@pytest.fixture
def committee(app):
    return build.committee(short="StAG B")


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(name="Gerda Geschäft", secretariat_of=[committee]))


def shown(response) -> str:
    return response.get_data(as_text=True)


def appoint(secretary, **values):
    fields = {"first_name": "Ada", "last_name": "Acht", "starts_on": "01.11.2026", "sitting": "0"}
    return secretary.post(f"{ADDRESS}/neu", data=fields | values)


def test_a_minute_taker_is_appointed_by_a_sitting_ended_and_taken_back(secretary, committee):
    held = build.sitting(committee, date(2026, 11, 5), state=SittingState.CLOSED, number=3)
    assert "niemand für die Schriftführung bestellt" in shown(secretary.get(ADDRESS))
    secretary.get(f"{ADDRESS}/neu")

    appoint(secretary, sitting=str(held.id))

    page = shown(secretary.get(ADDRESS))
    assert "3. Sitzung am 05.11.2026" in page
    assert "niemand für die Schriftführung" not in page
    one = db.session.query(MinuteTaker).one()
    early = {"ends_on": "31.10.2026", "version": str(one.version)}
    secretary.get(f"/schriftfuehrung/{one.id}/beenden")
    refused = shown(secretary.post(f"/schriftfuehrung/{one.id}/beenden", data=early))
    assert "beginnt erst am 01.11.2026" in refused
    secretary.post(f"/schriftfuehrung/{one.id}/beenden", data=early | {"ends_on": "30.11.2026"})
    assert "01.11.2026 bis 30.11.2026" in shown(secretary.get(ADDRESS))
    secretary.post(f"/schriftfuehrung/{one.id}/entfernen")
    assert db.session.query(MinuteTaker).count() == 0


def test_the_minutes_say_that_nobody_is_appointed_before_they_begin_and_are_submitted(
    secretary, committee
):
    sitting = build.sitting(committee, date(2026, 11, 20), state=SittingState.CLOSED)
    build.item(sitting, printed_number="1")
    word = "niemand für die Schriftführung bestellt"
    address = f"/sitzungen/{sitting.id}/niederschrift"

    before = shown(secretary.get(address))
    secretary.post(f"{address}/beginnen")
    writing = shown(secretary.get(address))
    appoint(secretary)

    assert word in before
    assert word in writing
    assert word not in shown(secretary.get(address))
