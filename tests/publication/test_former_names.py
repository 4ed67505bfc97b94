"""A published paper that prints a former name is delivered with the name of today."""

from datetime import date

import pytest
from sqlalchemy import select

from gremien_app.base.documents.packaging import text_of
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.bases.models import BasisKind
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import MinutesFile
from gremien_app.records.minutes.page_queries import MinutesPage
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.publication.actions import publish_unseen, withdraw
from gremien_app.records.publication.queries import preview_of
from gremien_app.records.resolutions.models import PublishedResolution
from gremien_app.records.resolutions.queries import resolutions_visible_to
from tests.minutes.test_actions_former import rename, sign, without_former, written
from tests.minutes.world import NOW, held_sitting

ANYONE = Viewer()
REGISTER = "as stored in the register:"
pytestmark = pytest.mark.both_engines


@pytest.fixture(params=["with a basis", "without"])
def world(app, request):
    world = held_sitting()
    world.sitting.is_public = world.committee.is_public = True
    written(world)
    if request.param == "with a basis":
        world.member_person.publication_kind, world.member_person.publication_basis = (
            BasisKind.CONSENT,
            "Einwilligung",
        )
        world.member_person.publication_date = date(2025, 12, 1)
    actions.submit(world.taker, world.minutes, NOW)
    sign(world)
    publish_unseen(world.taker, world.minutes, NOW)
    db.session.commit()
    world.is_named = request.param == "with a basis"
    return world


def everything_public(world) -> str:
    sitting, minutes = world.sitting, world.minutes
    page = repr(MinutesPage(ANYONE, sitting, minutes).parts)
    register = db.session.scalars(select(PublishedResolution)).all()
    texts = [f"{one.title} {one.text} {one.votes} {one.relied}" for one in register]
    return "\n".join([page, text_of(word_file(ANYONE, sitting)[1]), REGISTER, *texts])


def test_page_file_and_register_say_the_name_of_today(world):
    assert ("Öztürk" in everything_public(world)) is world.is_named
    stored = {one.id: one.sha256 for one in db.session.scalars(select(MinutesFile))}

    rename(world)

    told = everything_public(world)
    assert without_former(told)
    assert ("Frau Jana Neuhaus" in told) is world.is_named
    assert resolutions_visible_to(ANYONE, text="Öztürk") == []
    assert bool(resolutions_visible_to(ANYONE, text="Neuhaus")) is world.is_named
    assert {one.id: one.sha256 for one in db.session.scalars(select(MinutesFile))} == stored
    assert verify_minutes().faults == []


def test_a_basis_that_ends_later_hides_the_name_of_today_too(world):
    rename(world)
    world.member_person.publication_basis, world.member_person.publication_date = "", None
    db.session.commit()

    told = everything_public(world)
    assert without_former(told)
    assert "Neuhaus" not in told.partition(REGISTER)[0]


def test_a_further_publication_prints_the_name_of_today(world):
    rename(world)
    withdraw(world.taker, world.minutes, "Fehler", NOW)
    publish_unseen(world.taker, world.minutes, NOW)
    db.session.commit()

    assert without_former(everything_public(world))
    (_, latest) = db.session.scalars(
        select(MinutesFile).filter_by(kind="published").order_by(MinutesFile.id)
    )
    assert without_former(text_of(latest.data))


def test_a_former_first_name_alone_is_asked_about_before_publication(app):
    world = held_sitting()
    written(world)
    world.minutes.entries[0].text = "Jürgen dankt."
    actions.submit(world.taker, world.minutes, NOW)
    sign(world)
    rename(world)

    assert [row.texts for row in preview_of(world.minutes).open] == [("Jürgen",)]
