"""Saving what somebody else deleted: who was shown the form keeps the text and is told why."""

import re
from contextlib import contextmanager

import pytest
import time_machine
from lxml import html

from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import House
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.shown import LIFETIME, thing_at
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark
from gremien_app.meetings.proceedings.models import Vote, VoteMode
from gremien_app.people.accounts.models import Assignment
from gremien_app.rooms import ROOMS
from tests import builders as b
from tests.page_client import without_token
from tests.web.matrix_world import address, matrix_world

TEXT = "Ein langer Bericht, an dem eine halbe Stunde gearbeitet wurde & <b>nicht verloren</b> geht."


@pytest.fixture
def council(app):
    return b.committee()


@pytest.fixture
def secretary(council, client, login):
    login(client, b.account("buero@example.org", secretariat_of=[council]))
    return client


@pytest.fixture
def item(council):
    made = b.item(b.sitting(council), "Haushalt")
    db.session.commit()
    return made


def filled(client, address, name="title", action=None):
    """The fields of the form at an address as a browser sends them, one of them typed anew."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    document = html.document_fromstring(page.text)
    [form] = [
        one
        for one in document.xpath("//main//form[@method='post']")
        if one.xpath(f".//*[@name='{name}']") and (action is None or one.get("action") == action)
    ]
    fields = {str(key): str(value) for key, value in form.form_values() if key != "csrf_token"}
    return {**fields, name: TEXT}


def kept_texts(answer):
    document = html.document_fromstring(answer.text)
    return [
        (
            document.xpath(f"//label[@for='{area.get('id')}']")[0].text_content().strip(),
            area.text_content().strip(),
        )
        for area in document.xpath("//main//textarea[@readonly]")
    ]


def test_whoever_saves_what_was_deleted_is_told_and_keeps_the_text(secretary, item):
    there = f"/tagesordnungspunkte/{item.id}"
    fields = filled(secretary, there, "explanation")
    db.session.delete(item)
    db.session.commit()

    answer = secretary.post(there, data=fields)

    assert answer.status_code == 410
    assert "wurde inzwischen gelöscht" in answer.text
    assert ("Titel", "Haushalt") in kept_texts(answer)
    assert TEXT in [text for _label, text in kept_texts(answer)]


def test_what_lies_in_the_waste_basket_counts_as_deleted(secretary, item):
    there = f"/tagesordnungspunkte/{item.id}"
    fields = filled(secretary, there)
    assert secretary.post(f"{there}/loeschen").status_code == 302
    assert db.session.get(AgendaItem, item.id).mark is ItemMark.REMOVED

    answer = secretary.post(there, data=fields)

    assert answer.status_code == 410
    assert ("Titel", TEXT) in kept_texts(answer)


def test_what_was_deleted_with_its_parent_is_told_too(secretary, item):
    vote = Vote(agenda_item=item, mode=VoteMode.VERBAL, result_text="einstimmig")
    item.sitting.state = "running"
    db.session.add(vote)
    db.session.commit()
    there = f"/abstimmungen/{vote.id}"
    fields = filled(secretary, there, "result_text")
    db.session.execute(Vote.__table__.delete())
    db.session.execute(AgendaItem.__table__.delete())
    db.session.commit()

    answer = secretary.post(there, data=fields)

    assert answer.status_code == 410
    assert TEXT in [text for _label, text in kept_texts(answer)]


def test_without_the_mark_it_is_not_found_as_ever(secretary, item):
    there = f"/tagesordnungspunkte/{item.id}"
    fields = filled(secretary, there)
    del fields["shown"]
    db.session.delete(item)
    db.session.commit()

    gone = secretary.post(there, data=fields)
    never = secretary.post("/tagesordnungspunkte/987654", data=fields)

    assert gone.status_code == never.status_code == 404
    assert plain(gone) == plain(never)
    assert TEXT not in gone.text


def plain(answer):
    return re.sub(r'value="[^"]*"', "", without_token(answer.text))


def test_a_mark_of_another_object_tells_nothing(secretary, council, item):
    other = b.item(item.sitting, "Verkehr")
    db.session.commit()
    fields = filled(secretary, f"/tagesordnungspunkte/{item.id}")
    there = f"/tagesordnungspunkte/{other.id}"
    db.session.delete(other)
    db.session.commit()

    answer = secretary.post(there, data=fields)

    assert answer.status_code == 404
    assert plain(answer) == plain(secretary.post("/tagesordnungspunkte/987654", data=fields))


def test_a_mark_of_another_person_tells_nothing(secretary, council, item, new_client, login):
    there = f"/tagesordnungspunkte/{item.id}"
    fields = filled(secretary, there)
    other = login(new_client(), b.account("vertretung@example.org", secretariat_of=[council]))
    db.session.delete(item)
    db.session.commit()

    assert other.post(there, data=fields).status_code == 404
    assert secretary.post(there, data=fields).status_code == 410


@pytest.mark.parametrize("change", ["x", ""])
def test_a_forged_mark_tells_nothing(secretary, item, change):
    there = f"/tagesordnungspunkte/{item.id}"
    fields = filled(secretary, there)
    fields["shown"] = change + fields["shown"][1:] if change else ""
    db.session.delete(item)
    db.session.commit()

    assert secretary.post(there, data=fields).status_code == 404


def test_a_mark_tells_nothing_after_a_day(secretary, council, item, new_client, login):
    user = b.account("spaet@example.org", secretariat_of=[council])
    there = f"/tagesordnungspunkte/{item.id}"
    with time_machine.travel(b.NOW, tick=False) as clock:
        mine = login(new_client(), user)
        fields = filled(mine, there)
        db.session.delete(item)
        db.session.commit()
        clock.shift(LIFETIME + 1)
        mine = login(new_client(), user)

        assert mine.post(there, data=fields).status_code == 404


def test_who_lost_the_right_meanwhile_learns_no_more_but_keeps_the_text(secretary, council):
    hidden = b.committee("arbeitsgruppe", name="Gruppe", kind="working_group", is_public=False)
    user = b.account("weg@example.org", secretariat_of=[hidden])
    sitting = b.sitting(hidden)
    there, gone = b.item(sitting, "Eins"), b.item(sitting, "Zwei")
    db.session.commit()
    mine = secretary.application.test_client()
    mine.post("/anmelden", data={"email": user.email, "password": b.PASSWORD})
    addresses = [f"/tagesordnungspunkte/{one.id}" for one in (there, gone)]
    forms = [filled(mine, one) for one in addresses]
    db.session.query(Assignment).filter_by(user_id=user.id).delete()
    db.session.delete(gone)
    db.session.commit()
    db.session.add(
        Assignment(
            user_id=user.id, committee_id=council.id, role="secretariat", starts_on=b.TERM_START
        )
    )
    db.session.commit()

    answers = [mine.post(one, data=form) for one, form in zip(addresses, forms, strict=True)]

    assert [one.status_code for one in answers] == [404, 404]
    assert all("gelöscht" not in one.text for one in answers)
    assert [("Titel", TEXT) in kept_texts(one) for one in answers] == [True, True]


def test_autosave_is_told_that_the_thing_is_gone(secretary, item):
    there = f"/tagesordnungspunkte/{item.id}"
    fields = filled(secretary, there)
    db.session.delete(item)
    db.session.commit()

    answer = secretary.post(
        there,
        data=fields,
        headers={"Accept": "application/json", "Sec-Fetch-Dest": "empty"},
    )

    assert answer.status_code == 410
    [told] = html.document_fromstring(answer.text).xpath("//*[@data-refusal]")
    assert "gelöscht" in told.text_content()


EXEMPT = {
    # accounts are locked, never deleted; their fields may be secrets
    "/verwaltung/konten/",
    "/verwaltung/aufgaben/",
    "/konto/anmeldungen/",
    # texts of the house, of which there is always one; a button without a field
    "/verwaltung/rechtstexte/",
    "/anlaesse-der-post/",
    "/meine-daten/einwilligungen/",
    "/meine-daten/mitgliedschaften/",
    # entries of the record are never deleted; secret addresses name no object
    "/protokoll/",
    "/passwort/",
    "/meine-daten/adresse/",
    "/unterstuetzung/frage/",
    "/antwort/",
    "/mitzeichnung/",
}


def test_every_address_of_a_form_says_which_object_it_is_about(app):
    about = House(ROOMS).about
    forms = [one.rule for one in app.url_map.iter_rules() if "POST" in (one.methods or ())]
    silent = [
        rule
        for rule in forms
        if "<" in rule
        and not any(rule == one or rule.startswith(f"{one}/") for one in about)
        and not rule.startswith(tuple(EXEMPT))
    ]

    assert silent == [], silent
    assert all(hasattr(one.model, one.key) for one in about.values())


@contextmanager
def deleted(thing):
    """The row alone is gone, as if somebody had deleted it; afterwards it is there again."""
    table, key = thing.about.model.__tablename__, thing.about.key
    connection = db.engine.raw_connection()
    try:
        connection.execute("PRAGMA foreign_keys=OFF")
        where = f"FROM {table} WHERE {key} = ?"  # names of ours
        row = connection.execute(f"SELECT * {where}", (thing.key,)).fetchone()
        connection.execute(f"DELETE {where}", (thing.key,))
        yield
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} VALUES ({places})", row)
        connection.execute("PRAGMA foreign_keys=ON")
    finally:
        connection.close()


def forms_with_text(page):
    """Address and fields of each form in which something is typed, with the name to type in."""
    for form in html.document_fromstring(page.text).xpath("//main//form[@method='post']"):
        typed = form.xpath(".//textarea[@name] | .//input[@type='text'][@name]")
        fields = {str(key): str(value) for key, value in form.form_values()}
        if typed:
            yield form.get("action") or page.request.path, fields, typed[0].get("name")


def test_every_form_about_an_object_keeps_the_text_when_it_is_deleted(app, client, login):
    world = matrix_world()
    world.accounts.taker.is_admin = True
    clerk = login(client, world.accounts.taker)
    rules = sorted(
        one.rule for one in app.url_map.iter_rules() if {"GET", "POST"} <= (one.methods or set())
    )
    tried, lost = set(), []
    for rule in rules:
        if "<" not in rule or rule.startswith(tuple(EXEMPT)):
            continue
        page = clerk.get(address(rule, world.public | world.coming))
        for action, fields, name in forms_with_text(page) if page.status_code == 200 else ():
            with app.test_request_context():
                thing = thing_at(action.partition("?")[0])
            if thing is None:
                continue
            with deleted(thing):
                answer = clerk.post(action, data={**fields, name: TEXT})
            tried.add(thing.about.model.__tablename__)
            if answer.status_code != 410 or TEXT not in [text for _, text in kept_texts(answer)]:
                lost.append((action, name, answer.status_code))

    assert lost == []
    assert len(tried) >= 12, tried


def test_the_viewer_alone_decides_the_rights_of_a_mark():
    from gremien_app.base.web.shown import _rights  # noqa: PLC0415 -- private

    viewer = Viewer(user_id=1, secretariat_of=frozenset({1, 2}))

    assert _rights(viewer) == _rights(Viewer(user_id=1, secretariat_of=frozenset({2, 1})))
    assert _rights(viewer) != _rights(Viewer(user_id=1, secretariat_of=frozenset({1})))
