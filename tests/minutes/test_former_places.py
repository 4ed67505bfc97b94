"""A former name in notes, reasons and running text: replaced where it is sure, else told where."""

from datetime import date

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.meetings.sittings.models import SittingMove
from gremien_app.people.persons.actions import edit_person
from gremien_app.records.minutes import actions
from gremien_app.records.names.models import NameDecision
from tests import builders
from tests.minutes.world import NOW, held_sitting

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.both_engines]
PLACE = "StAG B 16.11.2025"


@pytest.fixture
def world(app):
    world = held_sitting()
    world.person = world.attendances[1].person
    world.person.salutation = "Herr"
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    db.session.commit()
    return world


def say(world, text):
    world.minutes.entries[0].text = text
    db.session.commit()


def rename(world, **values):
    new = {"first_name": "Jana", "salutation": "Frau"} | values
    edited = edit_person(SYSTEM, world.person, **new)
    db.session.commit()
    return edited.to_check


def test_notes_and_reasons_and_what_a_guest_does_are_searched_as_the_rest(world):
    sitting = world.sitting
    guest = builders.guest(sitting, world.second, detail="Büro Jürgen Öztürk-Schäfer")
    sitting.note = "Herr Öztürk-Schäfer bringt den Schlüssel"
    sitting.cancel_reason = "Jürgen Öztürk-Schäfer ist verhindert"
    sitting.kept_reason = "Öztürk-Schäfer, Jürgen, kann nur da"
    moved = {"old_starts_at": NOW, "old_ends_at": NOW, "moved_at": NOW}
    move = SittingMove(sitting=sitting, reason="Wunsch von Herrn Öztürk-Schäfer", **moved)
    world.second.presenter = "Jürgen Öztürk-Schäfer"
    db.session.add(move)
    db.session.commit()

    assert rename(world, last_name="Neuhaus") == []

    assert guest.detail == "Büro Jana Neuhaus"
    assert sitting.note == "Frau Neuhaus bringt den Schlüssel"
    assert sitting.cancel_reason == "Jana Neuhaus ist verhindert"
    assert sitting.kept_reason == "Neuhaus, Jana, kann nur da"
    assert move.reason == "Wunsch von Frau Neuhaus"
    assert world.second.presenter == "Jana Neuhaus"


def test_texts_of_no_sitting_are_searched_too_unless_somebody_else_may_be_meant(world):
    one = builders.member(world.committee, builders.person(), ends_on=date(2026, 1, 31))
    one.end_reason = "Nachfolge durch Jürgen Öztürk-Schäfer"
    world.committee.contact_name = "Jürgen Öztürk-Schäfer"
    world.committee.about = "Fragen an Herrn Öztürk-Schäfer"
    decision = NameDecision(
        sitting_id=world.sitting.id, key="wort:x", is_hidden=True, decided_by="Kim", decided_at=NOW,
        words="die Vertretung von Jürgen Öztürk-Schäfer",
    )  # fmt: skip
    db.session.add(decision)
    builders.person("Öztürk-Schäfer", "Deniz")
    db.session.commit()

    rename(world, last_name="Neuhaus")

    assert one.end_reason == "Nachfolge durch Jana Neuhaus"
    assert world.committee.contact_name == "Jana Neuhaus"
    assert world.committee.about == "Fragen an Herrn Öztürk-Schäfer"  # of whom there are two
    assert decision.words == "die Vertretung von Jana Neuhaus"


@pytest.mark.parametrize(
    "text",
    [
        "Jürgen dankt allen.",
        "Auch für JÜRGEN ist das so.",
        "Schäfer stimmt zu.",
        "Herr Öztürk-Schäfer dankt. Er bittet um Antwort.",
        "Jürgen Öztürk-Schäfer verlässt seinen Platz.",
    ],
)
def test_what_only_a_reader_can_tell_is_left_and_the_place_told_without_the_name(world, text):
    say(world, text)

    places = rename(world, last_name="Neuhaus")

    assert places == [f"Niederschrift, {PLACE}"]
    told = db.session.query(AuditEntry).filter_by(action="person.names_to_check").one()
    assert told.summary == f"Zu prüfen, ob der frühere Name gemeint ist: {places[0]}"


@pytest.mark.parametrize(
    "text",
    [
        "Der Vorsitz dankt. Er schließt die Sitzung.",
        "Jana dankt.",
        "Herr Öztürk-Schäfer dankt.",
        "Die Juristin erklärt das Verfahren.",
    ],
)
def test_nothing_is_told_where_nothing_can_be_meant(world, text):
    say(world, text)

    assert rename(world, last_name="Neuhaus") == []


def test_a_first_name_in_a_text_of_others_is_nobodys_business(world):
    elsewhere = builders.sitting(builders.committee("anderes", short="AN"), date(2026, 3, 1))
    elsewhere.note = "Jürgen bringt den Schlüssel"
    db.session.commit()

    assert rename(world) == []


def test_what_was_submitted_stays_and_is_told(world):
    say(world, "Jürgen dankt allen.")
    actions.submit(world.taker, world.minutes, NOW)

    assert rename(world) == [f"Niederschrift, {PLACE}", f"vorgelegte Niederschrift, {PLACE}"]


def test_the_office_reads_where_to_look_after_saving(world, client, login):
    say(world, "Jürgen dankt allen.")
    desk = login(client, builders.account("buero@example.org", secretariat_of=[world.committee]))
    form = {"version": str(world.person.version), "salutation": "Frau", "first_name": "Jana"}

    answer = desk.post(
        f"/personen/{world.person.id}/bearbeiten",
        data=form | {"last_name": world.person.last_name, "former_name": "hidden"},
        follow_redirects=True,
    )

    assert f"Bitte lesen Sie nach: Niederschrift, {PLACE}." in answer.text
    assert "Jürgen" not in answer.text
