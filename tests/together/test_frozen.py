"""Signed minutes and their sitting are read, never opened as a form; what is sent is refused."""

import re

import pytest
from flask import url_for

from gremien_app.base.extensions import db
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import Minutes, MinutesState, SignatureRole
from tests import builders
from tests.minutes.world import NOW, held_sitting

# What may still be done: publishing, and the reason why a date was kept is no part of the record.
STILL_OPEN = {"publication.minutes", "publication.resolution"}
# What is needed, asked, answered and told around a sitting is no part of its record.
AROUND = ("support.", "bookings.", "questions.", "replies.", "notice.")
# Of which thing the number in an address is.
ABOUT = {
    "/sitzungen/": "sitting",
    "/tagesordnungspunkte/": "second",
    "/abstimmungen/": "vote",
    "/beschluesse/": "resolution",
    "/gaeste/": "guest",
}


@pytest.fixture
def world(app):
    world = held_sitting(closed_part=True)
    world.sitting.is_public = True
    world.guest = builders.guest(world.sitting, world.second)
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    world.version = actions.submit(world.taker, world.minutes, NOW)
    db.session.commit()
    return world


@pytest.fixture
def signed(world):
    for who, role in (
        (world.chair, SignatureRole.CHAIR),
        (world.taker, SignatureRole.MINUTE_TAKER),
    ):
        actions.sign(who, world.minutes, role, world.version.content_sha256, NOW)
    db.session.commit()
    return world


@pytest.fixture
def taker(world, new_client, login):
    return login(new_client(), world.accounts.taker)


def forms_about(app, world) -> dict[str, str]:
    """Every address with a form about this sitting, by its endpoint."""
    found = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            begin = next((one for one in ABOUT if rule.rule.startswith(f"{one}<oid:id>")), None)
            if rule.endpoint.startswith(AROUND):
                continue
            if begin and rule.arguments == {"id"} and {"GET", "POST"} <= rule.methods:
                found[rule.endpoint] = url_for(rule.endpoint, id=getattr(world, ABOUT[begin]).id)
    return found


def test_every_form_about_a_signed_sitting_shows_what_is_read_and_says_why(app, signed, taker):
    forms = forms_about(app, signed)
    assert {"minutes.edit", "sittings.edit", "agenda.edit", "proceedings.item"} <= set(forms)
    left = {}
    for endpoint, address in forms.items():
        answer = taker.get(address)
        if answer.status_code != 302 or answer.location == address:
            left[endpoint] = answer.status_code
            continue
        shown = taker.get(answer.location)
        assert shown.status_code == 200, (endpoint, answer.location)
        assert f'method="post" action="{address}"' not in shown.text
        assert "g-flash--info" in shown.text, (endpoint, answer.location)

    # The invitation's page is one to read, its form is not on it any more.
    assert left == dict.fromkeys({*STILL_OPEN, "invitations.show"}, 200)
    page = taker.get(forms["invitations.show"]).text
    assert 'method="post"' not in page.split("<main")[1].split("<footer")[0]


def test_whatever_is_sent_to_them_is_refused(app, signed, taker):
    before = (signed.sitting.version, signed.second.version, signed.minutes.version)

    for endpoint, address in forms_about(app, signed).items():
        if endpoint not in STILL_OPEN:
            answer = taker.post(address, data={"text": "Anders", "title": "Anders"})
            assert answer.status_code in {200, 409}, endpoint

    db.session.expire_all()
    assert (signed.sitting.version, signed.second.version, signed.minutes.version) == before


def test_signed_minutes_open_as_text(signed, taker):
    address = f"/sitzungen/{signed.sitting.id}/niederschrift"

    shown = taker.get(f"{address}/bearbeiten", follow_redirects=True).text

    assert "Die Niederschrift ist unterzeichnet und kann nicht mehr geändert werden." in shown
    assert "<textarea" not in shown


def test_a_late_save_of_an_open_page_is_refused_and_keeps_what_was_typed(world, taker):
    address = f"/sitzungen/{world.sitting.id}/niederschrift/bearbeiten"
    actions.withdraw(world.taker, world.minutes, NOW)
    db.session.commit()
    mark = re.search(r'name="shown" value="([^"]+)"', taker.get(address).text)
    actions.submit(world.taker, world.minutes, NOW)
    db.session.commit()

    typed = {f"text_{world.second.id}": "Nachgeschoben", f"version_{world.second.id}": "0"}
    late = taker.post(address, data=typed | {"shown": mark[1]})

    assert late.status_code == 409
    assert "Holen Sie sie zuerst zurück" in late.text
    assert "Nachgeschoben" in late.text
    db.session.expire_all()
    assert [
        one.text for one in world.minutes.entries if one.agenda_item_id == world.second.id
    ] == []


def test_submitted_minutes_say_that_they_are_to_be_taken_back_first(world, taker):
    address = f"/sitzungen/{world.sitting.id}/niederschrift"

    shown = taker.get(f"{address}/bearbeiten", follow_redirects=True).text

    assert "Holen Sie sie zuerst zurück" in shown
    assert "<textarea" not in shown
    assert "Zurückholen" in shown
    assert db.session.get(Minutes, world.minutes.id).state is MinutesState.SUBMITTED
