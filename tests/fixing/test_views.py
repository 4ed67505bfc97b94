from datetime import date

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.fixing.queries import fixing_of
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import FixingRule
from gremien_app.people.members.models import MemberRole
from tests import builders as build


@pytest.fixture
def committee(app):
    return build.committee(agenda_fixing=FixingRule.WITH_MAYOR)


@pytest.fixture
def sitting(committee):
    sitting = build.sitting(committee, date(2027, 3, 4))
    build.item(sitting, "Haltestellen")
    build.item(sitting, "Stelle einer Kollegin", part=Part.CLOSED)
    return sitting


@pytest.fixture
def chair(committee):
    person = build.person("Vorsitz", "Vera")
    build.member(committee, person, role=MemberRole.CHAIR)
    return build.account(name="Vera Vorsitz", person=person)


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(secretariat_of=[committee]))


def page_of(sitting) -> str:
    return f"/sitzungen/{sitting.id}/festsetzung"


def shown(answer):
    return html.document_fromstring(answer.get_data(as_text=True))


def notes(page) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.find_class("g-note")]


def seen_of(page) -> str:
    return page.xpath("//input[@name='seen']/@value")[0]


def test_the_chair_sets_the_agenda_with_one_button(sitting, chair, new_client, login):
    leads = login(new_client(), chair)
    page = shown(leads.get(page_of(sitting)))
    buttons = page.xpath("//main//form[contains(@action, 'festsetzung')]//button")
    assert [" ".join(one.text_content().split()) for one in buttons] == ["Tagesordnung festsetzen"]
    items = [one.text_content().strip() for one in page.xpath("//main//ol/li/div")]
    assert items == ["Haltestellen", "Stelle einer Kollegin"]

    leads.post(f"{page_of(sitting)}/festsetzen", data={"seen": seen_of(page)})

    assert "von Vera Vorsitz festgesetzt" in notes(shown(leads.get(page_of(sitting))))[0]


def test_the_office_puts_it_before_the_chair_and_notes_what_was_said(sitting, chair, secretary):
    page = shown(secretary.get(page_of(sitting)))
    offered = [one.strip() for one in page.xpath("//select[@name='account']/option/text()")]
    assert offered == ["ohne Mail, nur vermerken", "Vera Vorsitz, mit einer Mail"]
    secretary.post(f"{page_of(sitting)}/vorlegen", data={"account": str(chair.id)})
    waiting = shown(secretary.get(page_of(sitting)))
    assert notes(waiting)[0].endswith("beim Vorsitz.")

    said = {"seen": seen_of(waiting), "fixed_on": "30.11.2025", "way": "phone"}
    secretary.post(f"{page_of(sitting)}/vermerken", data=said | {"chair": str(chair.person_id)})

    told = notes(shown(secretary.get(page_of(sitting))))
    assert told[0] == "Die Tagesordnung ist am 30.11.2025 von Vera Vorsitz telefonisch festgesetzt."
    assert told[1].startswith("Das Benehmen")


def test_a_day_to_come_is_told_at_its_field_and_what_was_typed_stays(sitting, secretary):
    seen = seen_of(shown(secretary.get(page_of(sitting))))
    given = {"seen": seen, "fixed_on": "30.11.2099", "way": "letter", "chair": "0"}

    page = shown(secretary.post(f"{page_of(sitting)}/vermerken", data=given))

    (field,) = page.xpath("//input[@name='fixed_on']")
    assert (field.get("value"), field.get("aria-invalid")) == ("30.11.2099", "true")
    assert page.xpath("//select[@name='way']/option[@selected]/@value") == ["letter"]


def test_the_benehmen_is_noted_with_its_day(sitting, secretary):
    given = {"agreed_on": "02.11.2026", "agreed_note": "Büro OB, per E-Mail"}

    secretary.post(f"{page_of(sitting)}/benehmen", data=given)

    words = " ".join(shown(secretary.get(page_of(sitting))).text_content().split())
    assert "Benehmen hergestellt am 02.11.2026: Büro OB, per E-Mail." in words


def test_what_was_noted_by_mistake_is_taken_back(sitting, secretary):
    seen = seen_of(shown(secretary.get(page_of(sitting))))
    given = {"seen": seen, "fixed_on": "30.11.2025", "way": "talk", "chair": "0"}
    secretary.post(f"{page_of(sitting)}/vermerken", data=given)

    secretary.post(f"{page_of(sitting)}/zuruecknehmen")

    db.session.expire_all()
    assert fixing_of(db.session.get(Sitting, sitting.id)).fixed_on is None


@pytest.mark.parametrize("is_member", [True, False])
def test_whoever_neither_leads_nor_manages_learns_nothing(
    sitting, committee, new_client, login, is_member
):
    person = build.person()
    if is_member:
        build.member(committee, person)
    browser = login(new_client(), build.account(person=person))

    assert browser.get(page_of(sitting)).status_code == 404
    assert browser.post(f"{page_of(sitting)}/festsetzen").status_code == 404


def test_the_agenda_says_how_far_it_is_to_chair_and_office_alone(
    sitting, chair, secretary, new_client, login
):
    address = f"/sitzungen/{sitting.id}/tagesordnung"
    secretary.post(f"{page_of(sitting)}/vorlegen", data={"account": "0"})
    sitting.state = SittingState.INVITED
    db.session.commit()
    for browser in (secretary, login(new_client(), chair)):
        links = shown(browser.get(address)).xpath("//main//a[contains(@href, 'festsetzung')]")
        assert [one.text for one in links] == ["Zur Festsetzung"]

    assert "festgesetzt" not in new_client().get(address).get_data(as_text=True)
