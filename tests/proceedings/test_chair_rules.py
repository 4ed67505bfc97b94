from datetime import date, datetime, time

import pytest

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.proceedings import chair_rules
from gremien_app.meetings.proceedings.chair_rules import HandOver
from gremien_app.meetings.proceedings.models import (
    Attendance,
    AttendanceInterval,
    AttendanceStatus,
    ChairPeriod,
)
from gremien_app.meetings.sittings.models import Sitting, SittingState

DAY = date(2026, 11, 30)
ITEMS = [AgendaItem(id=n, title=f"TOP {n}") for n in range(1, 7)]


def at(clock: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(clock), BERLIN)


def person(number, until=None):
    spans = [AttendanceInterval(to_at=at(until))] if until else []
    return Attendance(
        id=number, name=f"P{number:02}", status=AttendanceStatus.PRESENT, intervals=spans
    )


def period(number, who, clock=None, item=None):
    return ChairPeriod(
        id=number,
        attendance=who,
        attendance_id=who.id,
        from_at=at(clock) if clock else None,
        from_item_id=item,
    )


FIRST, SECOND, THIRD = person(1), person(2), person(3)
OPENED = period(1, FIRST)
SITTING = Sitting(
    state=SittingState.CLOSED,
    starts_at=at("15:00"),
    opened_at=at("15:05"),
    closed_at=at("18:00"),
)


def hand_over(known, who, clock, item=None):
    chair_rules.require_hand_over(SITTING, known, ITEMS, HandOver(who, at(clock), item))


def test_a_hand_over_of_the_chair_at_16_00_asks_for_two_signatures():
    periods = [period(2, SECOND, "16:00", 4), OPENED]

    duties = chair_rules.chairs_of(periods, ITEMS)

    assert [d.attendance.name for d in duties] == ["P01", "P02"]
    assert [[i.id for i in d.items] for d in duties] == [[1, 2, 3], [4, 5, 6]]
    assert [d.spans for d in duties] == [((None, at("16:00")),), ((at("16:00"), None),)]


def test_who_takes_the_chair_back_signs_once():
    periods = [OPENED, period(2, SECOND, "16:00"), period(3, FIRST, "16:30")]

    duties = chair_rules.chairs_of(periods)

    assert [d.attendance.name for d in duties] == ["P01", "P02"]
    assert duties[0].spans == ((None, at("16:00")), (at("16:30"), None))


def test_a_hand_over_fits_between_the_others():
    later = period(2, SECOND, "16:30", 5)

    hand_over([OPENED, later], THIRD, "16:00", 3)
    hand_over([OPENED, later], FIRST, "17:00", 6)


def test_somebody_opens_the_sitting_before_the_chair_is_handed_over():
    with pytest.raises(RuleBroken, match="zuerst ohne Uhrzeit") as refused:
        hand_over([], SECOND, "16:00")

    assert refused.value.field == "from_at"


@pytest.mark.parametrize(
    ("clock", "who", "sentence"),
    [
        ("15:05", SECOND, "begann um 15:05 Uhr"),
        ("14:00", SECOND, "begann um 15:05 Uhr"),
        ("18:00", SECOND, "war um 18:00 Uhr zu Ende"),
        ("17:00", person(4, until="16:00"), "P04 ist um 17:00 Uhr nicht als anwesend"),
    ],
)
def test_a_hand_over_outside_the_hours_is_refused_at_its_time(clock, who, sentence):
    with pytest.raises(RuleBroken, match=sentence) as refused:
        hand_over([OPENED], who, clock)

    assert refused.value.field == "from_at"


def test_nobody_takes_over_from_himself():
    with pytest.raises(RuleBroken, match="P01 leitet die Sitzung von Beginn an schon"):
        hand_over([OPENED], FIRST, "16:00")
    with pytest.raises(RuleBroken, match="P02 leitet die Sitzung ab 16:00 Uhr schon"):
        hand_over([OPENED, period(2, SECOND, "16:00")], SECOND, "15:30")


@pytest.mark.parametrize(
    ("clock", "item"), [("17:00", 3), ("17:00", 4), ("15:30", 4), ("15:30", 5)]
)
def test_times_and_items_of_hand_overs_do_not_contradict_each_other(clock, item):
    with pytest.raises(RuleBroken, match="später übernimmt, beginnt mit einem späteren") as refused:
        hand_over([OPENED, period(2, SECOND, "16:00", 4)], THIRD, clock, item)

    assert refused.value.field == "from_item"


def test_two_chairs_at_one_moment_ask():
    at_four = period(2, SECOND, "16:00")

    assert chair_rules.same_beginning([OPENED, at_four], at("16:00")) is at_four
    with pytest.raises(RuleBroken, match="P02 ist ab 16:00 Uhr schon als Vorsitz") as refused:
        chair_rules.require_confirmed_replacement(at_four, THIRD, is_confirmed=False)
    assert refused.value.field == "is_confirmed"
    chair_rules.require_confirmed_replacement(at_four, THIRD, is_confirmed=True)
    chair_rules.require_confirmed_replacement(at_four, SECOND, is_confirmed=False)


def test_entries_of_before_that_contradict_each_other_are_named():
    assert chair_rules.contradictions([OPENED, period(2, SECOND, "16:00", 4)], ITEMS) == []
    assert chair_rules.contradictions([period(2, SECOND, "16:00")], ITEMS) == [
        "Es ist nicht eingetragen, wer die Sitzung eröffnet hat."
    ]
    assert chair_rules.contradictions([OPENED, period(2, THIRD)], ITEMS) == [
        "P01 und P03 sind beide von Beginn an als Vorsitz eingetragen."
    ]
    swapped = [OPENED, period(2, SECOND, "16:00", 5), period(3, THIRD, "17:00", 2)]
    assert chair_rules.contradictions(swapped, ITEMS) == [
        "Beim Wechsel des Vorsitzes von P02 zu P03 passen Uhrzeiten und Punkte nicht zusammen."
    ]
