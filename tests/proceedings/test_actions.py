import pytest
from sqlalchemy import select

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.agenda.models import Outcome
from gremien_app.meetings.proceedings import actions, chair_rules, queries, rules, vote_actions
from gremien_app.meetings.proceedings.models import (
    AttendanceGroup,
    AttendanceStatus,
    ConflictOfInterest,
    Vote,
    VoteMode,
)
from gremien_app.meetings.proceedings.vote_actions import Ballot
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.models import ChairOffice, MemberRole
from tests import builders
from tests.proceedings.conftest import DAY, at

PRESENT, EXCUSED, ABSENT, OPEN = AttendanceStatus


def audit_of(action):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def test_a_person_listed_on_paper_is_not_listed_again(world):
    before = queries.attendance_of(world.sitting)
    before[0].membership_id = None
    db.session.flush()

    rows = actions.seed_attendance(SYSTEM, world.sitting)

    assert [row.id for row in rows] == [row.id for row in before]


def test_the_list_is_the_roster_of_the_day_with_names_and_votes_kept(world):
    rows = [
        (a.group.value, a.name, a.detail, a.can_vote) for a in queries.attendance_of(world.sitting)
    ]

    assert rows == [
        ("voting", "Kim Ast", "Verein Ast e.V.", True),
        ("voting", "Kim Birke", "Verein Birke e.V.", True),
        ("deputy", "Kim Ast-Stellvertretung", "Verein Ast e.V.", True),
        ("deputy", "Kim Birke-Stellvertretung", "Verein Birke e.V.", True),
        ("advisory", "Kim Christrose", "", False),
    ]
    keys = [a.seat_key for a in queries.attendance_of(world.sitting)]
    assert keys[0] == keys[2] != keys[1] == keys[3]
    assert keys[4] == ""


def test_a_later_change_of_name_does_not_touch_the_list(world):
    world.people["Ast"].person.last_name = "Neu"
    db.session.flush()

    actions.seed_attendance(SYSTEM, world.sitting)

    assert queries.attendance_of(world.sitting)[0].name == "Kim Ast"


def test_aligning_adds_new_members_and_takes_off_who_left_unless_present(world):
    world.mark("Ast")
    for name in ("Ast", "Birke"):
        world.people[name].membership.ends_on = DAY.replace(day=1)
    builders.member(world.committee, builders.person("Dahlie"), seat=builders.seat(world.committee))

    actions.seed_attendance(SYSTEM, world.sitting)
    actions.seed_attendance(SYSTEM, world.sitting)

    voting = [a for a in queries.attendance_of(world.sitting) if not a.is_deputy and a.can_vote]
    assert sorted(a.name for a in voting) == ["Kim Ast", "Kim Dahlie"]


def test_nobody_stands_in_two_groups(world):
    who = world.people["Ast"].person
    builders.member(world.committee, who, role=MemberRole.ADVISORY)
    chair = builders.person("Vorsitz")
    builders.member(world.committee, chair, role=MemberRole.CHAIR, chair_office=ChairOffice.CHAIR)
    builders.member(world.committee, chair, seat=builders.seat(world.committee))

    rows = actions.seed_attendance(SYSTEM, world.sitting)

    assert len([a for a in rows if a.person_id == who.id]) == 1
    chairs = [a for a in rows if a.person_id == chair.id]
    assert [(a.group, a.can_vote) for a in chairs] == [(AttendanceGroup.CHAIR, True)]


def test_a_chair_without_a_vote_has_none(world):
    world.committee.chair_votes = False
    chair = builders.person("Vorsitz")
    builders.member(
        world.committee, chair, seat=builders.seat(world.committee), chair_office=ChairOffice.CHAIR
    )

    rows = actions.seed_attendance(SYSTEM, world.sitting)

    assert next(a for a in rows if a.person_id == chair.id).can_vote is False


def test_marking_is_recorded_with_old_and_new(world):
    world.mark("Ast", spans=[(None, at("17:10"))])

    entry = audit_of("attendance.marked")[-1]

    assert entry.summary == "Kim Ast: da"
    assert entry.changes["status"] == ["open", "present"]
    assert world.people["Ast"].version == 2


def test_new_times_alone_raise_the_version(world):
    world.mark("Ast")
    version = world.people["Ast"].version

    world.mark("Ast", spans=[(at("17:30"), None)])
    world.mark("Ast", spans=[(at("17:30"), None)])

    assert world.people["Ast"].version == version + 1


def test_who_is_excused_has_no_times(world):
    world.mark("Ast", spans=[(at("17:30"), None)])

    world.mark("Ast", status=EXCUSED, spans=[(at("17:30"), None)])

    assert world.people["Ast"].intervals == []


def test_nobody_is_marked_present_before_the_day_of_a_planned_sitting(world):
    world.sitting.state = SittingState.INVITED

    with pytest.raises(RuleBroken, match="noch nicht eröffnet"):
        actions.mark_attendance(
            SYSTEM, world.people["Ast"], status=PRESENT, now=at("12:00").replace(day=1)
        )


def test_guests_are_present_and_have_no_vote(world):
    guest = actions.add_guest(
        SYSTEM, world.sitting, name="Ayşe Yıldız", detail="SKM", now=at("17:00")
    )

    assert (guest.status, guest.can_vote, guest.group) == (PRESENT, False, AttendanceGroup.GUEST)
    assert rules.tally(queries.attendance_of(world.sitting)).roster == 5


@pytest.mark.parametrize(
    ("name", "group", "field"),
    [("  ", AttendanceGroup.GUEST, "name"), ("Gast", AttendanceGroup.VOTING, "group")],
)
def test_a_guest_needs_a_name_and_never_becomes_a_member(world, name, group, field):
    with pytest.raises(RuleBroken) as refused:
        actions.add_guest(SYSTEM, world.sitting, name=name, group=group, now=at("17:00"))

    assert refused.value.field == field


def test_guests_can_be_taken_off_the_list_and_members_cannot(world):
    guest = actions.add_guest(SYSTEM, world.sitting, name="Gast", now=at("17:00"))

    actions.remove_guest(SYSTEM, guest)

    assert len(queries.attendance_of(world.sitting)) == 5
    with pytest.raises(RuleBroken):
        actions.remove_guest(SYSTEM, world.people["Ast"])


def test_the_chair_is_handed_over_at_a_time_and_an_item(world):
    world.mark("Ast", "Birke")
    actions.set_chair(SYSTEM, world.people["Ast"])
    actions.set_chair(SYSTEM, world.people["Birke"], from_at=at("17:30"), from_item=world.item)

    duties = chair_rules.chairs_of(queries.chair_periods_of(world.sitting), [world.item])

    assert [d.attendance.name for d in duties] == ["Kim Ast", "Kim Birke"]
    assert [d.items for d in duties] == [(), (world.item,)]


def test_the_same_beginning_of_the_chair_is_replaced_when_confirmed(world):
    world.mark("Ast", "Birke")
    actions.set_chair(SYSTEM, world.people["Ast"])
    with pytest.raises(RuleBroken, match="von Beginn an schon als Vorsitz eingetragen"):
        actions.set_chair(SYSTEM, world.people["Birke"])

    actions.set_chair(SYSTEM, world.people["Birke"], is_confirmed=True)

    periods = queries.chair_periods_of(world.sitting)
    assert [p.attendance.name for p in periods] == ["Kim Birke"]


def test_nobody_presides_who_is_not_there(world):
    with pytest.raises(RuleBroken, match="nicht als anwesend"):
        actions.set_chair(SYSTEM, world.people["Ast"])


def test_a_vote_is_recorded_with_its_result(world):
    world.mark("Ast", "Birke")

    vote = vote_actions.record_vote(
        SYSTEM, world.item, Ballot(VoteMode.COUNTED, yes=1, no=0, abstain=1, taken_at=at("17:20"))
    )

    assert (vote.is_adopted, vote.position) == (True, 1)
    assert audit_of("vote.recorded")[0].changes["yes"] == [None, 1]


def test_more_votes_than_voters_at_that_time_are_refused(world):
    world.mark("Ast")
    world.mark("Birke", spans=[(None, at("17:10"))])
    ballot = Ballot(VoteMode.COUNTED, yes=2, no=0, taken_at=at("17:20"))

    with pytest.raises(RuleBroken, match="war aber nur 1"):
        vote_actions.record_vote(SYSTEM, world.item, ballot)

    assert db.session.scalars(select(Vote)).all() == []


def test_a_barred_person_is_no_voter_on_that_item(world):
    world.mark("Ast", "Birke")
    vote_actions.declare_conflict(SYSTEM, world.item, world.people["Ast"])

    with pytest.raises(RuleBroken, match="war aber nur 1"):
        vote_actions.record_vote(SYSTEM, world.item, Ballot(VoteMode.COUNTED, yes=2, no=0))


def test_the_number_present_can_be_set_by_hand(world):
    ballot = Ballot(VoteMode.COUNTED, yes=9, no=0, present_override=9)

    assert vote_actions.record_vote(SYSTEM, world.item, ballot).is_adopted is True


def test_a_spoken_result_needs_no_counts(world):
    vote = vote_actions.record_vote(SYSTEM, world.item, Ballot(VoteMode.VERBAL, announced=False))

    assert (vote.is_adopted, vote.yes) == (False, None)
    with pytest.raises(RuleBroken) as refused:
        vote_actions.record_vote(SYSTEM, world.item, Ballot(VoteMode.VERBAL))
    assert refused.value.field == "announced"


def test_the_counts_outweigh_what_was_announced(world):
    world.mark("Ast", "Birke")

    vote = vote_actions.record_vote(
        SYSTEM, world.item, Ballot(VoteMode.COUNTED, yes=1, no=1, announced=True)
    )

    assert vote.is_adopted is False


def test_one_item_carries_several_votes_and_each_can_be_changed_or_taken_back(world):
    world.mark("Ast")
    first = vote_actions.record_vote(
        SYSTEM, world.item, Ballot(VoteMode.VERBAL, motion="Änderungsantrag", announced=False)
    )
    vote_actions.record_vote(SYSTEM, world.item, Ballot(VoteMode.CONSENSUS))

    vote_actions.edit_vote(SYSTEM, first, Ballot(VoteMode.VERBAL, announced=True))
    vote_actions.delete_vote(SYSTEM, first)

    assert [v.mode for v in queries.votes_on(world.item)] == [VoteMode.CONSENSUS]
    assert audit_of("vote.edited")[0].changes["is_adopted"] == [False, True]
    assert audit_of("vote.deleted")[0].changes["is_adopted"] == [True, None]


def test_exactly_the_ticked_persons_are_barred(world):
    people = world.people
    vote_actions.set_conflicts(SYSTEM, world.item, [people["Ast"].id])

    vote_actions.set_conflicts(SYSTEM, world.item, [people["Birke"].id, 2**30])

    barred = db.session.scalars(select(ConflictOfInterest)).all()
    assert [c.attendance.name for c in barred] == ["Kim Birke"]


def test_the_outcome_is_recorded_and_can_be_taken_back(world):
    vote_actions.set_outcome(SYSTEM, world.item, Outcome.NOTED)
    vote_actions.set_outcome(SYSTEM, world.item, None)

    assert [e.changes["outcome"] for e in audit_of("item.outcome_set")] == [
        [None, "noted"],
        ["noted", None],
    ]


def test_nothing_changes_once_the_minutes_are_signed(world):
    world.mark("Ast")
    vote = vote_actions.record_vote(SYSTEM, world.item, Ballot(VoteMode.CONSENSUS))
    conflict = vote_actions.declare_conflict(SYSTEM, world.item, world.people["Birke"])
    period = actions.set_chair(SYSTEM, world.people["Ast"])
    guest = actions.add_guest(SYSTEM, world.sitting, name="Gast", now=at("17:00"))
    world.sitting.record_closed_at = at("20:00")
    db.session.flush()
    ast, item, ballot = world.people["Ast"], world.item, Ballot(VoteMode.CONSENSUS)

    for change in [
        lambda: actions.seed_attendance(SYSTEM, world.sitting),
        lambda: actions.mark_attendance(SYSTEM, ast, status=EXCUSED, now=at("21:00")),
        lambda: actions.add_guest(SYSTEM, world.sitting, name="Spät", now=at("21:00")),
        lambda: actions.remove_guest(SYSTEM, guest),
        lambda: actions.set_chair(SYSTEM, ast),
        lambda: actions.remove_chair(SYSTEM, period),
        lambda: vote_actions.declare_conflict(SYSTEM, item, ast),
        lambda: vote_actions.withdraw_conflict(SYSTEM, conflict),
        lambda: vote_actions.record_vote(SYSTEM, item, ballot),
        lambda: vote_actions.edit_vote(SYSTEM, vote, ballot),
        lambda: vote_actions.delete_vote(SYSTEM, vote),
        lambda: vote_actions.set_outcome(SYSTEM, item, Outcome.NOTED),
    ]:
        with pytest.raises(RuleBroken, match="unterzeichnet"):
            change()


def test_a_guest_who_is_entered_twice_at_once_stands_on_the_list_once(world, monkeypatch):
    guest = builders.guest(world.sitting, world.item)
    actions.add_invited(SYSTEM, guest, at("17:00"))
    db.session.commit()
    monkeypatch.setattr(queries, "attendance_of", lambda _: [])  # as the second one saw it

    with pytest.raises(RuleBroken, match="steht schon auf der Anwesenheitsliste"):
        actions.add_invited(SYSTEM, guest, at("17:00"))
    db.session.rollback()


def test_an_invited_guest_typed_by_name_is_the_same_person(world):
    anna = builders.person("Beispiel", "Anna", title="Dr.")
    guest = builders.guest(world.sitting, world.item, who=anna)

    line = actions.add_guest(SYSTEM, world.sitting, name="Anna Beispiel", now=at("17:00"))

    assert (line.person, line.name) == (anna, "Dr. Anna Beispiel")
    assert actions.add_invited(SYSTEM, guest, at("17:05")) is line
    namesake = actions.add_guest(SYSTEM, world.sitting, name="Anna Beispiel", now=at("17:10"))
    assert namesake.person is None


def test_a_member_typed_by_name_is_no_invited_guest(world):
    member = queries.attendance_of(world.sitting)[0]
    builders.guest(world.sitting, world.item, who=member.person)
    db.session.delete(member)
    db.session.flush()

    line = actions.add_guest(SYSTEM, world.sitting, name=member.name, now=at("17:00"))

    assert line.person is None


def test_a_guest_sent_twice_stands_on_the_list_once(world):
    guest = {"name": "Kim Gast", "now": at("17:00")}
    actions.add_guest(SYSTEM, world.sitting, **guest)

    with pytest.raises(RuleBroken, match="steht schon auf der Liste") as refusal:
        actions.add_guest(SYSTEM, world.sitting, **guest)

    assert refusal.value.field == "name"
    actions.add_guest(SYSTEM, world.sitting, detail="Presse", **guest)
