from datetime import date

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.people.accounts.models import Assignment
from gremien_app.people.administration import rules
from gremien_app.people.roles import CommitteeRole


def test_nobody_takes_the_administration_from_oneself_or_the_last_one():
    rules.require_keeps_admin(is_self=False, others=1)

    with pytest.raises(RuleBroken, match="Ihrem eigenen Konto"):
        rules.require_keeps_admin(is_self=True, others=3)
    with pytest.raises(RuleBroken, match="das letzte Konto"):
        rules.require_keeps_admin(is_self=False, others=0)


def role(starts_on, ends_on=None, committee_id=1, role=CommitteeRole.SECRETARIAT):
    return Assignment(committee_id=committee_id, role=role, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "field"),
    [
        (date(2026, 5, 1), date(2026, 4, 30), "ends_on"),
        (date(2026, 5, 1), None, "committee"),
        (date(2025, 1, 1), date(2026, 1, 1), "committee"),
        (date(2025, 1, 1), date(2025, 12, 31), None),
        (date(2026, 7, 1), None, None),
    ],
)
def test_a_role_is_given_once_for_the_same_days(starts_on, ends_on, field):
    others = [role(date(2026, 1, 1), date(2026, 6, 30)), role(date(2026, 1, 1), committee_id=2)]

    def give():
        rules.require_role_period(others, 1, CommitteeRole.SECRETARIAT, starts_on, ends_on)

    if field is None:
        give()
        return
    with pytest.raises(RuleBroken) as refused:
        give()
    assert refused.value.field == field
