from datetime import date, timedelta

import pytest

from gremien_app.base.house.due import Asked, Task, Urgency, by_urgency, grouped
from gremien_app.base.kernel.viewer import Viewer

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


def task(due=None, **values) -> Task:
    return Task("t", "x", 1, "StAG B", due, **values)


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


def test_tasks_stand_together_by_what_they_are_about_the_most_urgent_first():
    late, today, later = task(SUNDAY, is_overdue=True), task(MONDAY), task()
    other = Task("t", "x", 2, "Integrationsrat", MONDAY)

    found = grouped([later, other, today, late], MONDAY)

    assert found == [("StAG B", [late, today, later]), ("Integrationsrat", [other])]


def test_the_day_is_told_in_words():
    assert task(MONDAY).when(SUNDAY) == "morgen"
    assert task(SUNDAY - timedelta(3), is_overdue=True).when(SUNDAY) == "seit 3 Tagen"
    assert task(MONDAY).day == "Montag, 23.11.2026"
    assert (task().when(SUNDAY), task().day) == ("", "")


def test_what_is_overdue_comes_first_and_what_has_no_day_last():
    someday, soon = task(), task(date(2026, 11, 1))
    late = task(date(2026, 12, 1), is_overdue=True)

    assert by_urgency([someday, soon, late]) == [late, soon, someday]


def test_what_several_rooms_look_at_is_read_once():
    asked, other = Asked(Viewer(name="A"), MONDAY), Asked(Viewer(name="B"), SUNDAY)
    read = []

    def sittings(viewer, day):
        read.append((viewer.name, day))
        return [viewer.name]

    assert [asked.once(sittings) for _ in range(3)] == [["A"]] * 3
    assert other.once(sittings) == ["B"]
    assert read == [("A", MONDAY), ("B", SUNDAY)]
