from datetime import UTC, date, datetime

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import CommitteeKind
from gremien_app.records.resolutions import actions, queries
from tests import builders


@pytest.fixture
def written(world):
    found = [
        actions.set_resolution(SYSTEM, item, text=f"Beschlusstext zu {item.title}")
        for item in world.items
    ]
    actions.issue_numbers(SYSTEM, world.sitting)
    return found


def close(world):
    """Signed and published: the closed ones too, which must not help anybody to read them."""
    world.sitting.record_closed_at = datetime(2026, 12, 20, tzinfo=UTC)
    for one in queries.resolutions_of(world.sitting):
        builders.published(one)
    db.session.flush()


def titles(viewer, **filters):
    found = queries.resolutions_visible_to(viewer, **filters)
    return [r.agenda_item.title for r in reversed(found)]


OPEN = ["Barrierefreie Haltestellen", "Öffentliche Straßenbänke"]
ALL = [*OPEN, "Personalangelegenheit"]


def test_before_the_signature_only_those_who_write_and_the_chair_read_them(world, written):
    assert titles(ANONYMOUS) == []
    assert titles(world.member) == []
    assert titles(world.secretary) == ALL
    assert titles(world.viewer(chair_of=True)) == OPEN
    assert titles(world.viewer(chair_of=True, closed_of=True)) == ALL


def test_once_published_everyone_reads_the_public_part_and_members_theirs(world, written):
    close(world)

    assert titles(ANONYMOUS) == OPEN
    assert titles(Viewer(user_id=9, name="Fremd", member_of=frozenset({10**6}))) == OPEN
    assert titles(world.member) == ALL
    assert titles(world.viewer(member_of=True)) == OPEN


def test_by_the_signature_alone_nothing_becomes_public(world, written):
    world.sitting.record_closed_at = datetime(2026, 12, 20, tzinfo=UTC)
    db.session.flush()

    assert titles(ANONYMOUS) == titles(ANONYMOUS, text="Beschlusstext") == []
    assert titles(Viewer(user_id=9, name="Fremd", member_of=frozenset({10**6}))) == []
    assert titles(world.member) == ALL


@pytest.mark.parametrize("private", ["committee", "sitting"])
def test_what_was_decided_behind_closed_doors_is_not_public(world, written, private):
    close(world)
    getattr(world, private).is_public = False
    db.session.flush()

    assert titles(ANONYMOUS) == []
    assert titles(world.member) == ALL


def test_what_a_working_group_decided_is_for_those_who_may_know_of_it(world, written):
    close(world)
    parent = builders.committee("stag-queerpolitik")
    world.committee.kind, world.committee.parent_id = CommitteeKind.WORKING_GROUP, parent.id
    db.session.flush()

    assert titles(ANONYMOUS) == titles(Viewer(user_id=9, name="Fremd")) == []
    assert titles(Viewer(user_id=9, member_of=frozenset({parent.id}))) == OPEN
    assert titles(world.member) == ALL


def test_a_hidden_resolution_cannot_be_held(world, written):
    close(world)

    assert queries.get_resolution(ANONYMOUS, written[0].id) is written[0]
    with pytest.raises(NotFound):
        queries.get_resolution(ANONYMOUS, written[2].id)
    with pytest.raises(NotFound):
        queries.get_resolution(ANONYMOUS, 2**30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("haltestellen", OPEN[:1]),
        ("offentliche strassenbanke", OPEN[1:]),
        ("Straßenbänke beschlusstext", OPEN[1:]),
        ("Strassenbaenke", OPEN[1:]),
        ("Personal", []),
        ("%", []),
        ("_", []),
        ("", OPEN),
        ("'; --", []),
    ],
)
def test_the_search_finds_every_spelling_and_nothing_hidden(world, written, text, found):
    close(world)

    assert titles(ANONYMOUS, text=text) == found


def test_filters_know_only_what_is_visible(world, written):
    other = builders.committee("rat-der-religionen", short="RdR", is_public=False)
    sitting = builders.sitting(other, date(2025, 5, 5), state=SittingState.CLOSED)
    actions.set_resolution(SYSTEM, builders.item(sitting, outcome=Outcome.ADOPTED), text="intern")

    assert queries.years_visible_to(ANONYMOUS) == []
    assert queries.years_visible_to(world.secretary) == [2026]
    assert queries.committees_visible_to(world.secretary) == [world.committee]
    assert titles(world.secretary, year=2025) == []
    assert titles(world.secretary, committee_id=other.id) == []


def test_the_list_needs_the_same_queries_for_one_and_for_many(world, query_count):
    def count():
        db.session.flush()
        db.session.expire_all()
        viewer = world.secretary
        with query_count() as counted:
            for one in queries.resolutions_visible_to(viewer):
                assert one.label
                assert one.committee.names[0].name
                assert one.agenda_item.sitting.date
        return counted.count

    actions.set_resolution(SYSTEM, world.items[0], text="eins")
    one = count()
    for item in world.items[1:]:
        actions.set_resolution(SYSTEM, item, text="mehr")

    assert count() == one
