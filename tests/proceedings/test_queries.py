import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import Forbidden, NotFound
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.proceedings import actions, queries, rules, vote_actions
from gremien_app.meetings.proceedings.models import AttendanceGroup, AttendanceStatus, VoteMode
from gremien_app.meetings.proceedings.vote_actions import Ballot
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import MemberRole
from tests import builders
from tests.proceedings.conftest import DAY, at

PRESENT = AttendanceStatus.PRESENT
ADMINISTRATION = AttendanceGroup.ADMINISTRATION


@pytest.mark.parametrize("stranger", [ANONYMOUS, Viewer(user_id=9, name="Fremd", is_admin=True)])
def test_who_does_not_belong_to_the_committee_finds_no_attendance(world, stranger):
    for find, thing in [
        (queries.visible_sitting, world.sitting),
        (queries.recordable_sitting, world.sitting),
        (queries.recordable_item, world.item),
        (queries.recordable_attendance, world.people["Ast"]),
    ]:
        with pytest.raises(NotFound):
            find(stranger, thing.id)


def test_members_may_look_and_only_the_secretariat_records(world):
    assert queries.visible_sitting(world.member, world.sitting.id) is world.sitting
    assert queries.recordable_item(world.secretary, world.item.id) is world.item
    for find, thing in [
        (queries.recordable_sitting, world.sitting),
        (queries.recordable_item, world.item),
        (queries.recordable_attendance, world.people["Ast"]),
    ]:
        with pytest.raises(Forbidden):
            find(world.member, thing.id)


def test_unknown_ids_are_not_found(world):
    for find in (
        queries.visible_sitting,
        queries.recordable_item,
        queries.recordable_vote,
        queries.recordable_attendance,
        queries.recordable_chair_period,
    ):
        with pytest.raises(NotFound):
            find(world.secretary, 2**30)


def test_the_attendance_takes_two_queries_at_any_length(world, query_count):
    def count():
        db.session.flush()
        db.session.expire_all()
        sitting_id = world.sitting.id
        assert sitting_id
        with query_count() as counted:
            people = queries.attendance_of(world.sitting)
            assert [list(a.intervals) for a in people]
        return counted.count

    few = count()
    for number in range(20):
        guest = actions.add_guest(SYSTEM, world.sitting, name=f"Gast {number}", now=at("17:00"))
        assert guest.id

    assert count() == few == 2


def test_the_votes_page_knows_votes_conflicts_and_quorum_per_item(world):
    world.mark("Ast", "Birke")
    other = builders.item(world.sitting, "Verschiedenes")
    vote_actions.declare_conflict(SYSTEM, world.item, world.people["Ast"])
    vote_actions.record_vote(SYSTEM, world.item, Ballot(VoteMode.COUNTED, yes=1, no=0))

    first, second = queries.votes_page(world.secretary, queries.record_of(world.sitting))

    assert [len(first.votes), [a.name for a in first.barred]] == [1, ["Kim Ast"]]
    assert (first.quorum.present, first.quorum.is_lacking) == (1, True)
    assert second.item is other
    assert (second.quorum.present, second.quorum.is_lacking) == (2, False)


def test_closed_items_are_hidden_from_members_who_may_not_read_them(world):
    builders.item(world.sitting, "Personalangelegenheit", part=Part.CLOSED)
    outsider = Viewer(user_id=1, name="M", member_of=frozenset({world.committee.id}))

    assert len(queries.votes_page(world.secretary, queries.record_of(world.sitting))) == 2
    assert len(queries.votes_page(outsider, queries.record_of(world.sitting))) == 1


def test_the_votes_page_needs_the_same_queries_for_one_item_and_for_many(world, query_count):
    def count():
        db.session.commit()
        sitting = queries.visible_sitting(world.secretary, world.sitting.id)
        with query_count() as counted:
            queries.votes_page(world.secretary, queries.record_of(sitting))
        return counted.count

    world.mark("Ast")
    one = count()
    for number in range(5):
        item = builders.item(world.sitting, f"Punkt {number}")
        vote_actions.record_vote(SYSTEM, item, Ballot(VoteMode.CONSENSUS))
        vote_actions.declare_conflict(SYSTEM, item, world.people["Ast"])

    assert count() == one


def test_the_sitting_of_29_september_2015_counts_eight_votes(app):
    """Attendance as published (persons by number): four deputies sit beside their principals."""
    committee = builders.committee("stag-queerpolitik", seats=15)
    members = ["Rubicon", "KLuST", "LSVD Ortsverband Köln", "TX Köln", "Rheinfetisch"]
    deputies = [
        *("KLuST", "Rubicon", "Rheinfetisch", "HomoKlüngel"),
        *("TX Köln", "SC Janus", "Jugendzentrum anyway"),
    ]
    away = ["HomoKlüngel", "SC Janus", "Jugendzentrum anyway"]
    seats = {
        name: builders.seat(committee, builders.organization(name)) for name in (*members, *away)
    }
    in_room = [(MemberRole.VOTING, seats[name]) for name in members]
    in_room += [(MemberRole.DEPUTY, seats[name]) for name in deputies]
    in_room += [(MemberRole.ADVISORY, None)] * 3
    for number, (role, seat) in enumerate(in_room, 1):
        builders.member(committee, builders.person(f"P{number:02}"), role=role, seat=seat)
    for name in away:
        builders.member(committee, builders.person(f"abwesend: {name}"), seat=seats[name])
    sitting = builders.sitting(committee, DAY, state=SittingState.CLOSED)
    for person in actions.seed_attendance(SYSTEM, sitting):
        if person.name.startswith("Kim P"):
            actions.mark_attendance(SYSTEM, person, status=PRESENT, now=at("17:00"))
    for name in ("Kim P16", "Kim P17"):
        actions.add_guest(SYSTEM, sitting, name=name, group=ADMINISTRATION, now=at("17:00"))

    people = queries.attendance_of(sitting)
    voting = rules.voters(people)

    present = [one for one in people if one.status is AttendanceStatus.PRESENT]
    assert len(present) == 17
    assert len(voting) == 8
    idle = [a.name for a in present if a.is_deputy and a not in voting]
    assert idle == ["Kim P06", "Kim P07", "Kim P08", "Kim P10"]
