from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings import queries, venue_actions
from gremien_app.meetings.sittings.models import SittingState, Venue
from tests import builders as build

ACTOR = Viewer(name="Sam Büro")
CLOSES = date(2100, 1, 1)


def card(**changed):
    values = {"capacity": 60, "is_step_free": True, "lift_width_cm": 110, "wheelchair_places": 4}
    return values | changed


def edit(room, **changed):
    venue_actions.edit_room(ACTOR, room, name=changed.pop("name", room.name), **card(**changed))


def last_entry():
    return db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()


def test_rooms_of_one_house_share_its_venue(app):
    first = venue_actions.add_room(ACTOR, venue_name="Rathaus", name="Saal 1", street="Platz 1")
    second = venue_actions.add_room(ACTOR, venue_name="Rathaus", name="Saal 2")

    assert first.venue is second.venue
    assert second.venue.street == "Platz 1"
    with pytest.raises(RuleBroken) as refusal:
        venue_actions.add_room(ACTOR, venue_name="Rathaus", name="Saal 2")
    assert refusal.value.field == "name"


def test_the_card_is_kept_and_its_change_recorded(app):
    room = build.room(capacity=30)

    edit(room, checked_on=date(2026, 5, 1))

    assert (room.capacity, room.lift_width_cm, room.checked_on) == (60, 110, date(2026, 5, 1))
    assert last_entry().changes["is_step_free"] == [None, True]
    edit(room, checked_on=date(2026, 5, 1))
    assert db.session.query(AuditEntry).filter_by(action="room.edited").count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"wheelchair_places": 61}, "wheelchair_places"),
        ({"lift_width_cm": 9}, "lift_width_cm"),
        ({"lift_width_cm": 900}, "lift_width_cm"),
        ({"checked_on": today() + timedelta(days=1)}, "checked_on"),
    ],
)
def test_an_impossible_card_is_refused(app, values, field):
    room = build.room()

    with pytest.raises(RuleBroken) as refusal:
        edit(room, **values)

    assert refusal.value.field == field
    assert room.capacity is None


def test_a_card_knows_only_its_own_columns(app):
    with pytest.raises(TypeError):
        edit(build.room(), closed_on=CLOSES)


def test_two_rooms_of_a_house_have_different_names(app):
    build.room("Saal 1")
    room = build.room("Saal 2")

    edit(room, name="Saal 3")
    with pytest.raises(RuleBroken, match="gibt es in diesem Gebäude schon"):
        edit(room, name="Saal 1")


def test_a_house_is_corrected_and_keeps_a_name_of_its_own(app):
    build.room("Saal", venue="Rathaus")
    venue = build.room("Saal", venue="Stadthaus").venue
    values = {"street": "Willy-Brandt-Platz 2", "town": "50679 Köln", "directions": "Linie 1"}

    venue_actions.edit_venue(ACTOR, venue, name="Stadthaus Deutz", **values)

    assert (venue.name, venue.directions) == ("Stadthaus Deutz", "Linie 1")
    with pytest.raises(RuleBroken, match="Rathaus“ gibt es schon"):
        venue_actions.edit_venue(ACTOR, venue, name="Rathaus", **values)


def test_a_room_retires_and_past_sittings_keep_it(app):
    room = build.room()
    council = build.committee()
    past = build.sitting(council, date(2020, 3, 1), room=room)
    build.sitting(council, CLOSES, room=room, state=SittingState.CANCELLED)

    venue_actions.retire_room(ACTOR, room, CLOSES)

    assert past.room is room
    assert last_entry().changes == {"closed_on": [None, "2100-01-01"]}
    assert queries.rooms() == [room]
    room.closed_on = today()
    db.session.flush()
    assert queries.rooms() == []
    assert queries.rooms(keep=room.id) == [room]
    venue_actions.reopen_room(ACTOR, room)
    assert queries.rooms() == [room]
    with pytest.raises(RuleBroken, match="steht zur Verfügung"):
        venue_actions.reopen_room(ACTOR, room)


def test_a_room_with_coming_sittings_is_not_retired(app):
    room, council = build.room(), build.committee()
    for days in range(4):
        build.sitting(council, CLOSES + timedelta(days=days), room=room)

    with pytest.raises(RuleBroken, match="und an 1 weiteren Tagen") as refusal:
        venue_actions.retire_room(ACTOR, room, CLOSES)

    assert refusal.value.field == "closed_on"
    assert "01.01.2100, 02.01.2100 und 03.01.2100" in refusal.value.message
    assert room.closed_on is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_places_costs_two_queries(app, query_count, count):
    for number in range(count):
        build.room(f"Saal {number}", venue=f"Haus {number}")
    db.session.add(Venue(name="Leer"))
    build.room("Alt", venue="Haus 0", closed_on=date(2020, 1, 1))
    db.session.commit()
    db.session.expunge_all()

    with query_count() as counted:
        found = [(venue.name, [r.name for r in own]) for venue, own in queries.venues_with_rooms()]

    assert found[0] == ("Haus 0", ["Saal 0", "Alt"])
    assert found[-1] == ("Leer", [])
    assert counted.count == 2
