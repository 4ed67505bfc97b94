"""The version of what calendars show: a stored feed lives as long as it."""

import pytest
from sqlalchemy import delete, update

from gremien_app.base.house.gathered import House
from gremien_app.channels.calendars.models import CalendarVersion
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.sittings.models import SittingMove
from gremien_app.people.accounts.models import FailedSignIn
from gremien_app.people.committees.models import Committee
from gremien_app.rooms import ROOMS
from tests import builders


def version_of(db_session):
    db_session.commit()
    return db_session.query(CalendarVersion.value).scalar()


@pytest.fixture
def sitting(db_session):
    made = builders.sitting(builders.committee(), room=builders.room())
    builders.item(made, "Begrüßung")
    builders.member(made.committee)
    builders.account("alex@example.org", secretariat_of=[made.committee])
    return made


def test_there_is_none_before_the_first_save(db_session):
    assert version_of(db_session) is None


def test_every_save_of_what_calendars_show_gives_a_new_random_one(db_session, sitting):
    seen = {version_of(db_session)}
    changes = [
        lambda: setattr(sitting, "is_public", False),
        lambda: sitting.partners.append(builders.committee("anderes")),
        lambda: setattr(sitting.room, "name", "Anderer Raum"),
        lambda: setattr(sitting.room.venue, "name", "Anderes Haus"),
        lambda: setattr(sitting.committee.names[0], "name", "Anderer Name"),
        lambda: setattr(sitting.committee, "notice_days", 9),
        lambda: setattr(db_session.query(AgendaItem).one(), "title", "Anders"),
        lambda: db_session.delete(db_session.query(AgendaItem).one()),
        lambda: builders.member(sitting.committee),
        lambda: setattr(builders.account("b@example.org"), "is_disabled", True),
    ]

    for change in changes:
        change()
        seen.add(version_of(db_session))

    assert len(seen) == len(changes) + 1
    assert {len(value) for value in seen} == {32}
    assert db_session.query(CalendarVersion).count() == 1


def test_a_save_past_the_objects_counts_too(db_session, sitting):
    before = version_of(db_session)

    db_session.execute(update(Committee).values(notice_days=3))
    between = version_of(db_session)
    db_session.execute(delete(SittingMove))

    assert len({before, between, version_of(db_session)}) == 3


def test_what_no_calendar_shows_leaves_the_version_alone(db_session, sitting):
    before = version_of(db_session)

    db_session.add(FailedSignIn(account_hash="x", at=builders.NOW))
    db_session.execute(delete(FailedSignIn))

    assert version_of(db_session) == before


def test_a_save_that_is_taken_back_leaves_the_version_alone(db_session, sitting):
    before = version_of(db_session)

    sitting.is_public = False
    db_session.flush()
    db_session.rollback()

    assert db_session.query(CalendarVersion.value).scalar() == before


def test_a_nested_save_counts_once_the_whole_is_saved(db_session, sitting):
    before = version_of(db_session)

    with db_session.begin_nested():
        sitting.is_public = False

    assert version_of(db_session) != before


def test_whatever_stamps_a_sitting_is_an_attribute_of_its_table(app):
    for facts in House(ROOMS).tables.values():
        assert all(hasattr(facts.model, name) for name in facts.calendars.stamping)
