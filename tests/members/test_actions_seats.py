"""Seats are made, given to another organisation, and removed while nobody ever sat on them."""

import pytest
from sqlalchemy import update

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members import queries, seat_queries
from gremien_app.people.members import seat_actions as seats
from gremien_app.people.members.models import Seat
from tests import builders as build

SECRETARY = Viewer(name="Sam Büro")
GROUPS = [{"label": "Gewählt", "seats": 1}, {"label": "Rat", "seats": 1}]


@pytest.fixture
def committee(app):
    return build.committee(seats=2)


def add(committee, organization="", group=""):
    return seats.add_seat(
        SECRETARY, committee, build.term(), organization=organization, group=group
    )


def test_a_seat_is_made_for_an_organisation_and_is_vacant(committee):
    seat = add(committee, "Verein")

    page = queries.roster_on(committee, build.TERM_START)
    assert [
        (one.seat, one.organization_on(build.TERM_START)) for one in page.sections[0].lines
    ] == [(seat, "Verein")]
    assert db.session.query(AuditEntry).filter_by(action="seat.added").one().object_id == seat.id


def test_no_more_seats_than_the_statute_knows(committee):
    add(committee)
    add(committee)

    with pytest.raises(RuleBroken, match="2 Sitze, und alle sind angelegt"):
        add(committee)


def test_a_seat_has_its_group_where_there_are_groups(committee):
    committee.seat_groups = GROUPS

    with pytest.raises(RuleBroken, match="Gruppe des Sitzes"):
        add(committee)
    add(committee, group="Rat")
    with pytest.raises(RuleBroken, match="Die Gruppe „Rat“ hat 1 Sitz"):
        add(committee, group="Rat")


def test_a_seat_passes_to_another_organisation_and_who_sits_there_stays(committee):
    seat = add(committee, "Verein")
    member = build.member(committee, seat=seat)

    assert seats.edit_seat(SECRETARY, seat, organization="Bund", group="") is True
    assert seats.edit_seat(SECRETARY, seat, organization="Bund", group="") is False

    assert (seat.organization.name, member.organization.name) == ("Bund", "Verein")
    entry = db.session.query(AuditEntry).filter_by(action="seat.edited").one()
    assert entry.changes == {"organization": ["Verein", "Bund"]}


def test_only_a_seat_on_which_nobody_sat_is_removed(committee):
    empty, held = add(committee), add(committee)
    build.member(committee, seat=held)

    seats.remove_seat(SECRETARY, empty)
    with pytest.raises(RuleBroken, match="Kim Muster eingetragen"):
        seats.remove_seat(SECRETARY, held)

    assert seat_queries.seats_on(committee.id, build.TERM_START) == [held]


def test_a_seat_is_held_as_it_was_saved_last(committee):
    add(committee, "Verein")
    number = db.session.query(Seat.id).scalar()
    db.session.commit()
    viewer = Viewer(name="Sam Büro", secretariat_of=frozenset({committee.id}))
    seat = seat_queries.manageable_seat(viewer, number)
    db.session.commit()
    with db.engine.begin() as other:
        other.execute(update(Seat).values(group_label="Rat"))

    seats.hold(seat)

    assert seat.group_label == "Rat"
