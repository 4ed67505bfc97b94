"""The pages of opening and closing: what they offer when, and what they ask."""

from datetime import date

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.meetings.sittings.models import Sitting, SittingState
from tests import builders as b

DAY = date(2026, 12, 10)
EARLY, ON_THE_DAY, LATER = "2026-11-22 10:00", "2026-12-10 13:55", "2026-12-20 10:00"


@pytest.fixture
def council(app):
    return b.committee()


@pytest.fixture
def secretary(council, client, login, freeze):
    user = b.account("buero@example.org", secretariat_of=[council])

    def at(moment):
        clock = freeze(moment)
        clock.__enter__()
        at.clocks.append(clock)
        return login(client, user)

    at.clocks = []
    yield at
    for clock in reversed(at.clocks):
        clock.__exit__(None, None, None)


@pytest.fixture
def invited(council):
    made = b.sitting(council, DAY, state=SittingState.INVITED)
    db.session.commit()
    return made


def state():
    db.session.expire_all()
    return db.session.query(Sitting).one().state


def offered(client, sitting):
    """The buttons and links beside the sitting, by what they say."""
    page = html.document_fromstring(client.get(f"/sitzungen/{sitting.id}").text)
    found = page.xpath("//aside//a[contains(@class,'kern-btn')] | //aside//button")
    return {" ".join(one.text_content().split()): one.tag for one in found}


def test_weeks_ahead_only_a_page_that_asks_is_offered(secretary, invited):
    client = secretary(EARLY)

    assert offered(client, invited).get("Vor dem Sitzungstag eröffnen") == "a"
    assert "Sitzung eröffnen" not in offered(client, invited)

    question = client.get(f"/sitzungen/{invited.id}/eroeffnen")
    assert question.status_code == 200
    assert "Der Sitzungstag ist erst in 18 Tagen" in question.text
    assert state() is SittingState.INVITED


def test_a_button_pressed_weeks_ahead_asks_and_opens_nothing(secretary, invited):
    client = secretary(EARLY)

    asked = client.post(f"/sitzungen/{invited.id}/eroeffnen")

    assert asked.status_code == 409
    assert "Der Sitzungstag ist erst in 18 Tagen" in asked.text
    assert state() is SittingState.INVITED


def test_who_means_it_opens_weeks_ahead_and_takes_it_back(secretary, invited):
    client = secretary(EARLY)
    address = f"/sitzungen/{invited.id}"
    [form] = html.document_fromstring(client.get(f"{address}/eroeffnen").text).xpath("//main//form")

    client.post(f"{address}/eroeffnen", data=dict(form.form_values()))
    assert state() is SittingState.RUNNING
    assert offered(client, invited).get("Eröffnung zurücknehmen") == "button"
    client.post(f"{address}/eroeffnung-zuruecknehmen")

    assert state() is SittingState.INVITED
    assert "Vor dem Sitzungstag eröffnen" in offered(client, invited)


@pytest.mark.parametrize("moment", [ON_THE_DAY, LATER])
def test_on_its_day_and_later_one_press_opens(secretary, invited, moment):
    client = secretary(moment)

    assert offered(client, invited).get("Sitzung eröffnen") == "button"
    client.post(f"/sitzungen/{invited.id}/eroeffnen")

    assert state() is SittingState.RUNNING


def test_what_was_recorded_takes_the_way_back_from_the_page(secretary, invited):
    client = secretary(ON_THE_DAY)
    client.post(f"/sitzungen/{invited.id}/eroeffnen")
    b.attend(db.session.get(Sitting, invited.id), b.person(), status=AttendanceStatus.PRESENT)
    db.session.commit()

    assert "Eröffnung zurücknehmen" not in offered(client, invited)
    refused = client.post(f"/sitzungen/{invited.id}/eroeffnung-zuruecknehmen")

    assert refused.status_code == 409
    assert "schon etwas festgehalten: Anwesenheit" in refused.text
    assert state() is SittingState.RUNNING


def test_closing_before_the_day_asks_too(secretary, council):
    sitting = b.sitting(council, DAY, state=SittingState.RUNNING, opened_at=b.NOW)
    db.session.commit()
    client = secretary(EARLY)

    assert offered(client, sitting).get("Vor dem Sitzungstag schließen") == "a"
    asked = client.post(f"/sitzungen/{sitting.id}/schliessen")
    assert (asked.status_code, state()) == (409, SittingState.RUNNING)
    client.post(f"/sitzungen/{sitting.id}/schliessen", data={"is_meant": "ja"})

    assert state() is SittingState.CLOSED
    assert "Wieder öffnen" in offered(client, sitting)


def test_a_reading_member_is_offered_nothing_of_it(council, invited, client, login, freeze):
    with freeze(EARLY):
        login(client, b.account("mitglied@example.org"))

        assert client.get(f"/sitzungen/{invited.id}/eroeffnen").status_code == 403
        assert "eröffnen" not in client.get(f"/sitzungen/{invited.id}").text
