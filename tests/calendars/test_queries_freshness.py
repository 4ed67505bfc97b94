"""Whatever a calendar shows of a sitting: a change of it must reach the subscribers."""

from datetime import date, timedelta

import pytest

from gremien_app.meetings.agenda.models import AgendaItem, ItemMark, Part
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import CommitteeName
from tests import builders

BEFORE = builders.NOW - timedelta(days=5)


@pytest.fixture(autouse=True)
def stopped_clock(freeze):
    with freeze(builders.NOW):
        yield


@pytest.fixture
def invited(db_session):
    sitting = builders.sitting(
        builders.committee(), state=SittingState.INVITED, room=builders.room()
    )
    builders.item(sitting, "Begrüßung")
    builders.item(sitting, "Personal", part=Part.CLOSED)
    rest(db_session)
    return sitting


def rest(db_session):
    """Time has passed since anything was saved."""
    for sitting in db_session.query(Sitting):
        sitting.changed_at = BEFORE
    db_session.commit()


def stamp_of(db_session, sitting):
    db_session.flush()
    db_session.expire(sitting)
    return sitting.changed_at


def item_of(db_session, title):
    return db_session.query(AgendaItem).filter_by(title=title).one()


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Neu"), ("mark", ItemMark.WITHDRAWN), ("printed_number", "7")]
)
def test_a_changed_public_item_stamps_its_sitting(db_session, invited, field, value):
    setattr(item_of(db_session, "Begrüßung"), field, value)

    assert stamp_of(db_session, invited) == builders.NOW


def test_an_added_public_item_stamps_its_sitting(db_session, invited):
    builders.item(invited, "Nachtrag")

    assert stamp_of(db_session, invited) == builders.NOW


def test_a_deleted_public_item_stamps_its_sitting(db_session, invited):
    db_session.delete(item_of(db_session, "Begrüßung"))

    assert stamp_of(db_session, invited) == builders.NOW


def test_an_item_that_becomes_closed_stamps_its_sitting(db_session, invited):
    item_of(db_session, "Begrüßung").part = Part.CLOSED

    assert stamp_of(db_session, invited) == builders.NOW


def test_closed_items_leave_no_trace(db_session, invited):
    item_of(db_session, "Personal").title = "Personal M."
    builders.item(invited, "Noch geheimer", part=Part.CLOSED)

    assert stamp_of(db_session, invited) == BEFORE


def test_what_no_calendar_shows_of_an_item_stamps_nothing(db_session, invited):
    item_of(db_session, "Begrüßung").explanation = "Frau Muster begrüßt."

    assert stamp_of(db_session, invited) == BEFORE


@pytest.mark.parametrize("state", [SittingState.PLANNED, SittingState.CANCELLED])
def test_a_draft_stamps_nothing(db_session, state):
    sitting = builders.sitting(builders.committee(), state=state)
    builders.item(sitting, "Entwurf")
    rest(db_session)

    item_of(db_session, "Entwurf").title = "Neuer Entwurf"

    assert stamp_of(db_session, sitting) == BEFORE


def test_the_stamp_rises_even_twice_within_one_second(db_session, invited):
    item_of(db_session, "Begrüßung").title = "Eins"
    first = stamp_of(db_session, invited)
    item_of(db_session, "Eins").title = "Zwei"
    second = stamp_of(db_session, invited)

    assert (first, second) == (builders.NOW, builders.NOW + timedelta(seconds=1))


def test_the_sitting_is_stamped_without_a_new_version(db_session, invited):
    version = invited.version

    item_of(db_session, "Begrüßung").title = "Neu"

    assert stamp_of(db_session, invited) == builders.NOW
    assert invited.version == version


def test_the_stamp_of_an_action_in_the_same_save_is_kept(db_session, invited):
    later = builders.NOW + timedelta(hours=1)
    item = item_of(db_session, "Begrüßung")

    invited.changed_at = later
    item.title = "Neu"

    assert stamp_of(db_session, invited) == later


def test_a_renamed_room_or_house_stamps_its_sittings_only(db_session, invited):
    other = builders.sitting(builders.committee("anderes"), room=builders.room("Saal", "Rathaus"))
    rest(db_session)

    invited.room.name = "Raum 2"
    assert stamp_of(db_session, invited) == builders.NOW
    invited.room.venue.name = "Stadthaus West"
    assert stamp_of(db_session, invited) == builders.NOW + timedelta(seconds=1)
    assert stamp_of(db_session, other) == BEFORE


def test_a_new_name_stamps_the_sittings_of_its_time_only(db_session):
    stag, other = builders.committee(), builders.committee("anderes")
    old = builders.sitting(stag, date(2026, 5, 31))
    new = builders.sitting(stag, date(2026, 6, 1))
    foreign = builders.sitting(other, date(2026, 6, 1))
    rest(db_session)

    stag.names.append(
        CommitteeName(name="Neuer Name", genitive="des Neuen", valid_from=date(2026, 6, 1))
    )

    assert stamp_of(db_session, new) == builders.NOW
    assert stamp_of(db_session, old) == BEFORE
    assert stamp_of(db_session, foreign) == BEFORE


def test_a_corrected_old_name_stamps_the_sittings_until_its_end(db_session):
    stag = builders.committee()
    stag.names[0].valid_until = date(2026, 5, 31)
    old = builders.sitting(stag, date(2026, 5, 31))
    new = builders.sitting(stag, date(2026, 6, 1))
    rest(db_session)

    stag.names[0].name = "Richtiger Name"

    assert stamp_of(db_session, old) == builders.NOW
    assert stamp_of(db_session, new) == BEFORE
