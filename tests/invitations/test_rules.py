from datetime import UTC, date, datetime

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.invitations import rules
from gremien_app.meetings.sittings.models import Sitting, SittingFormat, SittingKind, SittingState
from gremien_app.people.committees.models import Committee, CommitteeName

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
AGENDA = number_items([AgendaItem(id=1, position=1, part=Part.PUBLIC, title="Mitteilungen")])


def a_sitting(notice_days=7, unit=NoticeUnit.CALENDAR_DAYS, **values) -> Sitting:
    committee = Committee(notice_days=notice_days, notice_unit=unit)
    name = "Runder Tisch für Flüchtlingsfragen"
    committee.names.append(CommitteeName(name=name, genitive="des Runden Tisches"))
    values = {
        "state": SittingState.PLANNED,
        "kind": SittingKind.REGULAR,
        "format": SittingFormat.IN_PERSON,
        "room_id": 1,
        "online_url": "",
        "starts_at": datetime(2026, 12, 10, 13, 0, tzinfo=UTC),
        "number": 4,
    } | values
    return Sitting(committee=committee, **values)


@pytest.mark.parametrize(
    ("unit", "last"),
    [
        (NoticeUnit.CALENDAR_DAYS, date(2026, 12, 3)),
        (NoticeUnit.WORKING_DAYS, date(2026, 12, 2)),
        (NoticeUnit.CLEAR_DAYS, date(2026, 12, 2)),
    ],
)
def test_the_last_date_of_dispatch_follows_the_committees_unit(unit, last):
    assert rules.notice(a_sitting(unit=unit), TODAY).last_dispatch_on == last


def test_on_the_last_day_the_invitation_is_in_time_and_a_day_later_it_is_late():
    sitting = a_sitting()

    assert rules.notice(sitting, date(2026, 12, 3)).is_late is False
    assert rules.notice(sitting, date(2026, 12, 4)).is_late is True


def test_without_a_known_notice_period_nothing_is_late():
    found = rules.notice(a_sitting(notice_days=None), date(2026, 12, 9))

    assert (found.last_dispatch_on, found.is_late, found.period) == (None, False, "")


def test_an_invitation_in_time_needs_no_reason():
    found = rules.require_invitable(a_sitting(), AGENDA, NOW, TODAY, "")

    assert found.period == "7 Kalendertage"


def test_it_refuses_an_invitation_inside_the_notice_period_without_a_reason():
    late = date(2026, 12, 5)

    with pytest.raises(RuleBroken) as refusal:
        rules.require_invitable(a_sitting(), AGENDA, NOW, late, "")

    assert refusal.value.field == "late_reason"
    assert rules.require_invitable(a_sitting(), AGENDA, NOW, late, "Eilbedürftig").is_late


@pytest.mark.parametrize(
    ("values", "agenda", "obstacle"),
    [
        ({}, [], "Die Tagesordnung ist noch leer."),
        ({"room_id": None}, AGENDA, "Der Sitzungsort fehlt noch."),
        (
            {"starts_at": NOW},
            AGENDA,
            "Der Termin liegt in der Vergangenheit. Bitte verlegen Sie die Sitzung.",
        ),
        (
            {"format": SittingFormat.HYBRID},
            AGENDA,
            "Die Adresse zur Einwahl fehlt noch.",
        ),
    ],
)
def test_something_missing_is_named(values, agenda, obstacle):
    sitting = a_sitting(**values)

    assert rules.obstacles(sitting, agenda, NOW) == [obstacle]
    with pytest.raises(RuleBroken) as refusal:
        rules.require_invitable(sitting, agenda, NOW, TODAY, "")
    assert refusal.value.message == obstacle


def test_an_online_sitting_needs_no_room():
    sitting = a_sitting(
        format=SittingFormat.ONLINE, room_id=None, online_url="https://meet.example.org"
    )

    assert rules.obstacles(sitting, AGENDA, NOW) == []


@pytest.mark.parametrize("state", SittingState)
def test_only_planned_and_moved_sittings_are_invited(state):
    allowed = state in {SittingState.PLANNED, SittingState.MOVED}

    assert rules.can_invite(a_sitting(state=state)) == allowed
    if not allowed:
        with pytest.raises(RuleBroken):
            rules.require_invitable(a_sitting(state=state), AGENDA, NOW, TODAY, "")


def test_the_letter_names_committee_date_and_time():
    text = rules.default_text(a_sitting())

    assert text.split("\n\n")[1] == (
        "hiermit lade ich Sie zur 4. Sitzung des Runden Tisches am Donnerstag, 10. Dezember 2026, "
        "14:00 Uhr, ein."
    )
