from datetime import date

import pytest

from gremien_app.committees.models import Committee
from gremien_app.members.models import MemberRole, Membership
from gremien_app.proceedings.figures import HeldSitting, count_attendance
from gremien_app.proceedings.models import AttendanceStatus

PRESENT, EXCUSED, ABSENT = AttendanceStatus
COUNCIL = Committee(id=1, short="IR")


def member(starts_on, ends_on=None, role=MemberRole.VOTING) -> Membership:
    return Membership(
        committee_id=1, committee=COUNCIL, role=role, starts_on=starts_on, ends_on=ends_on
    )


def held(month: int, status: AttendanceStatus | None) -> HeldSitting:
    return HeldSitting(1, date(2026, month, 15), status)


def test_who_joined_in_the_middle_of_a_term_was_not_absent_before():
    sittings = [held(1, None), held(2, None), held(6, PRESENT), held(9, EXCUSED), held(10, ABSENT)]

    (found,) = count_attendance([member(date(2026, 5, 1))], sittings)

    assert (found.invited, found.present, found.excused, found.absent) == (3, 1, 1, 1)
    assert found.rate == 33


def test_the_time_between_leaving_and_returning_does_not_count():
    memberships = [member(date(2026, 1, 1), date(2026, 2, 28)), member(date(2026, 9, 1))]
    sittings = [held(2, PRESENT), held(6, None), held(9, PRESENT)]

    (found,) = count_attendance(memberships, sittings)

    assert (found.invited, found.rate) == (2, 100)


def test_who_is_missing_on_the_list_of_a_sitting_was_absent():
    (found,) = count_attendance([member(date(2026, 1, 1))], [held(3, None)])

    assert (found.absent, found.rate) == (1, 0)


def test_a_deputy_who_was_not_needed_was_not_absent():
    deputy = member(date(2026, 1, 1), role=MemberRole.DEPUTY)

    (found,) = count_attendance([deputy], [held(3, ABSENT), held(4, PRESENT), held(5, None)])

    assert (found.invited, found.as_deputy, found.rate) == (0, 1, None)


def test_a_deputy_who_moved_up_counts_from_that_day_on():
    memberships = [
        member(date(2026, 1, 1), date(2026, 4, 30), MemberRole.DEPUTY),
        member(date(2026, 5, 1)),
    ]

    (found,) = count_attendance(memberships, [held(4, ABSENT), held(5, PRESENT)])

    assert (found.invited, found.present) == (1, 1)


@pytest.mark.parametrize("sittings", [[], [HeldSitting(2, date(2026, 3, 1), PRESENT)]])
def test_without_a_sitting_there_is_no_rate(sittings):
    (found,) = count_attendance([member(date(2026, 1, 1))], sittings)

    assert (found.invited, found.rate) == (0, None)
