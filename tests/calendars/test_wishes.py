from datetime import UTC, date, datetime, timedelta

import pytest

from gremien_app.base.house.due import DueDay
from gremien_app.base.ics.feed import EventStatus
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.calendars import wishes
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind, Reminder
from gremien_app.meetings.deadlines.models import DeadlineKind
from gremien_app.meetings.sittings.models import SittingMove, SittingState
from gremien_app.records.minutes.models import Minutes
from tests.calendars.test_rules import ORIGIN, START, item, sitting

DAY = date(2026, 12, 1)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def feed(**values):
    return CalendarFeed(
        **{
            "name": "Telefon",
            "kind": FeedKind.SITTINGS,
            "token_hash": "ab" * 32,
            "reminder": Reminder.NONE,
            "has_neutral_title": False,
            "has_place": False,
            "uid_key": "only this subscription's",
            "has_agenda": True,
            "has_dial_in": True,
            "shows_signing": True,
            "shows_motions": False,
            "shows_cancelled": True,
            "shows_holds": True,
            "created_at": START - timedelta(days=90),
            "changed_at": START - timedelta(days=90),
            **values,
        }
    )


def event(one=None, *, day=DAY, items=(), **wishes_of):
    one = one or sitting(moves=[])
    return wishes.own_event(one, items, feed(**wishes_of), ORIGIN, day)


def test_by_default_it_shows_what_everybody_sees_of_it():
    shown = event(items=[item(1, "Begrüßung")])

    assert shown.summary == "StAG Queerpolitik, 12. Sitzung"
    assert shown.description == "Tagesordnung, öffentlicher Teil:\nÖ 1 Begrüßung"
    assert shown.location == "Spanischer Bau, Theodor-Heuss-Saal"
    assert shown.reminder is None


def test_a_neutral_title_hides_committee_and_agenda():
    shown = event(items=[item(1, "Begrüßung")], has_neutral_title=True)

    assert (shown.summary, shown.description) == ("Termin", "")
    assert shown.location == ""
    assert shown.url == f"{ORIGIN}/kalender/meine-termine/2026-12-10"
    told = repr(shown)
    assert [word for word in ("Queer", "/sitzungen/", sitting().uid) if word in told] == []


URL = "https://video.example/raum?pwd=geheim"


def test_those_who_take_part_are_told_how_to_dial_in():
    hybrid = sitting(moves=[], online_url=URL)
    told = wishes.own_event(hybrid, [item(1, "A")], feed(), ORIGIN, DAY, takes_part=True)

    assert told.description.splitlines()[0] == f"Einwahl: {URL}"
    assert told.location == "Spanischer Bau, Theodor-Heuss-Saal"


@pytest.mark.parametrize(
    ("state", "takes_part", "options"),
    [
        (SittingState.INVITED, False, {}),
        (SittingState.INVITED, True, {"has_dial_in": False}),
        (SittingState.INVITED, True, {"has_neutral_title": True}),
        (SittingState.INVITED, True, {"has_neutral_title": True, "has_place": True}),
        (SittingState.CANCELLED, True, {}),
    ],
)
def test_nobody_else_is_told_how_to_dial_in(state, takes_part, options):
    hybrid = sitting(moves=[], online_url=URL, state=state)
    shown = wishes.own_event(hybrid, [], feed(**options), ORIGIN, DAY, takes_part=takes_part)

    assert "geheim" not in repr(shown)


def test_a_neutral_event_keeps_its_own_uid_and_another_subscription_has_another():
    first = event(has_neutral_title=True)
    again = event(has_neutral_title=True, items=[item(1, "Begrüßung")])
    elsewhere = event(has_neutral_title=True, uid_key="another one's")

    assert first.uid == again.uid
    assert len({first.uid, elsewhere.uid, sitting().uid}) == 3


def test_with_its_full_title_a_subscription_has_the_uid_of_the_public_calendars():
    assert event().uid == sitting().uid


def test_the_place_stands_under_a_neutral_title_by_choice_only():
    shown = event(has_neutral_title=True, has_place=True)

    assert shown.location == "Spanischer Bau, Theodor-Heuss-Saal"


def test_a_neutral_title_still_tells_of_a_move():
    moved = sitting(
        SittingState.MOVED, moves=[SittingMove(old_starts_at=START - timedelta(days=7))]
    )

    shown = event(moved, has_neutral_title=True)

    assert shown.description == "Verlegt vom 03.12.2026, 17:00 Uhr."


def test_a_sitting_without_public_details_stays_bare_under_a_neutral_title():
    shown = wishes.own_event(
        sitting(is_public=False, moves=[]), None, feed(has_neutral_title=True), ORIGIN, DAY
    )

    assert (shown.summary, shown.description, shown.location) == ("Termin", "", "")


def test_the_agenda_can_be_left_out():
    assert event(items=[item(1, "Begrüßung")], has_agenda=False).description == ""


@pytest.mark.parametrize(
    ("reminder", "before"),
    [
        (Reminder.NONE, None),
        (Reminder.ONE_DAY, timedelta(days=1)),
        (Reminder.TWO_HOURS, timedelta(hours=2)),
    ],
)
def test_the_reminder_rings_as_long_before_as_wished(reminder, before):
    assert event(reminder=reminder).reminder == before


@pytest.mark.parametrize("state", [SittingState.PLANNED, SittingState.CANCELLED])
def test_nothing_rings_for_a_hold_or_a_cancelled_sitting(state):
    assert event(sitting(state, moves=[]), reminder=Reminder.ONE_DAY).reminder is None


def test_nothing_rings_once_the_day_is_over():
    over = START.date() + timedelta(days=1)

    assert event(day=START.date(), reminder=Reminder.ONE_DAY).reminder is not None
    assert event(day=over, reminder=Reminder.ONE_DAY).reminder is None


def test_a_changed_option_raises_the_stamp():
    assert event(changed_at=START).changed_at == START
    assert event().changed_at == START - timedelta(days=30)


def test_a_new_subscription_shows_a_change_of_the_sitting_in_the_second_of_its_making():
    made = START
    before = sitting(moves=[], changed_at=made - timedelta(days=1))
    after = sitting(moves=[], changed_at=made)

    stamps = [event(one, created_at=made, changed_at=made).changed_at for one in (before, after)]

    assert stamps[0] < stamps[1]


@pytest.mark.parametrize(
    ("state", "wish", "shown"),
    [
        (SittingState.PLANNED, {"shows_holds": False}, False),
        (SittingState.PLANNED, {"shows_cancelled": False}, True),
        (SittingState.CANCELLED, {"shows_cancelled": False}, False),
        (SittingState.CANCELLED, {"shows_holds": False}, True),
        (SittingState.INVITED, {"shows_cancelled": False, "shows_holds": False}, True),
    ],
)
def test_holds_and_cancelled_sittings_are_shown_by_wish(state, wish, shown):
    assert wishes.is_shown(sitting(state), feed(**wish)) is shown


def dispatch(label):
    return DueDay(DeadlineKind.DISPATCH.value, label, DAY, sitting(), "/sitzungen/7")


def test_a_deadline_is_a_whole_day_that_blocks_no_time():
    due = dispatch("Einladung versenden")

    made = wishes.deadline_event(due, feed(), ORIGIN, DAY)

    assert made.uid == f"{DeadlineKind.DISPATCH.value}-7@gremien.example"
    assert made.summary == "Einladung versenden: StAG Q, 12. Sitzung"
    assert made.description == "12. Sitzung am 10.12.2026, StAG Queerpolitik"
    assert (made.all_day, made.is_free, made.sequence) == (True, True, 2)
    assert made.starts_at == datetime(2026, 11, 30, 23, tzinfo=UTC)


def test_a_neutral_deadline_says_no_more_than_that():
    due = dispatch("Einladung versenden")

    made = wishes.deadline_event(due, feed(has_neutral_title=True), ORIGIN, DAY)

    assert (made.summary, made.description) == ("Frist", "")
    assert made.url == f"{ORIGIN}/"
    assert sitting().uid not in made.uid
    assert made.uid.removesuffix("@gremien").isalnum()


@pytest.mark.parametrize("reminder", [Reminder.ONE_DAY, Reminder.TWO_HOURS])
def test_a_deadline_rings_in_the_morning_of_the_day_before(reminder):
    due = dispatch("x")

    made = wishes.deadline_event(due, feed(reminder=reminder), ORIGIN, DAY)
    past = wishes.deadline_event(due, feed(reminder=reminder), ORIGIN, DAY + timedelta(days=1))

    assert made.reminder == timedelta(hours=15)
    assert past.reminder is None


@pytest.mark.parametrize(
    ("submitted", "due"),
    [(START + timedelta(days=9), date(2027, 1, 7)), (START + timedelta(days=60), None)],
)
def test_minutes_to_sign_stand_on_their_due_day_or_the_day_they_came(submitted, due):
    minutes = Minutes(sitting=sitting(), due_on=date(2027, 1, 7), submitted_at=submitted)

    made = wishes.signing_event(minutes, feed(), ORIGIN, DAY)

    day = datetime.combine(due or submitted.date(), datetime.min.time(), UTC)
    assert made.starts_at == day - timedelta(hours=1)
    assert made.summary == "Niederschrift unterzeichnen: StAG Q, 12. Sitzung"
    assert made.changed_at == submitted


def test_the_notice_of_an_ended_subscription_stands_on_its_last_day():
    made = wishes.notice_event(feed(revoked_at=NOW, has_neutral_title=True), ORIGIN)

    assert made.summary == "Kalender-Abo beendet"
    assert made.starts_at == datetime(2026, 11, 21, 23, tzinfo=UTC)
    assert made.changed_at == NOW
    assert made.status is EventStatus.CONFIRMED
    assert made.url == "https://gremien.example/kalender/abos"


def test_a_disabled_accounts_subscription_ended_with_its_last_use():
    assert wishes.ended_on(feed(last_used_on=DAY)) == DAY
    assert wishes.ended_on(feed(created_at=NOW)) == date(2026, 11, 22)


@pytest.mark.parametrize("field", ["secretariat_of", "minute_taker_of", "chair_of"])
def test_deadlines_are_for_those_who_have_some(field):
    keeper = Viewer(user_id=1, **{field: frozenset({3})})

    assert wishes.kinds_for(keeper) == (FeedKind.SITTINGS, FeedKind.DEADLINES)
    wishes.require_kind(keeper, FeedKind.DEADLINES)


def test_a_member_has_no_deadlines_to_subscribe_to():
    member = Viewer(user_id=1, member_of=frozenset({3}))

    assert wishes.kinds_for(member) == (FeedKind.SITTINGS,)
    with pytest.raises(RuleBroken) as refusal:
        wishes.require_kind(member, FeedKind.DEADLINES)
    assert refusal.value.field == "kind"


def test_a_free_name_is_suggested():
    assert wishes.suggest_name([]) == "Meine Termine"
    assert wishes.suggest_name(["Meine Termine", "Meine Termine 2"]) == "Meine Termine 3"


def test_there_is_an_end_to_the_number_of_subscriptions():
    wishes.require_room_for_feed(wishes.MAX_FEEDS - 1)

    with pytest.raises(RuleBroken, match="Sie haben schon 12 Abos"):
        wishes.require_room_for_feed(wishes.MAX_FEEDS)
