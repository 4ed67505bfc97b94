from datetime import date

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import closing_actions as closing
from gremien_app.people.members.models import Ending
from tests.builders import committee, member, person

ADMIN = Viewer(name="Admin", is_admin=True)
LAST = date(2027, 12, 31)


@pytest.fixture
def council(db_session):
    return committee()


def close(council, *, ends_memberships=True):
    return closing.close(
        ADMIN, council, last_day=LAST, reason="Auftrag erfüllt", ends_memberships=ends_memberships
    )


def test_memberships_end_with_the_body_and_run_on_when_it_is_opened_again(council):
    open_ended, limited = member(council, person()), member(council, person())
    limited.ends_on = date(2030, 10, 31)
    over = member(council, person(), ends_on=date(2026, 1, 1))
    db.session.flush()

    assert close(council) == 2
    assert [one.ends_on for one in (open_ended, limited, over)] == [LAST, LAST, date(2026, 1, 1)]

    assert closing.reopen(ADMIN, council).restored == [open_ended, limited]
    assert (open_ended.ends_on, limited.ends_on) == (None, date(2030, 10, 31))
    assert (council.closed_on, open_ended.end_reason) == (None, "")
    assert db.session.query(Ending).count() == 0


def test_nobody_is_thrown_out_without_a_word(council):
    member(council, person())

    with pytest.raises(RuleBroken, match=r"läuft über den 31\.12\.2027 hinaus") as refused:
        close(council, ends_memberships=False)

    assert refused.value.field == "ends_memberships"
    assert council.closed_on is None


def test_a_membership_that_begins_later_is_named(council):
    member(council, person("Später", "Kim"), starts_on=date(2028, 1, 1))

    with pytest.raises(RuleBroken, match=r"Kim Später beginnt erst am 01\.01\.2028"):
        close(council)


def test_a_body_without_members_closes_and_opens(council):
    assert close(council, ends_memberships=False) == 0
    assert closing.reopen(ADMIN, council).restored == []


def test_a_membership_ended_anew_since_stays_as_it_is(council):
    one = member(council, person())
    close(council)
    one.ends_on = date(2027, 6, 30)

    taken = closing.reopen(ADMIN, council)

    assert (taken.restored, taken.kept) == ([], [one])
    assert one.ends_on == date(2027, 6, 30)
