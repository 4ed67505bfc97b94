"""From what is needed to who comes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.support import booking_rules as rules
from gremien_app.meetings.support.measures import Measure, Needs
from gremien_app.meetings.support.models import AccessService, Provider, ServiceState
from gremien_app.people.committees.models import Committee

DAY = date(2026, 12, 10)
STARTS = datetime(2026, 12, 10, 13, tzinfo=UTC)


def sitting(hours=2.0) -> Sitting:
    return Sitting(starts_at=STARTS, ends_at=STARTS + timedelta(hours=hours))


def booked(measure=Measure.SIGN_LANGUAGE, state=ServiceState.NEEDED, **values) -> AccessService:
    return AccessService(measure=measure, state=state, **values)


@pytest.mark.parametrize(("hours", "count"), [(0.5, 1), (0.99, 1), (1, 2), (3, 2)])
def test_from_one_hour_on_two_interpreters_take_turns_for_whoever_needs_them(hours, count):
    needs = [Needs((Measure.SIGN_LANGUAGE,)), Needs((Measure.SIGN_LANGUAGE,))]

    assert rules.required(needs, sitting(hours)) == {Measure.SIGN_LANGUAGE: count}


def test_some_things_are_needed_for_each_person_and_each_language():
    needs = [
        Needs((Measure.DEAFBLIND, Measure.TRANSPORT, Measure.BREAKS)),
        Needs((Measure.TRANSPORT, Measure.BREAKS)),
        Needs((Measure.INTERPRETING,), language="Farsi"),
        Needs((Measure.INTERPRETING,), language="farsi"),
        Needs((Measure.INTERPRETING,), language="Arabisch"),
    ]

    assert rules.required(needs, sitting()) == {
        Measure.DEAFBLIND: 2,
        Measure.INTERPRETING: 2,
        Measure.TRANSPORT: 2,
        Measure.BREAKS: 1,
    }


def test_what_is_noted_or_impossible_is_missing_no_more_and_what_fell_out_is_again():
    needs = [Needs((Measure.SIGN_LANGUAGE,))]
    one = [booked(state=ServiceState.CONFIRMED), booked(state=ServiceState.FAILED)]

    (found,) = rules.missing(needs, one, sitting())

    assert (found.measure, found.count) == (Measure.SIGN_LANGUAGE, 1)
    both = [booked(state=ServiceState.IMPOSSIBLE), booked(state=ServiceState.IMPOSSIBLE)]
    assert rules.missing(needs, both, sitting()) == []


@pytest.mark.parametrize(
    ("measure", "lead_days", "due"),
    [
        (Measure.SIGN_LANGUAGE, None, date(2026, 11, 26)),
        (Measure.DEAFBLIND, None, date(2026, 11, 12)),
        (Measure.BREAKS, None, date(2026, 12, 3)),
        (Measure.SIGN_LANGUAGE, 39, date(2026, 10, 30)),  # 1 November is a Sunday
        (Measure.BREAKS, 0, date(2026, 12, 10)),
    ],
)
def test_it_is_ordered_by_the_last_working_day_before_its_time(measure, lead_days, due):
    assert rules.order_by(measure, DAY, Provider(lead_days=lead_days)) == due


def test_a_booking_goes_one_way_and_a_no_says_why():
    rules.require_way(booked(), ServiceState.CONFIRMED)
    with pytest.raises(RuleBroken, match="Aus „nötig“ wird nicht „da“"):
        rules.require_way(booked(), ServiceState.DONE)
    with pytest.raises(RuleBroken, match="warum nicht"):
        rules.require_whole(ServiceState.IMPOSSIBLE, "", None, DAY)
    ended = Provider(name="Hand e. V.", closed_on=DAY)
    with pytest.raises(RuleBroken, match="nicht mehr"):
        rules.require_whole(ServiceState.REQUESTED, "", ended, DAY)


def test_what_was_booked_for_another_beginning_has_moved():
    one = booked(state=ServiceState.CONFIRMED, booked_for=STARTS)

    assert not rules.has_moved(one, sitting())
    one.booked_for = STARTS - timedelta(days=1)
    assert rules.has_moved(one, sitting())
    one.state = ServiceState.DONE
    assert not rules.has_moved(one, sitting())


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ((), "wir kümmern uns darum"),
        (("needed",), "wir kümmern uns darum"),
        (("requested", "confirmed"), "bestellt, noch nicht bestätigt: A"),
        (("confirmed", "confirmed"), "bestätigt: A"),
        (("impossible",), "geht leider nicht, weil: alle sind vergeben"),
        (("impossible", "confirmed"), "bestellt, noch nicht bestätigt: A"),
        (("cancelled",), "wir kümmern uns darum"),
    ],
)
def test_a_person_is_told_how_far_it_is(states, told):
    services = [
        booked(state=ServiceState(one), who="A", reason="alle sind vergeben") for one in states
    ]

    assert rules.answer(Measure.SIGN_LANGUAGE, services) == told


@pytest.mark.parametrize(("count", "told"), [(0, "unter 5"), (4, "unter 5"), (5, "5"), (12, "12")])
def test_small_numbers_are_not_told_apart_from_none(count, told):
    assert rules.told_count(count) == told


def test_figures_count_what_was_ordered_and_in_time_and_what_it_cost():
    of = sitting()
    of.committee = Committee(short="StAG B")
    late, early = date(2026, 12, 1), date(2026, 11, 20)
    services = [
        *(booked(sitting=of, ordered_on=early, euros=100) for _ in range(5)),
        *(booked(sitting=of, ordered_on=late, euros=50) for _ in range(2)),
        booked(sitting=of, state=ServiceState.IMPOSSIBLE),
    ]

    assert rules.figures(services) == [rules.Figures("StAG B", "7", "5", "unter 5", 600)]
