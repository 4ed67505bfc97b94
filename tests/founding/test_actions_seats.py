from datetime import date

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.founding.seat_actions import edit_seats
from gremien_app.people.members.models import MemberRole, Seat
from tests.builders import NOW, account, committee, member, person, seat, term

IR = [{"label": "Gewählt", "seats": 2}, {"label": "Rat", "seats": 1}]


def entries():
    query = db.session.query(AuditEntry).filter(AuditEntry.action.startswith("committee."))
    return query.order_by(AuditEntry.id).all()


@pytest.fixture
def council(db_session):
    return committee(legal_basis="§ 23a", notice_days=None, to_check=["notice_days", "chair_votes"])


@pytest.fixture
def secretary(council):
    user = account(name="Sam Büro", secretariat_of=[council])
    return Viewer(user_id=user.id, name=user.name, secretariat_of=frozenset({council.id}))


def test_the_seats_of_each_term_are_stated_and_taken_back(council, secretary):
    old, new = term("2020/2025", date(2020, 11, 1), date(2025, 10, 31)), term()

    edit_seats(secretary, council, NOW, NOW.date(), seats={old: 15, new: 13}, seat_groups=[])
    assert council.statutory_seats_on(date(2021, 1, 1)) == 15

    edit_seats(secretary, council, NOW, NOW.date(), seats={old: None, new: 13}, seat_groups=[])
    assert council.statutory_seats_on(date(2021, 1, 1)) is None
    assert entries()[0].changes["Sitze 2020/2025"] == [None, 15]


def test_stating_the_seats_confirms_them_and_makes_open_forms_old(council, secretary):
    council.to_check = ["statutory_seats"]
    db.session.flush()
    before = council.version

    edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 15}, seat_groups=[])

    assert (council.to_check, council.version > before) == ([], True)
    assert [one.setting for one in council.confirmations] == ["statutory_seats"]


def test_seats_that_are_filled_do_not_vanish(council, secretary):
    for _ in range(2):
        member(council, person())
    member(council, person(), role=MemberRole.ADVISORY)

    with pytest.raises(RuleBroken, match="Heute sind 2 Sitze besetzt"):
        edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 1}, seat_groups=[])
    edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 2}, seat_groups=[])


def test_the_groups_of_the_seats_must_fit_the_running_term(council, secretary):
    groups = [{"label": "Gewählt", "seats": 22}, {"label": "Rat", "seats": 11}]

    with pytest.raises(RuleBroken, match="zusammen 33 Sitze, das Gremium hat 13"):
        edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 13}, seat_groups=groups)
    edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 33}, seat_groups=groups)

    assert council.seat_groups == groups


def edit_groups(secretary, council, *groups):
    rows = [{"label": label, "seats": seats} for label, seats in groups]
    total = sum(seats for _, seats in groups) or 3
    edit_seats(secretary, council, NOW, NOW.date(), seats={term(): total}, seat_groups=rows)


def test_seats_follow_their_group_when_it_is_renamed(council, secretary):
    council.seat_groups = IR
    running = seat(council)
    running.group_label = "Rat"
    past = Seat(
        committee=council,
        term=term("2014/2020", date(2014, 6, 1), date(2020, 10, 31)),
        position=1,
        group_label="Rat",
    )
    db.session.add(past)
    db.session.flush()

    edit_groups(secretary, council, ("Gewählt", 2), ("Vom Rat entsandt", 1))

    assert (running.group_label, past.group_label) == ("Vom Rat entsandt", "Rat")
    assert council.seat_groups[1]["label"] == "Vom Rat entsandt"
    assert council.statutory_seats_on(NOW.date()) == 3


@pytest.mark.parametrize("groups", [(), (("Gewählt", 3),), (("Rat", 1), ("Gewählt", 2))])
def test_a_group_with_seats_does_not_vanish(council, secretary, groups):
    council.seat_groups = IR
    seat(council).group_label = "Rat"
    db.session.flush()

    if "Rat" in dict(groups):
        edit_groups(secretary, council, *groups)
    else:
        with pytest.raises(RuleBroken, match="Zur Gruppe „Rat“ gehören schon Sitze"):
            edit_groups(secretary, council, *groups)
