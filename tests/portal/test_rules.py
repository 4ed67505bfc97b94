from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.channels.portal import rules
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.rules import sees_details
from gremien_app.people.members.models import MemberRole, Membership
from gremien_app.people.organizations.models import Organization
from gremien_app.records.minutes.models import MinutesState

DAY = date(2026, 12, 10)


def sitting(state=SittingState.PLANNED, id=1, **values) -> Sitting:
    values = {"committee_id": 7, "is_public": True} | values
    return Sitting(id=id, state=state, starts_at=datetime(2026, 12, 10, 13, tzinfo=UTC), **values)


def step(state, *, has_agenda=True, minutes=None, today=DAY) -> str | None:
    found = rules.next_step(sitting(state), has_agenda=has_agenda, minutes=minutes, today=today)
    return found.label if found else None


def test_first_comes_the_agenda_then_the_invitation():
    assert step(SittingState.PLANNED, has_agenda=False) == "Tagesordnung schreiben"
    assert step(SittingState.PLANNED) == "Einladen"


def test_a_moved_sitting_is_invited_anew():
    assert step(SittingState.MOVED) == "Einladen"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 9), None),
        (DAY, "Sitzung eröffnen"),
        (date(2026, 12, 11), "Sitzung eröffnen"),
    ],
)
def test_it_is_opened_from_its_day_on(today, expected):
    assert step(SittingState.INVITED, today=today) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (None, "Niederschrift beginnen"),
        (MinutesState.DRAFT, "Niederschrift schreiben"),
        (MinutesState.RETURNED, "Anmerkungen bearbeiten"),
        (MinutesState.SUBMITTED, "Niederschrift ansehen"),
        (MinutesState.PUBLISHED, None),
    ],
)
def test_after_the_sitting_come_its_minutes(minutes, expected):
    assert step(SittingState.CLOSED, minutes=minutes) == expected


def test_nothing_is_to_be_done_for_a_cancelled_sitting():
    assert step(SittingState.CANCELLED) is None


def test_of_a_sitting_that_is_not_public_strangers_see_no_details():
    closed = sitting(is_public=False)
    member = Viewer(user_id=1, member_of=frozenset({7}))
    stranger = Viewer(user_id=2, member_of=frozenset({8}))

    assert [sees_details(v, closed) for v in (ANONYMOUS, stranger, member)] == [
        False,
        False,
        True,
    ]
    assert sees_details(ANONYMOUS, sitting())


def test_each_organisation_with_a_vote_is_named_once():
    bund, verein = Organization(name="Bund"), Organization(name="Verein")
    roster = [
        Membership(role=MemberRole.VOTING, can_vote=True, organization=verein),
        Membership(role=MemberRole.VOTING, can_vote=True, organization=verein),
        Membership(role=MemberRole.VOTING, can_vote=True, organization=None),
        Membership(role=MemberRole.DEPUTY, can_vote=True, organization=bund),
        Membership(role=MemberRole.ADVISORY, can_vote=False, organization=bund),
    ]

    assert rules.organizations(roster, date(2026, 11, 22)) == ["Verein"]
