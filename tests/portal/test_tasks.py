from datetime import UTC, date, datetime, timedelta

import pytest

from gremien_app.channels.portal.tasks import Task, Urgency, by_urgency, grouped, secretariat_tasks
from gremien_app.meetings.planning.models import DeadlineKind
from gremien_app.meetings.sittings.models import Sitting, SittingKind, SittingState
from gremien_app.people.committees.models import Committee

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


def task(due=None, **values) -> Task:
    return Task("t", "x", 1, "StAG B", due, **values)


def sitting(day, state=SittingState.PLANNED, **settings) -> Sitting:
    settings = {
        "short": "StAG B",
        "motions_due_days": 14,
        "access_due_days": 28,
        "notice_days": None,
        "minutes_due_days": 28,
    } | settings
    return Sitting(
        id=5,
        number=4,
        kind=SittingKind.REGULAR,
        committee=Committee(**settings),
        state=state,
        starts_at=datetime(day.year, day.month, day.day, 13, tzinfo=UTC),
    )


def told(of: Sitting, ticked=(), today=SUNDAY) -> list[tuple[str, date | None, bool]]:
    return [(t.text, t.due, t.is_overdue) for t in secretariat_tasks(of, ticked, today)]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (task(MONDAY - timedelta(1), is_overdue=True), Urgency.OVERDUE),
        (task(MONDAY), Urgency.TODAY),
        (task(MONDAY + timedelta(1)), Urgency.WEEK),
        (task(MONDAY + timedelta(6)), Urgency.WEEK),
        (task(MONDAY + timedelta(7)), Urgency.LATER),
        (task(is_waiting=True), Urgency.WAITING),
        (task(), Urgency.LATER),
    ],
)
def test_tasks_are_grouped_by_their_day(made, expected):
    assert made.urgency(MONDAY) is expected


def test_on_a_sunday_the_week_is_over():
    assert task(MONDAY).urgency(SUNDAY) is Urgency.LATER


def test_groups_come_in_order_and_empty_ones_not_at_all():
    found = grouped([task(), task(MONDAY), task(SUNDAY, is_overdue=True)], MONDAY)

    assert [urgency.label for urgency, _ in found] == ["Überfällig", "Heute", "Demnächst"]


def test_the_day_is_told_in_words():
    assert task(MONDAY).when(SUNDAY) == "morgen"
    assert task(SUNDAY - timedelta(3), is_overdue=True).when(SUNDAY) == "seit 3 Tagen"
    assert task(MONDAY).day == "Montag, 23.11.2026"
    assert (task().when(SUNDAY), task().day) == ("", "")


def test_what_is_overdue_comes_first_and_what_has_no_day_last():
    someday, soon = task(), task(date(2026, 11, 1))
    late = task(date(2026, 12, 1), is_overdue=True)

    assert by_urgency([someday, soon, late]) == [late, soon, someday]


def test_deadlines_are_told_four_weeks_ahead():
    # A sitting on 17 January: support is due on 20 December, exactly 28 days from today.
    far, near = sitting(date(2027, 1, 18)), sitting(date(2027, 1, 17))

    assert told(far) == [("Einladung versenden", None, False)]
    assert told(near) == [
        ("Einladung versenden", None, False),
        ("Unterstützung bestellen", date(2026, 12, 20), False),
    ]


def test_support_stays_overdue_until_it_is_ticked():
    invited = sitting(date(2026, 12, 10), SittingState.INVITED)

    assert told(invited) == [("Unterstützung bestellen", date(2026, 11, 12), True)]
    assert told(invited, ticked={DeadlineKind.ACCESS}) == []


def test_the_closing_of_motions_is_told_until_its_day_and_never_overdue():
    planned = sitting(date(2026, 12, 6), access_due_days=None)
    motions = ("Antragsschluss", SUNDAY, False)

    assert motions in told(planned)
    assert "Antragsschluss" not in [text for text, *_ in told(planned, today=MONDAY)]


def test_after_its_day_only_the_sitting_itself_is_to_be_settled():
    passed = sitting(SUNDAY - timedelta(1))

    assert told(passed) == [
        ("Termin verstrichen: verlegen oder absagen", SUNDAY - timedelta(1), True)
    ]


def test_a_cancelled_sitting_asks_for_nothing():
    assert told(sitting(date(2026, 12, 10), SittingState.CANCELLED)) == []
