import pytest

from gremien_app.meetings.proceedings.figures import ListedDay, count_attendance
from gremien_app.meetings.proceedings.models import AttendanceStatus
from gremien_app.people.committees.models import Committee

PRESENT, EXCUSED, ABSENT, OPEN = AttendanceStatus
COUNCIL = Committee(id=1, short="IR")


def listed(status: AttendanceStatus, *, is_deputy=False, committees=(1,)) -> ListedDay:
    return ListedDay(frozenset(committees), status, is_deputy)


def test_every_line_counts_as_it_stands_on_its_list():
    days = [listed(PRESENT), listed(EXCUSED), listed(ABSENT)]

    (found,) = count_attendance([COUNCIL], days)

    assert (found.invited, found.present, found.excused, found.absent) == (3, 1, 1, 1)
    assert found.rate == 33


def test_a_deputy_who_was_not_needed_was_not_absent():
    days = [listed(ABSENT, is_deputy=True), listed(PRESENT, is_deputy=True)]

    (found,) = count_attendance([COUNCIL], days)

    assert (found.invited, found.as_deputy, found.rate) == (0, 1, None)


def test_a_deputy_who_moved_up_counts_from_that_day_on():
    (found,) = count_attendance([COUNCIL], [listed(ABSENT, is_deputy=True), listed(PRESENT)])

    assert (found.invited, found.present) == (1, 1)


def test_a_joint_sitting_counts_for_each_committee_for_which_somebody_sat():
    other = Committee(id=2, short="SB")

    found = count_attendance([COUNCIL, other], [listed(PRESENT, committees=(1, 2, 3))])

    assert [(one.committee, one.present) for one in found] == [(COUNCIL, 1), (other, 1)]


@pytest.mark.parametrize("days", [[], [listed(PRESENT, committees=(2,))]])
def test_without_a_sitting_there_is_no_rate(days):
    (found,) = count_attendance([COUNCIL], days)

    assert (found.invited, found.rate) == (0, None)
