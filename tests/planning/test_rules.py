from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.planning import rules
from gremien_app.meetings.planning.models import PlannedDate, PlanState, SittingPlan
from gremien_app.meetings.planning.patterns import Pattern, PatternKind
from gremien_app.meetings.sittings.models import Sitting, SittingMove, SittingState
from gremien_app.people.committees.models import Committee

COMMITTED = datetime(2026, 11, 22, 9, tzinfo=UTC)
START, END = datetime(2027, 2, 11, 13, tzinfo=UTC), datetime(2027, 2, 11, 15, tzinfo=UTC)
WEEKS = Pattern(PatternKind.WEEKS, 2027, weeks=6, first=date(2027, 1, 14))


def plan(*, committed=True, **sitting) -> SittingPlan:
    made = SittingPlan(
        committee=Committee(short="StAG B"),
        year=2027,
        committed_at=COMMITTED if committed else None,
    )
    values = {
        "id": 5,
        "state": SittingState.PLANNED,
        "sequence": 0,
        "starts_at": START,
        "ends_at": END,
        "note": "",
        "online_url": "",
    } | sitting
    made.dates.append(
        PlannedDate(starts_at=START, ends_at=END, sitting=Sitting(**values) if committed else None)
    )
    return made


def refusal(check, *args) -> tuple[str, str | None]:
    with pytest.raises(RuleBroken) as caught:
        check(*args)
    return caught.value.message, caught.value.field


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"year": 1989}, "year", "zwischen 1990 und 2100"),
        ({"year": 2101}, "year", "zwischen 1990 und 2100"),
        ({"first": None}, "first", "das erste Datum"),
        ({"first": date(2026, 12, 31)}, "first", "im Jahr 2027"),
        ({"weeks": 0}, "weeks", "1 bis 26 Wochen"),
        ({"weeks": 27}, "weeks", "1 bis 26 Wochen"),
        ({"skipped_months": tuple(range(1, 13))}, "skipped_months", "einen Monat übrig"),
        ({"start": time(14)}, "end", "das Ende"),
        ({"end": time(14)}, "start", "den Beginn"),
        ({"kind": PatternKind.WEEKDAY, "ordinal": 6}, "ordinal", "5. oder letzten"),
    ],
)
def test_a_wish_without_dates_is_refused_at_its_field(changed, field, words):
    message, at = refusal(rules.require_pattern, replace(WEEKS, **changed))

    assert words in message
    assert at == field


def test_a_sensible_wish_is_accepted():
    rules.require_pattern(WEEKS)
    rules.require_pattern(Pattern(PatternKind.COPY, 2100))


def test_the_state_follows_from_commit_and_undo():
    undone = plan()
    undone.undone_at = COMMITTED

    assert (plan(committed=False).state, plan().state, undone.state) == (
        PlanState.DRAFT,
        PlanState.COMMITTED,
        PlanState.UNDONE,
    )


def test_a_committed_plan_is_not_edited():
    rules.require_open_plan(plan(committed=False))

    message, _ = refusal(rules.require_open_plan, plan())
    assert message.startswith("Dieser Sitzungsplan ist schon übernommen.")


def test_a_plan_that_was_committed_is_not_deleted():
    rules.require_deletable(plan(committed=False))

    assert "bleibt als Nachweis erhalten" in refusal(rules.require_deletable, plan())[0]


def test_a_plan_without_dates_is_not_committed():
    empty = plan(committed=False)
    rules.require_committable(empty)
    empty.dates[0].is_dropped = True

    assert "hat keine Termine" in refusal(rules.require_committable, empty)[0]


def test_a_date_stays_in_the_year_of_its_plan():
    rules.require_in_year(plan(), date(2027, 12, 31))

    assert refusal(rules.require_in_year, plan(), date(2028, 1, 1))[1] == "day"


def test_a_plan_has_at_most_sixty_dates():
    full = SittingPlan(year=2027, dates=[PlannedDate() for _ in range(60)])

    assert "höchstens 60 Termine" in refusal(rules.require_room_for_one, full)[0]


def test_untouched_holds_can_be_undone():
    rules.require_undoable(plan(), set())


@pytest.mark.parametrize(
    "changed",
    [
        {"state": SittingState.INVITED},
        {"moves": [SittingMove(reason="x")]},
        {"starts_at": datetime(2027, 2, 11, 14, tzinfo=UTC)},
        {"room_id": 4},
        {"note": "Saal tauschen"},
        {"online_url": "https://example.org"},
    ],
)
def test_a_sitting_that_changed_keeps_the_commit_from_being_undone(changed):
    message, _ = refusal(rules.require_undoable, plan(**changed), set())

    assert message.startswith("Am 11.02.2027 hat sich seit der Übernahme etwas geändert")


def test_a_sitting_with_an_agenda_keeps_the_commit_from_being_undone():
    assert "11.02.2027" in refusal(rules.require_undoable, plan(), {5})[0]


def test_what_was_called_off_hinders_nothing_whatever_hangs_on_it():
    called_off = plan(state=SittingState.CANCELLED, moves=[SittingMove(reason="x")])

    rules.require_undoable(called_off, {5})

    assert rules.called_off(called_off) == called_off.dates


def test_the_same_date_twice_is_refused_and_a_dropped_one_is_not_there():
    made = plan(committed=False)

    message, field = refusal(rules.require_other_day, made, date(2027, 2, 11))
    rules.require_other_day(made, date(2027, 2, 11), made.dates[0])
    made.dates[0].is_dropped = True
    rules.require_other_day(made, date(2027, 2, 11))

    assert (message.startswith("Der 11.02.2027 steht schon"), field) == (True, "day")


def test_no_date_lies_before_the_founding_or_after_the_closing():
    founded = Committee(short="B", founded_on=date(2027, 7, 1), closed_on=date(2027, 9, 30))
    rules.require_committee_exists(founded, date(2027, 7, 1))
    rules.require_committee_exists(founded, date(2027, 9, 30))

    for day in (date(2027, 6, 30), date(2027, 10, 1)):
        message, field = refusal(rules.require_committee_exists, founded, day)
        assert message.startswith("B besteht seit dem 01.07.2027 bis zum 30.09.2027.")
        assert field == "day"


def test_days_without_a_term_are_named():
    assert rules.unnumbered_note([]) == ""
    assert "bekannt für: 11.02.2035." in rules.unnumbered_note([date(2035, 2, 11)])


def test_a_draft_has_nothing_to_undo():
    assert "nicht übernommen" in refusal(rules.require_undoable, plan(committed=False), set())[0]
