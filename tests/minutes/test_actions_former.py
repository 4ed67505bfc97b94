"""A former name that may not be told: out of every text of a signed sitting but what was signed."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.documents.packaging import text_of
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.persons.actions import edit_person
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.former_models import SignedName
from gremien_app.records.minutes.models import MinutesFile, SignatureRole
from gremien_app.records.minutes.page_queries import MinutesPage
from gremien_app.records.minutes.queries import differences_of, signed_words_of
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.resolutions.queries import resolutions_visible_to
from tests import builders
from tests.minutes.test_seals import as_of_format_1
from tests.minutes.world import NOW, held_sitting

FORMER = ("Jürgen", "Öztürk", "Oztürk")


def written(world) -> None:
    """The member's name stands in every text that the office types."""
    world.member_person = world.attendances[1].person
    world.member_person.salutation = world.attendances[1].salutation = "Herr"
    world.second.title = "Bericht von Herrn Öztürk-Schäfer"
    world.resolution.text = "Jürgen Öztürk-Schäfer wird **gedankt**."
    world.vote.result_text = "Öztürk-Schäfer enthält sich"
    db.session.flush()
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    world.minutes.entries[0].text = "Herr Öztürk-Schäfer fragt."


def sign(world) -> None:
    sha = world.minutes.current_version.content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    db.session.commit()


@pytest.fixture(params=[1, 2])
def world(app, request):
    world = held_sitting(closed_part=True)
    written(world)
    version = actions.submit(world.taker, world.minutes, NOW)
    if request.param == 1:
        as_of_format_1(version)
    sign(world)
    return world


def rename(world, **values):
    new = {"first_name": "Jana", "last_name": "Neuhaus", "salutation": "Frau"} | values
    edit_person(SYSTEM, world.member_person, **new)
    db.session.commit()


def page(world, viewer) -> str:
    minutes, sitting = world.minutes, world.sitting
    return repr(MinutesPage(viewer, sitting, minutes).parts)


def file(world, viewer) -> str:
    return text_of(word_file(viewer, world.sitting)[1])


def without_former(text: str) -> bool:
    return not any(word.casefold() in text.casefold() for word in FORMER)


def test_everyone_reads_the_name_of_today_and_the_office_keeps_what_was_signed(world):
    before = {one.id: one.sha256 for one in db.session.scalars(select(MinutesFile))}

    rename(world)

    for viewer in (world.member, world.chair, world.taker):
        assert without_former(page(world, viewer))
        assert "Frau Neuhaus fragt." in page(world, viewer)
    assert without_former(file(world, world.member))
    assert "Frau Jana Neuhaus" in file(world, world.member)
    assert "Jürgen Öztürk-Schäfer" in file(world, world.taker)
    files = db.session.scalars(select(MinutesFile))
    after = {one.id: hashlib.sha256(one.data).hexdigest() for one in files}
    assert after == before


def test_signed_minutes_are_whole_and_the_sitting_is_what_was_signed(world):
    rename(world)
    rename(world, first_name="Janina")

    assert verify_minutes().faults == []
    assert verify_chain().faults == []
    assert differences_of(world.taker, world.sitting) == []
    assert signed_words_of([world.resolution]) == {}


def test_what_was_changed_besides_the_name_is_still_found(world):
    rename(world)
    world.resolution.text = world.resolution.text.replace("gedankt", "gerügt")
    db.session.commit()

    assert "Beschlusstext" in " ".join(verify_minutes().faults)


def test_the_register_and_its_search_know_the_name_of_today_only(world):
    rename(world)

    assert resolutions_visible_to(world.member, text="Öztürk") == []
    (found,) = resolutions_visible_to(world.member, text="Neuhaus")
    assert found.text == "Jana Neuhaus wird **gedankt**."
    assert found.agenda_item.title == "Bericht von Frau Neuhaus"


def test_the_former_name_is_kept_only_where_a_signed_text_prints_it(world):
    other = builders.sitting(world.committee).id
    rename(world)

    kept = db.session.scalars(select(SignedName)).all()
    assert {one.sitting_id for one in kept} == {world.sitting.id}
    assert other not in {one.sitting_id for one in kept}


def test_a_surname_that_two_have_stays_the_others(app):
    world = held_sitting()
    written(world)
    other = world.chair_person
    edit_person(SYSTEM, other, last_name="Öztürk-Schäfer", publication_date=date(2025, 12, 1))
    actions.submit(world.taker, world.minutes, NOW)
    sign(world)

    rename(world)

    assert world.second.title == "Bericht von Herrn Öztürk-Schäfer"
    assert world.resolution.text == "Jana Neuhaus wird **gedankt**."
    assert "Ayşe Öztürk-Schäfer" in page(world, world.member)
    assert "Jürgen" not in page(world, world.member)
    assert verify_minutes().faults == []


def test_submitted_minutes_are_not_signed_with_a_former_name_and_can_be_taken_back(app):
    world = held_sitting()
    written(world)
    version = actions.submit(world.taker, world.minutes, NOW)
    db.session.commit()

    rename(world)

    assert without_former(page(world, world.chair))
    with pytest.raises(RuleBroken, match="geändert"):
        actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, version.content_sha256, NOW)
    db.session.rollback()
    actions.withdraw(world.taker, world.minutes, NOW)
    again = actions.submit(world.taker, world.minutes, NOW)
    assert without_former(repr(again.content))
    sign(world)
    assert verify_minutes().faults == []
