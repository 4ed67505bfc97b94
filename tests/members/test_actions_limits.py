"""What a membership must not do to the others of the committee."""

from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.members import actions
from gremien_app.people.members.models import ChairOffice, MemberRole
from tests import builders

NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture
def council(app):
    return builders.committee(seats=2)


@pytest.fixture
def secretary(council):
    return Viewer(name="Sam Büro", secretariat_of=frozenset({council.id}))


def join(secretary, council, last_name="Muster", **values):
    values = {
        "role": MemberRole.VOTING,
        "can_vote": True,
        "starts_on": builders.TERM_START,
    } | values
    return actions.add_membership(secretary, council, builders.person(last_name), **values)


def test_a_second_chair_is_refused(council, secretary):
    join(secretary, council, "Vorn", chair_office=ChairOffice.CHAIR)

    with pytest.raises(RuleBroken, match="Kim Vorn"):
        join(secretary, council, role=MemberRole.CHAIR, can_vote=False)


def test_nobody_joins_a_committee_that_does_not_exist_yet(council, secretary):
    council.names[0].valid_from = date(2026, 1, 1)

    with pytest.raises(RuleBroken, match=r"erst seit dem 01\.01\.2026"):
        join(secretary, council, starts_on=date(2025, 12, 31))


def test_a_voting_member_joins_within_a_term(council, secretary):
    with pytest.raises(RuleBroken, match="Wahlperiode"):
        join(secretary, council, starts_on=date(2019, 1, 1))


def test_a_seat_that_has_passed_on_is_not_taken_back_by_a_later_end(council, secretary):
    former = join(secretary, council, "Alt", ends_on=date(2026, 12, 31))
    heir = join(secretary, council, "Neu", starts_on=NEXT_YEAR)
    assert heir.seat is former.seat

    with pytest.raises(RuleBroken, match="Kim Neu"):
        actions.end_membership(secretary, former, NEXT_YEAR)
    assert former.ends_on == date(2026, 12, 31)


def test_an_end_may_be_corrected_while_nobody_followed(council, secretary):
    former = join(secretary, council, ends_on=date(2026, 12, 31))

    assert actions.end_membership(secretary, former, NEXT_YEAR) == NEXT_YEAR


def test_ending_is_recorded_with_the_former_and_the_new_end(council, secretary):
    membership = join(secretary, council)
    actions.end_membership(secretary, membership, NEXT_YEAR)

    entry = db.session.query(AuditEntry).filter_by(action="membership.ended").one()
    assert entry.changes == {"ends_on": [None, "2027-01-01"]}
    assert (entry.actor, entry.committee_id) == ("Sam Büro", council.id)
