from datetime import date

import pytest
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import ItemMark, Part
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.sittings.models import Sitting, SittingState
from tests import builders as build


@pytest.fixture
def committee(app):
    return build.committee()


@pytest.fixture
def secretary(committee, client, login):
    return login(client, build.account(secretariat_of=[committee]))


@pytest.fixture
def coming(committee):
    return build.sitting(committee, date(2027, 3, 4))


@pytest.fixture
def off(committee):
    """Called off, with three items."""
    off = build.sitting(committee, date(2027, 2, 4), number=7, state=SittingState.CANCELLED)
    for number, title in enumerate(("Bericht", "Haltestellen", "Radwege"), start=1):
        build.item(off, title, printed_number=str(number))
    return off


def pool_of(sitting) -> str:
    return f"/sitzungen/{sitting.id}/sammlung"


def titles(sitting) -> list[str]:
    db.session.expire_all()
    return [one.title for one in all_items(db.session.get(Sitting, sitting.id))]


def shown(answer):
    return html.document_fromstring(answer.get_data(as_text=True))


def words(tree, path) -> list[str]:
    return [" ".join(one.text_content().split()) for one in tree.xpath(path)]


def test_all_items_of_a_sitting_called_off_are_put_on_with_one_button(secretary, coming, off):
    page = shown(secretary.get(pool_of(coming)))
    group = page.xpath("//button[@name='group']/@value")
    assert words(page, "//main//ul/li//label") == ["Bericht", "Haltestellen", "Radwege"]
    assert words(page, "//main//li//p/a")[0] == (
        "aus der abgesagten Sitzung am 04.02.2027 (7. Sitzung, TOP Ö 1): Bericht"
    )

    answer = secretary.post(pool_of(coming), data={"group": group[0]}, follow_redirects=True)

    assert "3 Punkte stehen jetzt auf der Tagesordnung." in answer.get_data(as_text=True)
    assert titles(coming) == ["Bericht", "Haltestellen", "Radwege"]
    links = words(shown(secretary.get(f"/sitzungen/{off.id}/tagesordnung")), "//main//li//a")
    assert any(one.startswith("steht an am 04.03.2027") for one in links)


def test_single_offers_are_ticked(secretary, coming, off):
    keys = shown(secretary.get(pool_of(coming))).xpath("//input[@name='chosen']/@value")

    secretary.post(pool_of(coming), data={"chosen": keys[1:]})

    assert titles(coming) == ["Haltestellen", "Radwege"]


def test_an_empty_form_says_what_is_missing_and_changes_nothing(secretary, coming, off):
    answer = secretary.post(pool_of(coming), data={})

    told = words(shown(answer), "//*[@data-error-summary]")
    assert "Bitte wählen Sie mindestens einen Punkt aus der Sammlung." in told[0]
    assert titles(coming) == []
    assert len(titles(off)) == 3


def test_an_offer_is_laid_aside_and_comes_back(secretary, coming, off):
    form = "//form[contains(@action, 'weglegen')]//input[@name='key']/@value"
    key = shown(secretary.get(pool_of(coming))).xpath(form)[0]

    secretary.post(f"{pool_of(coming)}/weglegen", data={"key": key})
    page = shown(secretary.get(pool_of(coming)))
    assert words(page, "//main//ul/li//label") == ["Haltestellen", "Radwege"]
    secretary.post(f"{pool_of(coming)}/wieder-anbieten", data={"key": key})

    page = shown(secretary.get(pool_of(coming)))
    assert words(page, "//main//ul/li//label") == ["Bericht", "Haltestellen", "Radwege"]


def test_the_public_learns_to_which_day_an_item_was_adjourned_and_no_more(
    client, committee, coming
):
    held = build.sitting(committee, date(2026, 3, 4), state=SittingState.INVITED)
    adjourned = {"mark": ItemMark.ADJOURNED, "printed_number": "1"}
    first = build.item(held, "Haltestellen", **adjourned)
    hidden = build.item(held, "Rampen", **adjourned | {"printed_number": "2"})
    build.item(coming, "Anders genannt", carried_from=first)
    build.item(coming, "Geheim", carried_from=hidden, part=Part.CLOSED)

    page = shown(client.get(f"/sitzungen/{held.id}/tagesordnung"))

    told = [one for one in words(page, "//main//li//a") if one.startswith("vertagt")]
    assert [one.split(" (")[0] for one in told] == ["vertagt auf den 04.03.2027"]
    assert "Anders genannt" not in page.text_content()
