from datetime import date

import pytest

from gremien_app.base.ics.feed import build_feed
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.channels.calendars import queries
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import CommitteeKind
from tests import builders

ORIGIN = "https://gremien.example"
TODAY = date(2026, 11, 22)


def feed_of(slug):
    return queries.committee_feed(slug, origin=ORIGIN, today=TODAY)


def uids(feed):
    return [event.uid for event in feed.events]


def test_a_committees_feed_holds_its_sittings_of_last_year_and_later(db_session):
    stag = builders.committee()
    builders.sitting(stag, date(2024, 12, 31), uid="old@x")
    builders.sitting(stag, date(2025, 1, 1), uid="first@x")
    builders.sitting(stag, date(2027, 6, 1), uid="future@x")
    builders.sitting(builders.committee("integrationsrat"), uid="other@x")

    feed = feed_of(stag.slug)

    assert uids(feed) == ["first@x", "future@x"]
    assert feed.info.name == "Sitzungen: Stadtarbeitsgemeinschaft Behindertenpolitik"


def test_every_state_stays_in_the_feed(db_session):
    stag = builders.committee()
    for state in SittingState:
        builders.sitting(stag, state=state)

    assert len(feed_of(stag.slug).events) == len(SittingState)


@pytest.mark.parametrize("kind", [kind for kind in CommitteeKind if kind != "committee"])
def test_working_groups_and_other_bodies_have_no_public_feed(db_session, kind):
    group = builders.committee("uag-1", kind=kind)
    builders.sitting(group, is_public=False)

    with pytest.raises(NotFound):
        feed_of("uag-1")
    assert queries.all_feed(origin=ORIGIN, today=TODAY).events == ()


def test_an_unknown_committee_has_no_feed(db_session):
    with pytest.raises(NotFound):
        feed_of("gibt-es-nicht")


def test_nothing_closed_gets_into_a_public_feed(db_session):
    stag = builders.committee()
    public = builders.sitting(stag, state=SittingState.INVITED, room=builders.room())
    builders.item(public, "Offener Punkt")
    parent = builders.item(public, "GEHEIM-1", part=Part.CLOSED)
    builders.item(public, "GEHEIM-2", parent=parent)
    builders.item(builders.sitting(stag, note="GEHEIM-3"), "GEHEIM-4")
    closed = builders.sitting(
        stag,
        state=SittingState.INVITED,
        is_public=False,
        online_url="https://geheim.example",
        room=builders.room("GEHEIM-5"),
    )
    builders.item(closed, "GEHEIM-6")
    builders.sitting(stag, state=SittingState.CANCELLED, cancel_reason="GEHEIM-7")

    feeds = [feed_of(stag.slug), queries.all_feed(origin=ORIGIN, today=TODAY)]

    for feed in feeds:
        body = build_feed(feed.info, feed.events).decode().replace("\r\n ", "")
        assert "Offener Punkt" in body
        assert "geheim" not in body.lower()


def test_the_feed_of_all_holds_every_committee_in_the_order_of_the_sittings(db_session):
    stag = builders.committee()
    council = builders.committee("rat-der-religionen", is_public=False)
    builders.sitting(stag, date(2026, 12, 10), uid="b@x")
    builders.sitting(council, date(2026, 12, 1), uid="a@x")

    feed = queries.all_feed(origin=ORIGIN, today=TODAY)

    assert uids(feed) == ["a@x", "b@x"]


@pytest.mark.parametrize("number", [1, 3, 12])
def test_a_feed_costs_the_same_queries_at_any_length(db_session, query_count, number):
    stag = builders.committee()
    for _ in range(number):
        sitting = builders.sitting(stag, state=SittingState.INVITED, room=builders.room(f"R{_}"))
        builders.item(sitting)
    db_session.commit()
    db_session.expunge_all()

    with query_count() as counted:
        feed_of("stag-behindertenpolitik")

    assert counted.count == 7


def test_a_single_sitting_can_be_fetched_with_its_agenda(db_session):
    sitting = builders.sitting(builders.committee(), state=SittingState.INVITED)
    builders.item(sitting, "Begrüßung")

    feed = queries.sitting_feed(ANONYMOUS, sitting.id, origin=ORIGIN)

    assert [event.description for event in feed.events] == [
        "Tagesordnung, öffentlicher Teil:\nÖ 1 Begrüßung"
    ]


def test_a_closed_sitting_tells_members_its_place_and_others_its_date(db_session):
    table = builders.committee("runder-tisch", is_public=False)
    sitting = builders.sitting(table, room=builders.room("Saal", venue="Rathaus"))
    member = Viewer(user_id=1, member_of=frozenset({table.id}))

    places = [
        queries.sitting_feed(viewer, sitting.id, origin=ORIGIN).events[0].location
        for viewer in (member, ANONYMOUS)
    ]

    assert places == ["Rathaus, Saal", ""]


def test_a_working_groups_sitting_is_found_by_its_members_only(db_session):
    group = builders.committee("uag-1", kind=CommitteeKind.WORKING_GROUP, is_public=False)
    sitting = builders.sitting(group, uid="uag@x")
    member = Viewer(user_id=1, member_of=frozenset({group.id}))

    assert uids(queries.sitting_feed(member, sitting.id, origin=ORIGIN)) == ["uag@x"]
    with pytest.raises(NotFound):
        queries.sitting_feed(ANONYMOUS, sitting.id, origin=ORIGIN)


def test_the_committees_with_a_calendar_stand_in_the_secretariats_order(db_session):
    builders.committee("zweites", position=2)
    builders.committee("erstes", position=1)
    builders.committee("uag-1", kind=CommitteeKind.WORKING_GROUP)
    builders.committee("altes", closed_on=date(2020, 1, 1))

    assert [committee.slug for committee in queries.committees()] == ["erstes", "zweites"]


def test_a_sitting_that_cannot_be_told_of_leaves_the_others_in_the_feed(db_session, caplog):
    stag, broken = builders.committee(), builders.committee("ohne-namen", name="GEHEIM")
    builders.sitting(stag, uid="good@x")
    builders.sitting(broken, uid="bad@x")
    broken.names.clear()
    db_session.commit()

    feed = queries.all_feed(origin=ORIGIN, today=TODAY)

    assert uids(feed) == ["good@x"]
    assert caplog.messages == ["calendar event 'bad@x' left out: IndexError"]
