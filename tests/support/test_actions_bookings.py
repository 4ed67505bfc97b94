"""Bookings are made from needs, and told as a due thing until all is ordered."""

from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.invitations import check_queries
from gremien_app.meetings.invitations.dispatch_models import DispatchKind
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.support import actions, booking_actions, booking_queries
from gremien_app.meetings.support.booking_due_queries import due, due_days, hints
from gremien_app.meetings.support.measures import Measure
from gremien_app.meetings.support.models import ServiceState
from tests import builders as b
from tests.support.conftest import TODAY, needs


@pytest.fixture
def asked(world):
    actions.save(world.office, world.anna, None, needs(Measure.SIGN_LANGUAGE), day=b.NOW)
    return world


def set_state(world, service, state, **values):
    given = {"provider": None, "who": "", "reason": "", "minutes": None, "euros": None}
    booking_actions.edit_service(world.office, service, TODAY, state=state, **(given | values))


def test_what_is_needed_is_noted_once(asked):
    assert booking_actions.note_needed(asked.office, asked.sitting) == 2
    assert booking_actions.note_needed(asked.office, asked.sitting) == 0

    services = booking_queries.services_of(asked.sitting)
    assert [(one.measure, one.state) for one in services] == [
        (Measure.SIGN_LANGUAGE, ServiceState.NEEDED)
    ] * 2
    assert [
        one.summary for one in db.session.query(AuditEntry).filter_by(action="support.noted")
    ] == ["Unterstützung vorgemerkt: Sitzung am 10.12.2026"]


def test_it_is_to_be_ordered_until_all_of_it_is_asked_for(asked):
    assert booking_queries.open_orders([asked.sitting]) == {asked.sitting.id: date(2026, 11, 26)}
    booking_actions.note_needed(asked.office, asked.sitting)
    assert booking_queries.has_open_orders(asked.sitting)

    for one in booking_queries.services_of(asked.sitting):
        set_state(asked, one, ServiceState.REQUESTED)

    assert not booking_queries.has_open_orders(asked.sitting)


def test_the_check_before_an_invitation_names_what_is_not_ordered_and_neither_who_nor_what(asked):
    found = check_queries.hints(asked.sitting, DispatchKind.INVITATION, [], b.NOW)
    (hint,) = [one for one in found if "Unterstützung" in one.text]
    assert (hint.text, hint.endpoint, hint.values) == (
        "Die Unterstützung ist noch nicht ganz bestellt.",
        "support.show",
        {"id": asked.sitting.id},
    )

    booking_actions.note_needed(asked.office, asked.sitting)
    for one in booking_queries.services_of(asked.sitting):
        set_state(asked, one, ServiceState.REQUESTED)

    assert list(hints(asked.sitting)) == []


def test_a_moved_sitting_is_to_be_booked_anew_and_a_cancelled_one_to_be_called_off(asked):
    booking_actions.note_needed(asked.office, asked.sitting)
    services = booking_queries.services_of(asked.sitting)
    for one in services:
        set_state(asked, one, ServiceState.CONFIRMED)
    asked.sitting.starts_at += timedelta(days=7)
    asked.sitting.ends_at += timedelta(days=7)
    assert booking_queries.has_open_orders(asked.sitting)

    for one in services:
        booking_actions.rebook(asked.office, one)

    assert not booking_queries.has_open_orders(asked.sitting)
    asked.sitting.state = SittingState.CANCELLED
    assert booking_queries.has_open_orders(asked.sitting)
    for one in services:
        set_state(asked, one, ServiceState.CANCELLED)
    assert not booking_queries.has_open_orders(asked.sitting)


def test_the_due_thing_names_neither_person_nor_measure(asked):
    asked.committee.access_due_days = None
    (task,) = due(Asked(asked.office, TODAY))
    (day,) = due_days(asked.office, TODAY, TODAY + timedelta(days=30))

    assert (task.text, task.due) == ("Unterstützung bestellen", date(2026, 11, 26))
    assert (day.label, day.due) == ("Unterstützung bestellen", date(2026, 11, 26))
    assert list(due_days(Viewer(), TODAY, TODAY + timedelta(days=30))) == []


def test_what_is_to_be_asked_and_what_is_to_be_ordered_are_two_things(asked):
    asked.committee.access_due_days = 28

    told = [one.text for one in due(Asked(asked.office, TODAY))]
    assert told == ["Nach Unterstützung fragen", "Unterstützung bestellen"]


def test_the_check_says_that_the_room_has_not_all_and_of_nobody(asked):
    asked.sitting.room.has_good_light = False
    texts = [one.text for one in hints(asked.sitting)]

    assert "Der Raum hat nicht alles, was für diese Sitzung gebraucht wird" in texts[-1]
    asked.sitting.room.has_good_light = True
    assert len(list(hints(asked.sitting))) == 1


def test_a_provider_booked_elsewhere_on_that_day_is_named(asked):
    provider = booking_actions.add_provider(asked.office, name="Hand e. V.")
    other = b.sitting(b.committee("integrationsrat", short="IR"))
    for sitting in (asked.sitting, other):
        one = booking_actions.add_service(asked.office, sitting, Measure.SIGN_LANGUAGE)
        set_state(asked, one, ServiceState.CONFIRMED, provider=provider)
    own = booking_queries.services_of(asked.sitting)

    assert booking_queries.elsewhere(own, asked.sitting) == {provider.id}
    other.state = SittingState.CANCELLED
    assert booking_queries.elsewhere(own, asked.sitting) == set()


def test_what_was_asked_for_stays_for_the_accounts(asked):
    one = booking_actions.add_service(asked.office, asked.sitting, Measure.LOOP)
    set_state(asked, one, ServiceState.REQUESTED)

    with pytest.raises(RuleBroken, match="Abrechnung"):
        booking_actions.remove_service(asked.office, one)
    with pytest.raises(NotFound):
        booking_queries.get_service(Viewer(is_admin=True), one.id)


def test_open_orders_of_many_sittings_cost_as_many_queries_as_of_one(asked, query_count):
    sittings = [asked.sitting, *(b.sitting(asked.committee) for _ in range(2))]

    with query_count() as one:
        booking_queries.open_orders(sittings[:1])
    with query_count() as three:
        booking_queries.open_orders(sittings)

    assert one.count == three.count
