"""What was changed in the database behind a signature is not handed out, and pages say so."""

import pytest
from sqlalchemy import delete, update

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus, Vote
from gremien_app.records.minutes import actions, queries
from gremien_app.records.minutes.models import (
    MinutesFile,
    MinutesPublication,
    MinutesState,
    MinutesVersion,
    SignatureRole,
)
from gremien_app.records.publication.actions import publish_unseen
from gremien_app.records.resolutions.models import Resolution
from tests.minutes.world import NOW, SECRET, held_sitting

UNLIKE = "Achtung: Was hier steht, ist nicht überall, was unterzeichnet wurde."


@pytest.fixture
def world(client):
    world = held_sitting(closed_part=True)
    minutes = world.minutes = actions.begin(world.taker, world.sitting, NOW)
    sha = actions.submit(world.taker, minutes, NOW).content_sha256
    actions.sign(world.chair, minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    publish_unseen(world.taker, minutes, NOW)
    world.resolution_id, world.base = world.resolution.id, f"/sitzungen/{world.sitting.id}"
    db.session.commit()
    return world


def by_hand(*statements):
    """As with a database tool: no rule is asked, nothing is recorded."""
    for statement in statements:
        db.session.execute(statement)
    db.session.commit()


def alarms():
    return db.session.query(AuditEntry).filter_by(action="minutes.file_altered").count()


@pytest.mark.parametrize(
    "change",
    [
        update(MinutesFile).values(data=b"forged"),
        update(MinutesFile).values(
            data=b"forged",
            sha256="8d3ae6a4e33c8c58ba6a4e8f1b4a7f3d5bd1d0e6ab1d1d5ad2bfc2cb6e6b2d3b",
        ),
        update(MinutesFile).values(sha256="0" * 64),
        delete(MinutesFile),
    ],
    ids=["bytes", "bytes and hash", "hash", "deleted"],
)
def test_an_altered_file_is_refused_and_put_on_record_once_a_day(world, client, login, change):
    by_hand(change)
    login(client, world.accounts.member)

    for _ in range(2):
        answer = client.get(f"{world.base}/niederschrift.docx")
        assert answer.status_code == 409
        assert "nicht mehr die, die unterzeichnet wurde" in answer.text

    assert alarms() == 1


def test_the_public_gets_no_altered_file_either(world, client):
    assert client.get(f"{world.base}/niederschrift.docx").status_code == 200
    by_hand(update(MinutesFile).values(data=b"forged"))

    assert client.get(f"{world.base}/niederschrift.docx").status_code == 409
    assert alarms() == 1


def test_a_file_made_anew_without_a_name_is_not_made_from_an_altered_text(world, client):
    world.chair_person.publication_revoked_on = NOW.date()
    db.session.commit()
    assert client.get(f"{world.base}/niederschrift.docx").status_code == 200
    content = db.session.query(MinutesPublication).one().content
    text = {**content, "document": {**content["document"], "closing": "Gefälscht."}}
    by_hand(update(MinutesPublication).values(content=text))

    assert client.get(f"{world.base}/niederschrift.docx").status_code == 409


def test_an_untouched_file_is_sent_without_an_entry(world, client, login):
    login(client, world.accounts.member)

    assert client.get(f"{world.base}/niederschrift.docx").status_code == 200
    assert alarms() == 0


def test_nobody_signs_or_publishes_a_text_that_was_altered(app):
    world = held_sitting()
    minutes = actions.begin(world.taker, world.sitting, NOW)
    version = actions.submit(world.taker, minutes, NOW)
    sha = version.content_sha256
    version.content = {**version.content, "public": {**version.content["public"], "place": "x"}}

    with pytest.raises(RuleBroken, match="in der Datenbank verändert"):
        actions.sign(world.chair, minutes, SignatureRole.CHAIR, sha, NOW)


def test_a_changed_resolution_shows_what_was_signed(world, client, login):
    login(client, world.accounts.member)
    by_hand(update(Resolution).values(text="Es gibt 99.000 €."))

    page = client.get(f"/beschluesse/{world.resolution_id}").text

    assert "Anders als unterzeichnet" in page
    assert "<strong>empfiehlt</strong> den Umbau" in page
    assert "StAG B 1/2025: Barrierefreie Haltestellen" in page
    assert "anders als unterzeichnet" in client.get("/beschluesse").text


def test_what_was_signed_in_the_closed_part_is_not_told_where_it_became_public(app):
    world = held_sitting(closed_part=True)
    world.second.part = Part.CLOSED
    minutes = actions.begin(world.taker, world.sitting, NOW)
    actions.submit(world.taker, minutes, NOW)
    minutes.state = MinutesState.SIGNED
    by_hand(update(AgendaItem).where(AgendaItem.id == world.second.id).values(part=Part.PUBLIC))

    assert queries.signed_words_of([world.resolution])[world.resolution.id].resolution == ""


def test_the_register_is_quiet_about_what_is_as_signed(world, client):
    assert "unterzeichnet" not in client.get("/beschluesse").text
    assert "unterzeichnet" not in client.get(f"/beschluesse/{world.resolution_id}").text


@pytest.mark.parametrize("page", ["", "/tagesordnung", "/anwesenheit", "/abstimmungen"])
def test_pages_of_a_signed_sitting_say_where_they_are_not_what_was_signed(
    world, client, login, page
):
    login(client, world.accounts.taker)
    assert UNLIKE not in client.get(world.base + page).text

    by_hand(update(Vote).values(no=1), update(Attendance).values(status=AttendanceStatus.EXCUSED))

    told = client.get(world.base + page).text
    assert UNLIKE in told
    assert "Ö 2, Abstimmung 1, Gegenstimmen" in told
    assert "Anwesenheit 1, Anwesenheit" in told


def test_the_minutes_say_that_they_show_what_was_signed_until_their_text_was_altered(world, client):
    by_hand(update(Vote).values(no=1))
    assert "Hier steht, was unterzeichnet wurde." in client.get(f"{world.base}/niederschrift").text

    content = db.session.query(MinutesVersion).one().content
    text = {**content, "public": {**content["public"], "closing": "Gefälscht."}}
    by_hand(update(MinutesVersion).values(content=text))
    assert UNLIKE in client.get(f"{world.base}/niederschrift").text


def test_strangers_learn_of_no_change_in_what_they_may_not_read(world, client):
    change = update(AgendaItem).where(AgendaItem.title == SECRET).values(title="Anders")
    by_hand(change, update(Attendance).values(status=AttendanceStatus.EXCUSED))

    assert UNLIKE not in client.get(f"{world.base}/tagesordnung").text
    by_hand(update(Vote).values(no=1))

    told = client.get(f"{world.base}/tagesordnung").text
    assert UNLIKE in told
    assert "Gegenstimmen" not in told
