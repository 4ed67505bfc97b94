from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding import actions, closing_actions
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees import queries
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members.queries import viewer_of
from gremien_app.people.roles import CommitteeRole
from tests.builders import account, committee, sitting

DAY = date(2027, 1, 1)
ADMIN = Viewer(user_id=None, name="Admin", is_admin=True)


@pytest.fixture
def council(db_session):
    return committee(contact_name="Geschäftsführung", short="StAG B")


def secretary_of(council):
    return Viewer(name="Sam Büro", secretariat_of=frozenset({council.id}))


def found(actor, **changed):
    values = {
        "name": "AG Barrierefreies Bauen",
        "genitive": "der AG Barrierefreies Bauen",
        "short": "AG Bauen",
        "slug": "",
        "kind": CommitteeKind.WORKING_GROUP,
        "founded_on": DAY,
    }
    return actions.found(actor, **(values | changed))


def close(actor, body, **changed):
    values = {
        "last_day": date(2027, 12, 31),
        "reason": "Auftrag erfüllt",
        "ends_memberships": False,
    }
    closing_actions.close(actor, body, **(values | changed))


def test_the_secretariat_founds_a_group_and_serves_it(council):
    user = account(secretariat_of=[council])

    group = found(secretary_of(council), parent=council)

    assert (group.slug, group.parent, group.founded_on) == (
        "ag-barrierefreies-bauen",
        council,
        DAY,
    )
    assert group.contact_name == "Geschäftsführung"
    assert viewer_of(user, DAY).manages(group.id)
    assert queries.working_groups_visible_to(secretary_of(council), council) == [group]


def test_the_administration_founds_a_body_with_its_secretariat(council):
    user = account(secretariat_of=[council])

    body = found(
        ADMIN,
        kind=CommitteeKind.COMMITTEE,
        name="Beirat",
        genitive="des Beirats",
        short="BR",
        secretariat=[user],
    )
    db.session.expire(user)

    given = [(one.committee_id, one.role, one.starts_on) for one in user.assignments]
    assert given[-1] == (body.id, CommitteeRole.SECRETARIAT, DAY)
    assert body.position > council.position
    assert db.session.query(AuditEntry).filter_by(action="committee.founded").one()


def test_a_body_is_served_by_somebody(council):
    with pytest.raises(RuleBroken) as refused:
        found(ADMIN, kind=CommitteeKind.COMMITTEE)

    assert refused.value.field == "secretariat"


def test_nobody_else_founds_anything(council):
    for actor, parent in (
        (secretary_of(council), None),
        (ADMIN, council),
        (Viewer(name="Fremd"), council),
    ):
        with pytest.raises(Forbidden):
            found(actor, parent=parent)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"short": "stag b"}, "short"),
        ({"slug": "stag-behindertenpolitik"}, "slug"),
        ({"slug": "neu"}, "slug"),
        ({"slug": "AG Bauen"}, "slug"),
        ({"name": ""}, "name"),
        ({"genitive": ""}, "genitive"),
        ({"name": "???"}, "slug"),
    ],
)
def test_a_taken_or_impossible_value_is_refused_at_its_field(council, values, field):
    with pytest.raises(RuleBroken) as refused:
        found(secretary_of(council), parent=council, **values)

    assert refused.value.field == field


def test_a_body_is_closed_and_opened_again(council):
    close(ADMIN, council)
    assert (council.closed_on, council.closed_reason) == (date(2027, 12, 31), "Auftrag erfüllt")
    assert queries.committees_visible_to(ADMIN, date(2028, 1, 1)) == []

    closing_actions.reopen(ADMIN, council)
    assert (council.closed_on, council.closed_reason) == (None, "")
    with pytest.raises(RuleBroken, match="nicht geschlossen"):
        closing_actions.reopen(ADMIN, council)


def test_a_body_is_closed_once(council):
    close(ADMIN, council)

    with pytest.raises(RuleBroken, match="schon geschlossen"):
        close(ADMIN, council)


def test_it_is_not_closed_before_its_last_sitting(council):
    for days in range(5):
        sitting(council, date(2028, 1, 10) + timedelta(days=days))
    sitting(council, date(2027, 12, 31))
    sitting(council, date(2029, 1, 1), state=SittingState.CANCELLED)

    with pytest.raises(RuleBroken) as refused:
        close(ADMIN, council)

    assert refused.value.field == "last_day"
    assert "10.01.2028, 11.01.2028 und 12.01.2028 und an 2 weiteren Tagen" in refused.value.message


def test_a_joint_sitting_counts_for_both_committees(council):
    partner = committee("integrationsrat", short="IR")
    joint = sitting(partner, date(2028, 1, 10))
    joint.partners.append(council)
    db.session.flush()

    with pytest.raises(RuleBroken, match=r"10\.01\.2028"):
        close(ADMIN, council)


def test_its_groups_are_closed_first(council):
    group = found(secretary_of(council), parent=council)

    with pytest.raises(RuleBroken, match="AG Bauen"):
        close(ADMIN, council)
    close(secretary_of(council), group)
    close(ADMIN, council)

    with pytest.raises(RuleBroken, match="übergeordnete Gremium StAG B"):
        closing_actions.reopen(ADMIN, group)


@pytest.mark.parametrize(
    ("values", "field"), [({"reason": ""}, "reason"), ({"last_day": date(2026, 1, 1)}, "last_day")]
)
def test_closing_needs_a_reason_and_a_day_within_its_life(council, values, field):
    group = found(secretary_of(council), parent=council)

    with pytest.raises(RuleBroken) as refused:
        close(secretary_of(council), group, **values)

    assert refused.value.field == field
