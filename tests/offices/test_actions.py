from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings.actions import seed_attendance
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.committees.models import ChairMode, Office
from gremien_app.people.members.models import ChairOffice, Ending, MemberRole, OfficeTenure
from gremien_app.people.members.queries import roster
from gremien_app.people.offices import actions, queries
from tests import builders as build

ACTOR = Viewer(name="Sam Büro")
START, CHANGE = date(2025, 11, 1), date(2026, 7, 1)


@pytest.fixture
def office(db_session):
    made = Office(title="Oberbürgermeister*in")
    db.session.add(made)
    db.session.flush()
    return made


@pytest.fixture
def councils(office):
    settings = {"chair_mode": ChairMode.MAYOR, "office_id": office.id}
    return [
        build.committee("stag-b", short="StAG B", chair_votes=False, position=1, **settings),
        build.committee("stag-q", short="StAG Q", chair_votes=True, position=2, **settings),
        build.committee("ir", short="IR", position=3),
    ]


def change(office, person, day=START, title="Oberbürgermeisterin"):
    return actions.change_holder(ACTOR, office, person, title=title, starts_on=day)


def deputy(office, person, day=START, position=1):
    return actions.add_deputy(
        ACTOR, office, person, title="Bürgermeister", starts_on=day, position=position
    )


def chairs(council, day):
    return [
        (one.person.last_name, one.chair_office, one.can_vote) for one in roster(council.id, day)
    ]


def test_the_first_holder_chairs_every_committee_of_the_office(office, councils):
    first, second, elected = councils

    change(office, build.person("Reker"))

    assert chairs(first, START) == [("Reker", ChairOffice.CHAIR, False)]
    assert chairs(second, START) == [("Reker", ChairOffice.CHAIR, True)]
    assert chairs(elected, START) == []
    assert {one.role for one in roster(second.id, START)} == {MemberRole.CHAIR}


def test_a_change_of_office_changes_every_chair_on_the_day(office, councils):
    old = change(office, build.person("Reker"))
    new = change(office, build.person("Burmester"), CHANGE, "Oberbürgermeister")

    for council in councils[:2]:
        assert [one[0] for one in chairs(council, date(2026, 6, 30))] == ["Reker"]
        assert [one[0] for one in chairs(council, CHANGE)] == ["Burmester"]
    assert (old.ends_on, new.ends_on) == (date(2026, 6, 30), None)
    assert all(one.tenure is new for one in queries.memberships_of(new))
    assert [one.title for one in queries.tenures_of(office)] == [
        "Oberbürgermeister",
        "Oberbürgermeisterin",
    ]


def test_a_chair_entered_by_hand_is_taken_over(office, councils):
    reker = build.person("Reker")
    by_hand = build.member(
        councils[0], reker, role=MemberRole.CHAIR, can_vote=False, starts_on=date(2025, 11, 5)
    )

    tenure = change(office, reker)
    assert by_hand.tenure is tenure
    assert chairs(councils[0], CHANGE) == [("Reker", None, False)]

    change(office, build.person("Burmester"), CHANGE)
    assert by_hand.ends_on == date(2026, 6, 30)


def test_a_committee_in_which_somebody_else_chairs_is_left_as_it_is(office, councils):
    third = build.member(councils[1], build.person("Dritt"), role=MemberRole.CHAIR, can_vote=False)

    change(office, build.person("Reker"))
    assert [one[0] for one in chairs(councils[0], START)] == ["Reker"]
    assert [one[0] for one in chairs(councils[1], START)] == ["Dritt"]

    third.ends_on = date(2026, 6, 30)
    db.session.flush()
    assert actions.take_chairs(ACTOR, office, CHANGE) == 1
    assert [one[0] for one in chairs(councils[1], CHANGE)] == ["Reker"]


def test_a_full_committee_refuses_the_whole_change_and_is_named(office, councils):
    councils[1].seats_by_term[0].seats = 1
    build.member(councils[1], build.person())

    with pytest.raises(RuleBroken, match="StAG Q: Am 01"):
        change(office, build.person("Reker"))


def test_deputies_stand_in_the_chair_without_presiding(office, councils):
    change(office, build.person("Reker"))
    deputy(office, build.person("Heinen"), position=2)
    deputy(office, build.person("Scho"), position=1)

    assert chairs(councils[0], START) == [
        ("Reker", ChairOffice.CHAIR, False),
        ("Scho", ChairOffice.DEPUTY_CHAIR, False),
        ("Heinen", ChairOffice.DEPUTY_CHAIR, False),
    ]


def test_a_deputy_who_is_a_member_already_stays_one(office, councils):
    person = build.person("Scho")
    build.member(councils[0], person)

    deputy(office, person)

    assert [one.role for one in roster(councils[0].id, START)] == [MemberRole.VOTING]
    assert [one.role for one in roster(councils[1].id, START)] == [MemberRole.CHAIR]


def test_a_deputy_who_takes_the_office_is_no_deputy_any_more(office, councils):
    person = build.person("Scho")
    change(office, build.person("Reker"))
    old = deputy(office, person)

    change(office, person, CHANGE)

    assert old.ends_on == date(2026, 6, 30)
    assert chairs(councils[0], CHANGE) == [("Scho", ChairOffice.CHAIR, False)]


def test_a_change_is_taken_back_and_everything_is_as_before(office, councils):
    old = change(office, build.person("Reker"))
    old_chair = queries.memberships_of(old)[0]
    old_chair.ends_on = date(2030, 10, 31)
    helper = build.person("Scho")
    former_deputy = deputy(office, helper)
    new = change(office, helper, CHANGE)

    actions.undo(ACTOR, new)

    assert old.ends_on is None
    assert old_chair.ends_on == date(2030, 10, 31)
    assert former_deputy.ends_on is None
    for council in councils[:2]:
        assert [one[0] for one in chairs(council, CHANGE)] == ["Reker", "Scho"]
    assert db.session.query(OfficeTenure).count() == 2


def test_taking_back_leaves_a_chair_that_was_there_before(office, councils):
    reker = build.person("Reker")
    by_hand = build.member(councils[0], reker, role=MemberRole.CHAIR, can_vote=False)

    actions.undo(ACTOR, change(office, reker))

    assert by_hand.tenure is None
    assert [one[0] for one in chairs(councils[0], CHANGE)] == ["Reker"]
    assert chairs(councils[1], CHANGE) == []


@pytest.mark.parametrize(
    ("day", "state", "is_refused"),
    [
        (date(2026, 7, 2), SittingState.CLOSED, True),
        (date(2026, 7, 1), SittingState.RUNNING, False),
        (date(2026, 7, 2), SittingState.PLANNED, False),
        (date(2026, 6, 30), SittingState.CLOSED, False),
    ],
)
def test_a_change_stands_once_the_new_holder_is_on_the_list_of_a_held_sitting(
    office, councils, day, state, is_refused
):
    change(office, build.person("Reker"))
    new = change(office, build.person("Burmester"), CHANGE)
    db.session.commit()
    seed_attendance(ACTOR, build.sitting(councils[0], day, state=state))
    db.session.commit()

    if is_refused:
        with pytest.raises(RuleBroken, match=r"Sitzung am 02\.07\.2026 schon erfasst"):
            actions.undo(ACTOR, new)
    else:
        actions.undo(ACTOR, new)


def test_the_end_of_a_tenure_is_taken_back_with_the_chairs_that_ended(office, councils):
    tenure = change(office, build.person("Reker"))
    chair = queries.memberships_of(tenure)[0]
    chair.ends_on = date(2030, 10, 31)

    actions.end_tenure(ACTOR, tenure, date(2026, 6, 30))
    actions.resume_tenure(ACTOR, tenure)

    assert (tenure.ends_on, db.session.query(Ending).count()) == (None, 0)
    assert [one.ends_on for one in queries.memberships_of(tenure)] == [date(2030, 10, 31), None]


def test_an_office_can_be_vacant(office, councils):
    tenure = change(office, build.person("Reker"))

    actions.end_tenure(ACTOR, tenure, date(2026, 6, 30))

    assert chairs(councils[0], CHANGE) == []
    with pytest.raises(RuleBroken, match="schon beendet"):
        actions.end_tenure(ACTOR, tenure, date(2026, 6, 30))


def test_a_new_committee_gets_its_chair_from_a_day_on(office, councils):
    change(office, build.person("Reker"))
    deputy(office, build.person("Scho"))
    councils[2].chair_mode, councils[2].office = ChairMode.MAYOR, office
    db.session.flush()

    assert actions.take_chairs(ACTOR, office, CHANGE) == 2
    assert actions.take_chairs(ACTOR, office, CHANGE) == 0
    assert chairs(councils[2], date(2026, 6, 30)) == []
    assert [one[0] for one in chairs(councils[2], CHANGE)] == ["Reker", "Scho"]


def test_a_former_holder_changes_no_roster(office, councils):
    change(office, build.person("Burmester"))

    actions.add_former(
        ACTOR,
        office,
        build.person("Reker"),
        title="Oberbürgermeisterin",
        starts_on=date(2015, 10, 21),
        ends_on=date(2025, 10, 31),
        today=date(2026, 11, 22),
    )

    assert chairs(councils[0], date(2025, 10, 31)) == []
    assert len(queries.tenures_of(office)) == 2


def test_what_is_changed_is_recorded(office):
    tenure = change(office, build.person("Reker"))
    actions.edit_tenure(ACTOR, tenure, title="Oberbürgermeister", position=0)
    actions.edit_tenure(ACTOR, tenure, title="Oberbürgermeister", position=0)
    actions.edit_office(ACTOR, office, title="OB")

    found = db.session.query(AuditEntry).filter(AuditEntry.action.startswith("office."))
    assert [one.action for one in found.order_by(AuditEntry.id)] == [
        "office.changed",
        "office.tenure_edited",
        "office.edited",
    ]
    assert "Reker" not in str([(one.summary, one.changes) for one in found])


def test_the_attendance_calls_the_chair_by_the_title_as_it_was_held(office, councils):
    change(office, build.person("Reker", office="Beigeordnete"))
    sitting = build.sitting(councils[0], date(2026, 3, 1), state=SittingState.INVITED)
    db.session.commit()

    [line] = seed_attendance(ACTOR, sitting)

    assert (line.detail, line.group.value) == ("Oberbürgermeisterin", "chair")


def test_an_office_entered_twice_at_the_same_moment_is_refused(office, monkeypatch):
    db.session.commit()
    monkeypatch.setattr(actions.rules, "require_office_title", lambda *_, **__: None)

    with pytest.raises(RuleBroken, match="gerade eben angelegt") as refusal:
        actions.add_office(ACTOR, title=office.title)

    assert refusal.value.field == "title"
