from datetime import UTC, date, datetime, time, timedelta

import pytest

from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings import rules
from gremien_app.meetings.sittings.models import (
    Room,
    Sitting,
    SittingFormat,
    SittingKind,
    SittingMove,
    SittingState,
    Venue,
)
from gremien_app.people.committees.models import Committee, CommitteeKind, CommitteeName

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PLANNED, INVITED, RUNNING = SittingState.PLANNED, SittingState.INVITED, SittingState.RUNNING
CLOSED, CANCELLED, MOVED = SittingState.CLOSED, SittingState.CANCELLED, SittingState.MOVED


def a_sitting(state=PLANNED, **values) -> Sitting:
    values.setdefault("starts_at", datetime(2026, 12, 10, 13, 0, tzinfo=UTC))
    values.setdefault("ends_at", datetime(2026, 12, 10, 15, 0, tzinfo=UTC))
    return Sitting(state=state, changed_at=NOW, sequence=0, **values)


@pytest.mark.parametrize("old", SittingState)
@pytest.mark.parametrize("new", SittingState)
def test_only_the_transitions_of_the_table_are_allowed(old, new):
    allowed = {
        (PLANNED, INVITED),
        (PLANNED, CANCELLED),
        (INVITED, RUNNING),
        (INVITED, MOVED),
        (INVITED, CANCELLED),
        (MOVED, INVITED),
        (MOVED, CANCELLED),
        (RUNNING, CLOSED),
        (CLOSED, RUNNING),
    }

    assert rules.can_become(a_sitting(old), new) == ((old, new) in allowed)


def test_a_refused_transition_says_why_in_german():
    with pytest.raises(RuleBroken) as refusal:
        rules.require_transition(a_sitting(CANCELLED), INVITED)

    assert refusal.value.message == (
        "Diese Sitzung ist „abgesagt“. Sie lässt sich jetzt nicht einladen."
    )


@pytest.mark.parametrize("state", SittingState)
def test_nothing_changes_once_the_minutes_are_signed(state):
    sitting = a_sitting(state, record_closed_at=NOW)

    assert [new for new in SittingState if rules.can_become(sitting, new)] == []
    with pytest.raises(RuleBroken):
        rules.stamp(sitting, NOW, reschedules=False)
    with pytest.raises(RuleBroken):
        rules.require_editable(sitting)
    with pytest.raises(RuleBroken):
        rules.state_after_move(sitting)


@pytest.mark.parametrize(
    ("before", "after"), [(PLANNED, PLANNED), (INVITED, MOVED), (MOVED, MOVED)]
)
def test_a_planned_sitting_stays_planned_and_an_invited_one_becomes_moved(before, after):
    assert rules.state_after_move(a_sitting(before)) is after


@pytest.mark.parametrize("state", [RUNNING, CLOSED, CANCELLED])
def test_a_sitting_that_began_or_was_cancelled_cannot_be_moved(state):
    with pytest.raises(RuleBroken):
        rules.state_after_move(a_sitting(state))


def test_a_reason_for_moving_is_asked_for_after_the_invitation_only():
    rules.require_move_reason(a_sitting(PLANNED), "")

    with pytest.raises(RuleBroken) as refusal:
        rules.require_move_reason(a_sitting(INVITED), "")

    assert refusal.value.field == "reason"


def test_a_period_is_understood_as_the_clock_in_koeln():
    assert rules.period(date(2026, 12, 10), time(14), time(16, 30)) == (
        datetime(2026, 12, 10, 13, 0, tzinfo=UTC),
        datetime(2026, 12, 10, 15, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize("end", [time(14), time(13, 59), time(0)])
def test_the_end_must_come_after_the_start(end):
    with pytest.raises(RuleBroken) as refusal:
        rules.period(date(2026, 12, 10), time(14), end)

    assert refusal.value.field == "end"


def test_a_sitting_lasts_24_hours_at_most():
    start = datetime(2026, 12, 10, 13, 0, tzinfo=UTC)

    rules.require_period(start, start + timedelta(hours=24))

    with pytest.raises(RuleBroken):
        rules.require_period(start, start + timedelta(hours=24, seconds=1))


def test_the_hour_that_summer_time_skips_is_refused_at_its_field():
    with pytest.raises(RuleBroken) as refusal:
        rules.period(date(2027, 3, 28), time(2, 30), time(4))

    assert refusal.value.field == "start"


def test_a_sitting_across_the_end_of_summer_time_has_its_real_length():
    starts_at, ends_at = rules.period(date(2026, 10, 25), time(1), time(4))

    assert ends_at - starts_at == timedelta(hours=4)


@pytest.mark.parametrize("year", [1, 1899, 2101, 9999])
def test_a_year_out_of_range_is_refused_at_the_date(year):
    with pytest.raises(RuleBroken) as refusal:
        rules.period(date(year, 5, 5), time(14), time(16))

    assert refusal.value.field == "day"


def test_changed_at_rises_strictly_even_when_the_clock_stands_or_goes_back():
    sitting = a_sitting()

    rules.stamp(sitting, NOW, reschedules=False)
    first = sitting.changed_at
    rules.stamp(sitting, NOW - timedelta(days=1), reschedules=False)

    assert first == NOW + timedelta(seconds=1)
    assert sitting.changed_at == NOW + timedelta(seconds=2)


def test_changed_at_is_now_after_a_while():
    sitting = a_sitting()

    rules.stamp(sitting, NOW + timedelta(hours=1), reschedules=False)

    assert sitting.changed_at == NOW + timedelta(hours=1)


def test_the_sequence_rises_with_start_end_place_or_state_only():
    sitting = a_sitting()

    rules.stamp(sitting, NOW, reschedules=False)
    rules.stamp(sitting, NOW, reschedules=True)

    assert sitting.sequence == 1


def test_a_sitting_opened_on_its_day_began_now_and_otherwise_as_planned():
    sitting = a_sitting(INVITED)
    on_the_day = datetime(2026, 12, 10, 13, 4, tzinfo=UTC)

    assert rules.opening_time(sitting, on_the_day) == on_the_day
    assert rules.opening_time(sitting, NOW) == sitting.starts_at


def test_a_sitting_ends_after_it_began_whenever_it_is_closed():
    sitting = a_sitting(RUNNING, opened_at=datetime(2026, 12, 10, 14, 0, tzinfo=UTC))

    assert rules.closing_time(sitting, datetime(2026, 12, 10, 14, 30, tzinfo=UTC)) == datetime(
        2026, 12, 10, 14, 30, tzinfo=UTC
    )
    assert rules.closing_time(sitting, NOW) == sitting.ends_at
    sitting.opened_at = sitting.ends_at
    assert rules.closing_time(sitting, NOW) == sitting.ends_at + timedelta(minutes=1)


def test_a_ref_is_readable_and_made_unique():
    day = date(2026, 4, 16)

    assert rules.suggest_ref("stag-b", day, ()) == "stag-b-2026-04-16"
    assert rules.suggest_ref("stag-b", day, ["stag-b-2026-04-16"]) == "stag-b-2026-04-16-2"
    assert len(rules.suggest_ref("x" * 60, day, ())) <= 60


def test_uids_are_random():
    assert rules.new_uid() != rules.new_uid()


def test_the_next_reference_follows_the_highest_of_the_year():
    taken = ["IR/0003/2026", "IR/0011/2026", "IR/0044/2025", "IR/x/2026", "StAG B/0099/2026"]

    assert rules.suggest_reference("IR", 2026, taken) == "IR/0012/2026"
    assert rules.suggest_reference("IR", 2027, taken) == "IR/0001/2027"
    assert rules.suggest_reference("IR", 2026, taken, sittings=14) == "IR/0015/2026"
    assert rules.suggest_reference("R.R", 2026, ["RxR/0005/2026"]) == "R.R/0001/2026"


def committee(number: int, kind=CommitteeKind.COMMITTEE) -> Committee:
    return Committee(id=number, short=f"G{number}", kind=kind)


@pytest.mark.parametrize(
    ("partner", "message"),
    [
        (committee(1), "weitere Gremien"),
        (committee(3), "liegt nicht bei Ihnen"),
        (committee(2, CommitteeKind.WORKING_GROUP), "Arbeitsgruppen tagen intern"),
    ],
)
def test_a_joint_sitting_needs_another_committee_of_ones_own(partner, message):
    actor = Viewer(user_id=1, secretariat_of=frozenset({1, 2}))

    with pytest.raises(RuleBroken, match=message) as refusal:
        rules.require_partners(actor, committee(1), [partner], [])

    assert refusal.value.field == "partners"


def test_a_partner_who_sits_with_them_already_stays():
    actor, partner = Viewer(user_id=1, secretariat_of=frozenset({1})), committee(3)

    rules.require_partners(actor, committee(1), [partner], [partner])


def test_whoever_belongs_to_one_committee_belongs_to_the_joint_sitting():
    joint = a_sitting(committee_id=1, is_public=False)
    joint.partners = [committee(2)]
    member = Viewer(user_id=1, member_of=frozenset({2}))
    reader = Viewer(user_id=1, closed_of=frozenset({2}))
    chair = Viewer(user_id=1, chair_of=frozenset({2}))
    stranger = Viewer(user_id=1, member_of=frozenset({3}), closed_of=frozenset({3}))

    assert [rules.belongs(who, joint) for who in (member, chair, stranger)] == [True, True, False]
    assert [rules.sees_closed(who, joint) for who in (reader, member, stranger)] == [
        True,
        False,
        False,
    ]
    assert [rules.chairs(who, joint) for who in (chair, member)] == [True, False]
    assert rules.sees_details(member, joint)


def test_an_end_shortly_after_midnight_is_the_next_day():
    starts_at, ends_at = rules.period(date(2026, 12, 10), time(18), time(0, 30))

    assert ends_at - starts_at == timedelta(hours=6, minutes=30)


def test_an_end_in_the_night_of_the_change_of_clocks_is_checked_on_its_own_day():
    before = rules.period(date(2026, 3, 27), time(20), time(2, 30))
    after = rules.period(date(2026, 3, 29), time(20), time(2, 30))

    assert {end - start for start, end in (before, after)} == {timedelta(hours=6, minutes=30)}
    with pytest.raises(RuleBroken, match="gibt es die Uhrzeit 02:30 Uhr nicht"):
        rules.period(date(2026, 3, 28), time(20), time(2, 30))


def test_a_sitting_that_took_long_is_closed_after_midnight():
    evening = datetime(2026, 12, 10, 17, 0, tzinfo=UTC)
    sitting = a_sitting(RUNNING, starts_at=evening, ends_at=evening + timedelta(hours=3))
    night = sitting.ends_at + timedelta(hours=5)

    assert rules.closing_time(sitting, night) == night
    assert rules.closing_time(sitting, night + timedelta(hours=2)) == sitting.ends_at


def test_the_words_of_a_move_say_old_and_new():
    sitting = a_sitting(number=4, kind=SittingKind.REGULAR, committee=Committee(short="StAG B"))
    sitting.committee.names.append(CommitteeName(name="StAG B", genitive="der StAG B"))
    assert rules.announce_move(sitting) == ""
    sitting.moves.append(
        SittingMove(
            old_starts_at=sitting.starts_at - timedelta(days=7),
            old_ends_at=sitting.ends_at - timedelta(days=7),
            old_place="Rathaus",
            reason="Raum gesperrt",
        )
    )

    lines = rules.announce_move(sitting).splitlines()

    assert "die 4. Sitzung der StAG B ist verlegt." in lines
    assert "Bisher: Donnerstag, 3. Dezember 2026, 14:00 bis 16:00 Uhr, Rathaus" in lines
    assert "Neu: Donnerstag, 10. Dezember 2026, 14:00 bis 16:00 Uhr" in lines
    assert "Grund: Raum gesperrt" in lines


@pytest.mark.parametrize("address", ["javascript:alert(1)", "meet.example.org", "ftp://a"])
def test_an_online_address_must_be_a_web_address(address):
    with pytest.raises(RuleBroken) as refusal:
        rules.require_place_fits(SittingFormat.ONLINE, address)

    assert refusal.value.field == "online_url"


def test_a_sitting_in_person_has_no_online_address():
    with pytest.raises(RuleBroken):
        rules.require_place_fits(SittingFormat.IN_PERSON, "https://meet.example.org/x")


@pytest.mark.parametrize(
    ("kind", "number", "title"),
    [
        (SittingKind.REGULAR, 4, "4. Sitzung"),
        (SittingKind.REGULAR, None, "Sitzung"),
        (SittingKind.SPECIAL, 2, "2. Sondersitzung"),
        (SittingKind.INAUGURAL, 1, "Konstituierende Sitzung"),
    ],
)
def test_a_sitting_is_named_by_number_and_kind(kind, number, title):
    assert a_sitting(kind=kind, number=number).title == title


def test_the_place_is_the_room_or_online():
    room = Room(name="Saal 1", venue=Venue(name="Rathaus"))

    assert a_sitting(room=room).place == "Rathaus, Saal 1"
    assert a_sitting(format=SittingFormat.ONLINE).place == "Online"
    assert a_sitting(format=SittingFormat.IN_PERSON).place == ""
