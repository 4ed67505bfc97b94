"""What stands there already: the constraint's sentence, at its field."""

import pytest
from sqlalchemy.exc import IntegrityError

from gremien_app.base.extensions import db
from gremien_app.base.house import taken
from gremien_app.base.house.gathered import House, Unsaid, house
from gremien_app.base.house.registration import Registration, Taken
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Room, Venue
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.committees.models import Office
from gremien_app.people.roles import CommitteeRole
from tests import builders as build

pytestmark = pytest.mark.both_engines


@pytest.mark.parametrize(
    ("twice", "constraint"),
    [
        (lambda: Office(title="Bürgermeister*in"), "uq_office_title"),
        (lambda: Room(name="Saal", venue=build.room().venue), "uq_room_venue_id_name"),
        (lambda: Venue(name="Rathaus"), "uq_venue_name"),
    ],
)
def test_what_stands_there_already_is_refused_in_its_own_words(app, twice, constraint):
    first = twice()
    db.session.add(first)
    db.session.flush()
    again = {"name": first.name} if hasattr(first, "name") else {"title": first.title}
    if isinstance(first, Room):
        again["venue"] = first.venue
    db.session.add(type(first)(**again))

    with pytest.raises(RuleBroken) as refused:
        db.session.flush()

    said = house().taken[constraint]
    assert (refused.value.message, refused.value.field) == (said.message, said.field)


def test_a_constraint_without_a_sentence_stays_a_fault(app):
    user, council = build.account(), build.committee()
    role = {"committee_id": council.id, "role": CommitteeRole.SECRETARIAT}
    for _ in range(2):
        db.session.add(Assignment(user=user, starts_on=build.TERM_START, **role))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_sentence_of_no_constraint_keeps_the_application_from_starting(app, monkeypatch):
    rooms = [Registration(room="base.web", taken=(Taken("uq_nothing", "Gibt es schon."),))]
    monkeypatch.setitem(app.extensions, "house", House(rooms))

    with pytest.raises(Unsaid):
        taken.init_app(app)
