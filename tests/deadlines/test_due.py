"""What a sitting that is ahead asks of its secretariat, through all rooms."""

from datetime import UTC, date, datetime, timedelta

from gremien_app.meetings.deadlines import due_queries as deadlines
from gremien_app.meetings.invitations import due_queries as invitations
from gremien_app.meetings.sittings import due_queries as sittings
from gremien_app.meetings.sittings.models import Sitting, SittingKind, SittingState
from gremien_app.people.committees.models import Committee, CommitteeName

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


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
        committee=Committee(names=[CommitteeName(name="StAG Behindertenpolitik")], **settings),
        state=state,
        starts_at=datetime(day.year, day.month, day.day, 13, tzinfo=UTC),
    )


def told(of: Sitting, today=SUNDAY) -> list[tuple[str, date | None, bool]]:
    return [
        (t.text, t.due, t.is_overdue)
        for t in (
            *sittings.tasks_of(of, today),
            *invitations.tasks_of(of, today),
            *deadlines.tasks_of(of, today),
        )
    ]


def test_deadlines_are_told_four_weeks_ahead():
    # A sitting on 3 January: motions close on 20 December, exactly 28 days from today.
    far, near = sitting(date(2027, 1, 4)), sitting(date(2027, 1, 3))

    assert told(far) == [("Einladung versenden", None, False)]
    assert told(near) == [
        ("Einladung versenden", None, False),
        ("Antragsschluss", date(2026, 12, 20), False),
    ]


def test_support_is_told_by_its_own_room():
    invited = sitting(date(2026, 12, 10), SittingState.INVITED)

    assert told(invited) == []


def test_the_closing_of_motions_is_told_until_its_day_and_never_overdue():
    planned = sitting(date(2026, 12, 6), access_due_days=None)
    motions = ("Antragsschluss", SUNDAY, False)

    assert motions in told(planned)
    assert "Antragsschluss" not in [text for text, *_ in told(planned, today=MONDAY)]


def test_after_its_day_only_the_sitting_itself_is_to_be_settled():
    passed = sitting(SUNDAY - timedelta(1))

    assert told(passed) == [
        (
            "Termin verstrichen: Einladung nachtragen, verlegen oder absagen",
            SUNDAY - timedelta(1),
            True,
        )
    ]


def test_a_cancelled_sitting_asks_for_nothing():
    assert told(sitting(date(2026, 12, 10), SittingState.CANCELLED)) == []
