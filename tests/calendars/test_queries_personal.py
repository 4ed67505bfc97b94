"""What a personal subscription holds: by the roster on the day of each sitting."""

from datetime import date, timedelta

import pytest

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.calendars import personal_queries as personal
from gremien_app.channels.calendars import queries as public_queries
from gremien_app.channels.calendars.models import FeedKind
from gremien_app.meetings.proceedings.models import ChairPeriod
from gremien_app.meetings.replies.models import CallState
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.people.members.models import ChairOffice, MemberRole
from gremien_app.records.minutes.models import (
    Minutes,
    MinutesState,
    MinutesVersion,
    Signature,
    SignatureRole,
)
from tests import builders
from tests.calendars.subscribers import ORIGIN, TODAY, TOKEN, events_of, feed_of, uids_of

INVITED = SittingState.INVITED


@pytest.fixture
def stag(db_session):
    return builders.committee()


@pytest.fixture
def kim(db_session):
    return builders.person()


@pytest.fixture
def feed(db_session, kim):
    return feed_of(builders.account(person=kim))


def test_a_member_has_the_sittings_of_the_own_committees_only(stag, kim, feed):
    builders.member(stag, kim)
    builders.sitting(stag, uid="own@x")
    builders.sitting(builders.committee("anderes"), uid="other@x")

    assert uids_of(feed) == ["own@x"]


def test_an_account_without_any_committee_has_an_empty_calendar(stag, feed):
    builders.sitting(stag)

    assert uids_of(feed) == []


def test_sittings_after_the_end_of_a_membership_vanish_and_the_earlier_stay(stag, kim, feed):
    builders.member(stag, kim, ends_on=date(2026, 11, 30))
    builders.sitting(stag, date(2026, 11, 30), uid="last@x")
    builders.sitting(stag, date(2026, 12, 1), uid="after@x")

    assert uids_of(feed) == ["last@x"]
    assert uids_of(feed, date(2027, 2, 1)) == ["last@x"]


def test_sittings_before_a_membership_are_not_ones_own(stag, kim, feed):
    builders.member(stag, kim, starts_on=date(2027, 1, 1))
    builders.sitting(stag, date(2026, 12, 31), uid="before@x")
    builders.sitting(stag, date(2027, 1, 1), uid="first@x")

    assert uids_of(feed) == ["first@x"]


def test_a_joint_sitting_is_in_the_calendars_of_both_committees(stag, kim, feed):
    builders.member(stag, kim)
    joint = builders.sitting(builders.committee("anderes"), uid="joint@x")
    joint.partners.append(stag)

    assert uids_of(feed) == ["joint@x"]


def test_a_working_group_is_in_its_members_calendars(kim, feed):
    group = builders.committee("uag-1", kind=CommitteeKind.WORKING_GROUP, is_public=False)
    builders.sitting(group, uid="uag@x", room=builders.room("Saal", venue="Rathaus"))
    assert uids_of(feed) == []

    builders.member(group, kim)

    assert [str(event["LOCATION"]) for event in events_of(feed)] == ["Rathaus, Saal"]


URL = "https://video.example/raum?pwd=geheim"


def test_members_and_guests_are_told_how_to_dial_in_and_no_public_calendar_is(stag, kim, feed):
    hybrid = builders.sitting(stag, state=INVITED, is_public=True, online_url=URL, uid="h@x")
    own = builders.sitting(builders.committee("anderes"), state=INVITED, online_url=URL, uid="g@x")
    builders.member(stag, kim)
    builders.guest(own, builders.item(own, "Gutachten"), who=kim)

    told = {str(event["UID"]): str(event["DESCRIPTION"]) for event in events_of(feed)}
    public = public_queries.committee_feed(stag.slug, origin=ORIGIN, today=TODAY)

    assert {uid: f"Einwahl: {URL}" in text for uid, text in told.items()} == {
        "h@x": True,
        "g@x": True,
    }
    assert [event.uid for event in public.events] == [hybrid.uid]
    assert "geheim" not in repr(public.events)


def test_closing_days_for_motions_are_shown_by_choice(stag, kim, feed):
    stag.motions_due_days = 10
    builders.member(stag, kim)
    other = builders.committee("anderes", motions_due_days=10)
    guest = builders.sitting(other, date(2026, 12, 15), state=INVITED, uid="guest@x")
    builders.guest(guest, builders.item(guest, "Gutachten"), who=kim)
    builders.sitting(stag, date(2026, 12, 20), uid="own@x")
    builders.sitting(stag, date(2026, 12, 21), state=SittingState.CANCELLED, uid="off@x")
    asked_for_nothing = uids_of(feed)

    feed.shows_motions = True
    found = {str(event["UID"]): event for event in events_of(feed)}

    assert set(found) - set(asked_for_nothing) == {"motions-own@x"}
    motions = found["motions-own@x"]
    assert motions["DTSTART"].dt == date(2026, 12, 10)
    assert str(motions["SUMMARY"]).startswith("Antragsschluss: ")


def test_a_guest_has_the_sitting_until_its_day_is_over_and_no_other_items(stag, kim, feed):
    talk = builders.sitting(stag, state=INVITED, is_public=False, uid="talk@x")
    item = builders.item(talk, "Gutachten", printed_number="1")
    builders.item(talk, "Streng intern", printed_number="2")
    builders.sitting(stag, state=INVITED, uid="other@x")
    builders.guest(talk, item, who=kim)

    assert uids_of(feed) == ["talk@x"]
    (event,) = events_of(feed)
    assert "Streng intern" not in str(event["DESCRIPTION"])
    assert uids_of(feed, talk.date + timedelta(days=1)) == []


def test_the_secretariat_has_the_sittings_of_its_committees(stag):
    builders.sitting(stag, uid="own@x")
    builders.sitting(builders.committee("anderes"), uid="other@x")

    assert uids_of(feed_of(builders.account(secretariat_of=[stag]))) == ["own@x"]


@pytest.mark.parametrize(
    ("state", "wishes", "shown"),
    [
        (SittingState.PLANNED, {}, True),
        (SittingState.PLANNED, {"shows_holds": False}, False),
        (SittingState.CANCELLED, {}, True),
        (SittingState.CANCELLED, {"shows_cancelled": False}, False),
    ],
)
def test_holds_and_cancelled_sittings_are_there_by_wish(stag, kim, state, wishes, shown):
    builders.member(stag, kim)
    builders.sitting(stag, state=state)

    feed = feed_of(builders.account(person=kim), **wishes)

    assert bool(uids_of(feed)) is shown


# A deputy has the cases of representation


@pytest.fixture
def seat(stag):
    return builders.seat(stag)


@pytest.fixture
def principal(stag, seat):
    return builders.member(stag, builders.person("Haupt"), seat=seat)


@pytest.fixture
def deputy(stag, seat, kim, principal):
    return builders.member(stag, kim, role=MemberRole.DEPUTY, seat=seat)


def test_a_deputy_is_not_called_to_every_sitting(stag, deputy, feed):
    builders.sitting(stag, state=INVITED)

    assert uids_of(feed) == []


def test_a_deputy_is_shown_no_holds(stag, deputy, feed):
    builders.sitting(stag, uid="hold@x")

    assert uids_of(feed) == []


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (CallState.CALLED, ["called@x"]),
        (CallState.ACCEPTED, ["called@x"]),
        (CallState.DECLINED, []),
        (CallState.ENDED, []),
    ],
)
def test_a_deputy_sees_the_sittings_to_which_he_or_she_is_called(stag, deputy, feed, state, shown):
    builders.call(builders.sitting(stag, state=INVITED, uid="called@x"), deputy, state)
    builders.sitting(stag, state=INVITED)

    assert uids_of(feed) == shown


def test_a_principal_who_is_there_calls_nobody(stag, deputy, principal, feed):
    builders.attend(builders.sitting(stag, state=INVITED), principal.person, membership=principal)

    assert uids_of(feed) == []


def test_whoever_deputises_and_has_an_own_seat_sees_all(stag, deputy, kim, feed):
    builders.member(stag, kim, role=MemberRole.ADVISORY)
    builders.sitting(stag, state=INVITED, uid="all@x")

    assert uids_of(feed) == ["all@x"]


# Minutes to be signed, deadlines


@pytest.fixture
def submitted(stag, kim):
    membership = builders.member(stag, kim, chair_office=ChairOffice.CHAIR)
    sitting = builders.sitting(stag, date(2026, 11, 5), state=SittingState.CLOSED, uid="s@x")
    chair = builders.attend(sitting, kim, membership=membership)
    builders._add(ChairPeriod(sitting_id=sitting.id, attendance=chair))
    minutes = Minutes(
        sitting=sitting,
        state=MinutesState.SUBMITTED,
        due_on=date(2026, 12, 3),
        created_at=builders.NOW - timedelta(days=9),
        submitted_at=builders.NOW - timedelta(days=1),
    )
    minutes.versions.append(
        MinutesVersion(
            number=1,
            format=2,
            content={},
            content_sha256="0" * 64,
            created_at=builders.NOW,
            created_by="A",
        )
    )
    return builders._add(minutes)


def test_the_chair_sees_by_when_to_sign(submitted, feed):
    found = {str(event["UID"]): event for event in events_of(feed)}

    assert sorted(found) == ["s@x", "sign-s@x"]
    assert found["sign-s@x"].start == date(2026, 12, 3)
    assert str(found["sign-s@x"]["TRANSP"]) == "TRANSPARENT"


def test_who_chose_so_is_not_told_what_waits_to_be_signed(submitted, feed):
    feed.shows_signing = False

    assert uids_of(feed) == ["s@x"]


def test_who_has_signed_is_not_reminded(submitted, feed, kim):
    version = submitted.versions[0]
    version.signatures.append(
        Signature(
            role=SignatureRole.CHAIR,
            user_id=feed.user_id,
            person_id=kim.id,
            name="Kim",
            signed_at=builders.NOW,
            content_sha256="0" * 64,
        )
    )

    assert uids_of(feed) == ["s@x"]


def test_who_did_not_preside_has_nothing_to_sign(stag, submitted):
    other = builders.person("Anders")
    builders.member(stag, other, chair_office=ChairOffice.DEPUTY_CHAIR)

    assert uids_of(feed_of(builders.account(person=other))) == ["s@x"]


def test_a_calendar_of_deadlines_holds_those_still_open(stag):
    stag.notice_days = 7
    builders.sitting(stag, date(2026, 12, 10), uid="open@x")
    builders.sitting(stag, date(2026, 12, 17), state=INVITED, uid="invited@x")
    feed = feed_of(builders.account(secretariat_of=[stag]), kind=FeedKind.DEADLINES)

    found = {str(event["UID"]): event for event in events_of(feed)}

    assert "dispatch-open@x" in found
    assert "dispatch-invited@x" not in found
    assert "minutes-invited@x" in found
    assert "open@x" not in found
    assert {str(event["TRANSP"]) for event in found.values()} == {"TRANSPARENT"}


def test_closed_items_are_in_no_subscription(stag, kim):
    builders.member(stag, kim)
    sitting = builders.sitting(stag, state=INVITED)
    builders.item(sitting, "Offen")
    builders.item(sitting, "Geheim", part="closed")
    feed = feed_of(builders.account(person=kim))

    found = personal.personal_feed(feed.id, origin=ORIGIN, today=TODAY)

    assert [event.description for event in found.events] == [
        "Tagesordnung, öffentlicher Teil:\nÖ 1 Offen"
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_queries_at_any_length(db_session, stag, kim, query_count, number):
    builders.member(stag, kim)
    for _ in range(number):
        builders.item(builders.sitting(stag, state=INVITED, room=builders.room(f"R{_}")))
    id_ = feed_of(builders.account(person=kim)).id
    db_session.commit()
    db_session.expunge_all()

    with query_count() as counted:
        personal.personal_feed(id_, origin=ORIGIN, today=TODAY)

    assert counted.count == 10


# Finding


def test_a_token_is_looked_up_by_one_query_known_or_not(db_session, feed, query_count):
    db_session.commit()

    with query_count() as known:
        found = personal.by_token(TOKEN)
    with query_count() as unknown, pytest.raises(NotFound):
        personal.by_token("\udcff/../x")

    assert (found.id, found.name, found.is_disabled, len(found.value)) == (
        *(feed.id, "Telefon", False),
        32,
    )
    assert (known.count, unknown.count) == (1, 1)
    assert known.reads == unknown.reads


def test_one_sees_ones_own_running_subscriptions_only(stag, kim, feed):
    other = feed_of(builders.account(), token="x")
    viewer = Viewer(user_id=feed.user_id)

    assert personal.own_feed(viewer, feed.id) is feed
    for id_ in (other.id, feed.id + 999):
        with pytest.raises(NotFound):
            personal.own_feed(viewer, id_)
    feed.revoked_at = builders.NOW
    with pytest.raises(NotFound):
        personal.own_feed(viewer, feed.id)


def test_the_list_shows_running_ones_first_and_forgets_those_long_ended(kim, feed, freeze):
    user = feed.user
    ended = feed_of(user, token="b", name="Alt", revoked_at=builders.NOW)
    feed_of(user, token="c", name="Uralt", revoked_at=builders.NOW - timedelta(days=91))

    with freeze(builders.NOW):
        found = personal.feeds_of(Viewer(user_id=user.id))

    assert found == [feed, ended]


def test_the_notice_is_given_for_ninety_days(feed):
    feed.revoked_at = builders.NOW

    given = personal.notice_feed(feed.id, origin=ORIGIN, today=TODAY + timedelta(days=90))
    over = personal.notice_feed(feed.id, origin=ORIGIN, today=TODAY + timedelta(days=91))

    assert [event.summary for event in given.events] == ["Kalender-Abo beendet"]
    assert over is None
