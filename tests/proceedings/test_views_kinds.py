"""Pages on which it is said what a vote was on."""

import pytest
from sqlalchemy import select

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import ItemMark, Outcome
from gremien_app.meetings.proceedings.models import Vote, VoteKind
from tests import builders
from tests.proceedings.conftest import DAY

NOW = f"{DAY.isoformat()} 17:30"


@pytest.fixture(autouse=True)
def at_the_sitting(freeze):
    with freeze(NOW):
        yield


@pytest.fixture
def secretary(world, client, login):
    return login(client, builders.account(secretariat_of=[world.committee]))


@pytest.fixture
def form(world):
    world.mark("Ast", "Birke")

    def data(**values):
        return {"version": world.item.version, "outcome": "", "taken_at": "17:20", **values}

    return data


@pytest.fixture
def item_page(world):
    return f"/tagesordnungspunkte/{world.item.id}/abstimmung"


def test_a_vote_on_procedure_is_chosen_and_shown(world, secretary, form, item_page):
    assert "Worum geht es bei der Abstimmung?" in secretary.get(item_page).text

    secretary.post(item_page, data=form(kind="procedure", yes="2", no="0"))

    assert db.session.scalars(select(Vote.kind)).all() == [VoteKind.PROCEDURE]
    text = secretary.get(f"/sitzungen/{world.sitting.id}/abstimmungen").text
    assert "Verfahren: Einstimmig beschlossen" in text


def test_the_press_on_the_minutes_of_last_time_is_a_vote_on_procedure(world, secretary):
    world.mark("Ast", "Birke")
    world.item.title = "Genehmigung der Niederschrift vom 1. März"
    db.session.commit()

    secretary.post(
        f"/tagesordnungspunkte/{world.item.id}/einstimmig", data={"version": world.item.version}
    )

    vote = db.session.scalars(select(Vote)).one()
    assert (vote.kind, vote.brought) == (VoteKind.PROCEDURE, Outcome.ADOPTED)


def test_an_outcome_that_contradicts_the_vote_is_told_at_once(world, secretary, form, item_page):
    response = secretary.post(item_page, data=form(yes="0", no="2", outcome="adopted"))

    text = secretary.get(response.location).text
    assert "Der Antrag wurde abgelehnt, aber als Beschlussart steht „ungeändert" in text


def test_a_stale_page_decides_nothing_on_a_withdrawn_item(world, secretary, form, item_page):
    data = form(yes="2", no="0", outcome="adopted")
    world.item.mark = ItemMark.WITHDRAWN
    db.session.commit()
    data["version"] = world.item.version

    response = secretary.post(item_page, data=data)
    pressed = secretary.post(
        f"/tagesordnungspunkte/{world.item.id}/einstimmig", data={"version": world.item.version}
    )

    assert "Dieser Punkt ist abgesetzt." in response.text
    assert pressed.status_code == 409
    assert secretary.get(f"/tagesordnungspunkte/{world.item.id}/beschluss").status_code == 409
    assert db.session.scalars(select(Vote)).all() == []


def test_deleting_a_vote_on_its_page_takes_its_outcome(world, secretary, form, item_page):
    secretary.post(item_page, data=form(yes="2", no="0", outcome="adopted"))
    vote = db.session.scalars(select(Vote)).one()
    db.session.refresh(world.item)

    secretary.post(f"/abstimmungen/{vote.id}/loeschen", data={"version": world.item.version})

    db.session.refresh(world.item)
    assert world.item.outcome is None
