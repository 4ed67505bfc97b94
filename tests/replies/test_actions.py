"""Answers, callings and what they mean for seats; the reason is nobody's business."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.dates import berlin_date
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.proceedings import actions as lists
from gremien_app.meetings.proceedings.models import AttendanceStatus, ConflictOfInterest
from gremien_app.meetings.proceedings.prefill_actions import take_replies
from gremien_app.meetings.replies import actions, calling_actions, calling_queries, queries
from gremien_app.meetings.replies.due_queries import due
from gremien_app.meetings.replies.models import Answer, Way, Wish
from gremien_app.meetings.replies.page_queries import live_page
from gremien_app.meetings.replies.rules import Times
from gremien_app.meetings.sittings.actions import move
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.people.members.models import MemberRole, Membership
from tests import builders
from tests.replies.conftest import EARLY

NO = Answer.DECLINES
LATER = EARLY + timedelta(hours=2)
ORIGIN = "https://gremien.example.org"


def tick(world, at=LATER):
    actions.call_due_at(world.sitting.id, at)
    for sitting_id, calling_id in queries.untold(at):
        actions.tell(sitting_id, calling_id, at, ORIGIN)


def mails() -> list[OutboxMail]:
    return list(db.session.query(OutboxMail).order_by(OutboxMail.id))


def test_a_change_of_mind_replaces_the_answer_and_both_are_on_record(world):
    world.answer("Christrose", Answer.LATER, from_at=world.sitting.starts_at + timedelta(hours=1))
    world.answer("Christrose", NO)

    reply = queries.replies_to(world.sitting)[world.people["Christrose"].id]
    entries = db.session.query(AuditEntry).filter_by(action="reply.given").order_by(AuditEntry.id)
    assert (reply.answer, reply.from_at) == (NO, None)
    assert [one.changes["answer"] for one in entries] == [[None, "later"], ["later", "declines"]]


def test_whoever_declines_is_asked_what_becomes_of_the_seat_and_nobody_is_called_before(world):
    reply = world.answer("Ast", NO)
    tick(world)

    assert reply.wish is None
    assert world.called() == {}


@pytest.mark.parametrize("said", [Wish.NOT_YET, Wish.SELF])
def test_only_a_yes_calls_a_deputy(world, said):
    world.answer("Ast", NO, wish=said)
    tick(world)

    assert world.called() == {}


def test_the_deputy_is_called_after_two_hours_in_the_order_of_the_seat(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world, LATER - timedelta(minutes=1))
    assert world.called() == {}

    tick(world)
    tick(world)

    assert world.called() == {"Erste": "called"}
    (mail,) = mails()
    assert mail.to_address == "erste@example.org"
    assert f"{ORIGIN}/antwort/" in mail.body
    told = mail.subject + mail.body
    assert not [word for word in (world.committee.short, "Ast", "Birke") if word in told]


def test_the_second_deputy_learns_of_it_only_when_the_first_declined(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    world.answer("Erste", NO, at=LATER)

    tick(world, LATER)

    assert world.called() == {"Erste": "declined", "Zweite": "called"}
    assert [one.to_address for one in mails()] == ["erste@example.org", "zweite@example.org"]


def test_shortly_before_the_sitting_the_deputy_is_called_at_once(world):
    world.answer("Ast", NO, wish=Wish.CALL, at=world.sitting.starts_at - timedelta(hours=30))

    assert world.called() == {"Erste": "called"}


def test_coming_after_all_ends_the_rights_of_the_deputy(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    deputy = world.people["Erste"].id
    world.answer("Erste", at=LATER)
    assert calling_queries.called_to(deputy) == {(world.sitting.id, world.committee.id)}

    world.answer("Ast", at=LATER)

    assert calling_queries.called_to(deputy) == set()
    assert world.called() == {"Erste": "ended"}
    with pytest.raises(RuleBroken, match="nicht mehr nötig"):
        world.answer("Erste", at=LATER)


def test_who_was_asked_and_is_not_needed_any_more_is_told(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    world.answer("Ast", at=LATER)

    tick(world, LATER)
    tick(world, LATER)

    assert [one.subject for one in mails()] == [
        "Bitte um Vertretung am 17.12.2026",
        "Vertretung nicht mehr nötig am 17.12.2026",
    ]


def test_one_deputy_of_two_members_is_asked_for_which_seat(world):
    for name in ("Ast", "Birke"):
        world.answer(name, NO, wish=Wish.CALL)
    tick(world)
    with pytest.raises(RuleBroken, match="für welchen Sitz"):
        world.answer("Erste", at=LATER)

    world.answer("Erste", at=LATER, seat_id=world.seats["Birke"].id)
    tick(world, LATER)

    found = {
        (c.person.last_name, c.seat_id): c.state.value for c in queries.callings_to(world.sitting)
    }
    assert found == {
        ("Erste", world.seats["Ast"].id): "declined",
        ("Erste", world.seats["Birke"].id): "accepted",
        ("Zweite", world.seats["Ast"].id): "called",
    }


def test_who_comes_not_or_has_a_seat_is_passed_over(world):
    world.answer("Erste", NO)
    seat = builders.seat(world.committee)
    builders.member(world.committee, world.people["Zweite"], seat=seat)
    third = builders.person("Dritte")
    builders.member(
        world.committee, third, role=MemberRole.DEPUTY, seat=world.seats["Ast"], deputy_order=9
    )

    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)

    assert world.called() == {"Dritte": "called"}


def test_a_deputy_told_by_the_member_may_say_yes_without_having_been_called(world):
    world.answer("Ast", NO, wish=Wish.SELF)

    world.answer("Zweite", at=LATER)

    assert world.called() == {"Zweite": "accepted"}
    with pytest.raises(RuleBroken, match="nicht als Vertretung gefragt"):
        world.answer("Erste", at=LATER)


def test_nobody_asks_a_deputy_of_a_deputy(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)

    world.answer("Erste", NO, wish=Wish.CALL, at=LATER)
    world.answer("Zweite", NO, wish=Wish.CALL, at=LATER)
    tick(world, LATER + timedelta(hours=5))

    assert world.called() == {"Erste": "declined", "Zweite": "declined"}


def test_the_office_calls_at_once_and_is_told_who_is_asked_already(world):
    with pytest.raises(RuleBroken, match="hat nicht abgesagt"):
        calling_actions.call_next(SYSTEM, world.sitting, world.seats["Ast"].id, EARLY)
    world.answer("Ast", NO, way=Way.OFFICE)

    calling_actions.call_next(SYSTEM, world.sitting, world.seats["Ast"].id, EARLY)

    assert world.called() == {"Erste": "called"}
    with pytest.raises(RuleBroken, match="Erste ist schon gefragt"):
        calling_actions.call_next(SYSTEM, world.sitting, world.seats["Ast"].id, EARLY)


def test_somebody_on_no_list_comes_without_a_vote(world):
    world.answer("Ast", NO)
    calling_actions.enter_unnamed(
        SYSTEM, world.sitting, world.seats["Ast"].id, "Gabi Unbenannt", EARLY
    )

    (outlook,) = live_page(world.sitting, EARLY).outlooks
    (line,) = [one for one in live_page(world.sitting, EARLY).lines if one.unnamed]
    assert outlook.votes == 0
    assert line.unnamed[0].state.label == "ohne Benennung, ohne Stimme"


def test_a_moved_sitting_asks_anew_and_calls_nobody_for_the_old_day(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    week = timedelta(days=7)
    move(
        SYSTEM,
        world.sitting,
        starts_at=world.sitting.starts_at + week,
        ends_at=world.sitting.ends_at + week,
        room=None,
        now=LATER,
        reason="Raum",
    )

    assert queries.replies_to(world.sitting) == {}
    assert calling_queries.called_to(world.people["Erste"].id) == set()
    world.answer("Ast", NO, wish=Wish.CALL, at=LATER)
    tick(world, LATER + timedelta(hours=2))
    assert world.called() == {"Erste": "called"}
    assert len(mails()) == 2


def test_the_live_list_counts_each_seat_once_against_the_quorum(world):
    world.answer("Christrose", Answer.ONLINE)
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    world.answer("Erste", at=LATER, seat_id=world.seats["Ast"].id)

    page = live_page(world.sitting, LATER)

    (outlook,) = page.outlooks
    assert (outlook.votes, outlook.most, outlook.quorum.required, outlook.lacking) == (2, 3, 2, 0)
    assert (page.coming, page.online, page.declined, len(page.silent), page.called) == (
        1,
        1,
        1,
        1,
        1,
    )


def test_sixty_people_are_listed_with_six_queries(world, query_count):
    for number in range(57):
        person = builders.person(f"P{number:02}")
        builders.member(world.committee, person, seat=builders.seat(world.committee))
    world.answer("Ast", NO, wish=Wish.CALL)
    db.session.commit()
    world.sitting_id, world.committee_id = world.sitting.id, world.committee.id
    db.session.expunge_all()
    viewer = Viewer(secretariat_of=frozenset({world.committee_id}))
    sitting = get_sitting(viewer, world.sitting_id)

    with query_count() as counted:
        page = live_page(sitting, LATER)

    assert len(page.lines) == 60
    assert counted.count <= 6


def test_only_the_silent_are_reminded_once_a_day(world):
    world.people["Birke"].email = ""
    world.answer("Ast")

    first = actions.remind(SYSTEM, world.sitting, EARLY, ORIGIN)
    actions.remind(SYSTEM, world.sitting, LATER, ORIGIN)

    assert (first.count, first.without) == (1, ["Kim Birke"])
    assert [one.to_address for one in mails()] == ["christrose@example.org"]


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (SittingState.PLANNED, Way.PAGE),
        (SittingState.CANCELLED, Way.OFFICE),
        (SittingState.CLOSED, Way.OFFICE),
        (SittingState.RUNNING, Way.LINK),
    ],
)
def test_answers_are_taken_from_the_invitation_until_the_beginning(world, state, way):
    world.sitting.state = state

    with pytest.raises(RuleBroken):
        world.answer("Ast", way=way)


def test_an_answer_is_a_proposal_on_the_list_until_somebody_marks_the_line(world):
    world.answer("Ast", NO)
    rows = {one.name: one for one in lists.seed_attendance(SYSTEM, world.sitting)}
    world.answer("Birke", NO)
    assert rows["Kim Ast"].status is rows["Kim Birke"].status is AttendanceStatus.EXCUSED

    world.answer("Birke", Answer.ONLINE)
    assert rows["Kim Birke"].status is AttendanceStatus.OPEN
    world.sitting.state = SittingState.RUNNING
    count = take_replies(SYSTEM, world.sitting, world.sitting.starts_at)

    assert count == 1
    assert rows["Kim Birke"].status is AttendanceStatus.PRESENT
    assert rows["Kim Birke"].is_online
    assert rows["Kim Christrose"].status is AttendanceStatus.OPEN


def test_what_the_office_marks_on_the_list_is_an_answer_and_calls_the_deputy(world):
    rows = {one.name: one for one in lists.seed_attendance(SYSTEM, world.sitting)}
    world.sitting.state = SittingState.RUNNING
    now = world.sitting.starts_at

    def mark(name, status):
        lists.mark_attendance(SYSTEM, rows[f"Kim {name}"], status=status, now=now)

    mark("Ast", AttendanceStatus.EXCUSED)
    assert world.called() == {"Erste": "called"}

    mark("Zweite", AttendanceStatus.PRESENT)
    assert world.called() == {"Erste": "called", "Zweite": "accepted"}
    mark("Zweite", AttendanceStatus.ABSENT)
    mark("Ast", AttendanceStatus.PRESENT)

    assert world.called() == {"Erste": "ended", "Zweite": "ended"}
    assert mails() == []


def test_whoever_is_no_deputy_any_more_when_the_time_comes_is_not_waited_for(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    world.deputies["Erste", "Ast"].ends_on = world.sitting.date - timedelta(days=1)
    db.session.flush()

    tick(world, LATER)

    assert world.called() == {"Erste": "called", "Zweite": "called"}
    with pytest.raises(RuleBroken, match="nicht als Vertretung gefragt"):
        world.answer("Erste", at=LATER)
    assert calling_queries.called_to(world.people["Erste"].id) == set()


def test_the_successor_of_who_declined_is_asked_anew_and_nobody_is_called_for_the_old_answer(world):
    world.answer("Ast", NO, wish=Wish.CALL)
    old = db.session.query(Membership).filter_by(person_id=world.people["Ast"].id).one()
    old.ends_on = world.sitting.date - timedelta(days=1)
    successor = builders.person("Nachfolge")
    builders.member(
        world.committee, successor, seat=world.seats["Ast"], starts_on=world.sitting.date
    )

    tick(world)

    assert world.called() == {}
    assert "Kim Nachfolge" in [one.person.name for one in live_page(world.sitting, LATER).silent]


def test_an_advisory_member_with_a_seat_of_its_own_is_passed_over(world):
    builders.member(
        world.committee,
        world.people["Erste"],
        seat=builders.seat(world.committee),
        role=MemberRole.ADVISORY,
        can_vote=False,
    )
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)

    (line,) = [one for one in live_page(world.sitting, LATER).lines if one.deputies and one.reply]
    assert [one.passed_over for one in line.deputies] == ["hat selbst einen Sitz", "gefragt"]


def test_who_is_barred_or_not_pledged_is_named_beside_the_name(world):
    rows = {one.name: one for one in lists.seed_attendance(SYSTEM, world.sitting)}
    item = builders.item(world.sitting, "Förderung")
    db.session.add(ConflictOfInterest(agenda_item=item, attendance=rows["Kim Zweite"]))
    world.answer("Ast", NO)

    (line,) = [one for one in live_page(world.sitting, LATER).lines if one.reply]

    pledge = "ohne Datum der Verpflichtung und Verschwiegenheit"
    both = (pledge, "als befangen eingetragen")
    assert [one.cautions for one in line.deputies] == [(pledge,), both]


def test_a_committee_of_a_joint_sitting_calls_its_deputies_by_its_own_times(world):
    other = builders.committee("Zweites")
    world.sitting.partners.append(other)
    seat = builders.seat(other)
    builders.member(other, world.people["Christrose"], seat=seat)
    deputy = builders.person("Schnell")
    builders.member(other, deputy, role=MemberRole.DEPUTY, seat=seat, deputy_order=1)
    actions.set_times(SYSTEM, other, Times(after_hours=0))
    for name in ("Ast", "Christrose"):
        world.answer(name, NO, wish=Wish.CALL)

    tick(world, EARLY)

    assert world.called() == {"Schnell": "called"}


def test_the_house_sets_what_is_usual_and_a_committee_may_come_back_to_it(world, app, monkeypatch):
    monkeypatch.setitem(app.config, "CALLING", (5, 1, 8, 18))
    assert queries.times_of(world.committee) == Times(5, 1, 8, 18)

    actions.set_times(SYSTEM, world.committee, Times(0, 2, 7, 20))
    assert queries.times_of(world.committee) == Times(0, 2, 7, 20)
    assert actions.set_times(SYSTEM, world.committee, Times(5, 1, 8, 18))

    assert queries.times_row(world.committee.id) is None


@pytest.mark.parametrize("hindrance", ["no address", "no more post"])
def test_a_deputy_whom_no_mail_reaches_is_to_be_telephoned(world, hindrance):
    deputy = world.people["Erste"]
    if hindrance == "no address":
        deputy.email = ""
    else:
        db.session.add(Correspondence(person=deputy, has_stopped=True))
    world.answer("Ast", NO, wish=Wish.CALL)
    tick(world)
    office = Viewer(secretariat_of=frozenset({world.committee.id}))

    tasks = [one.text for one in due(Asked(office, berlin_date(LATER)))]

    assert (tasks, mails()) == (["Vertretung anrufen"], [])
    assert deputy.id in live_page(world.sitting, LATER).unreached
