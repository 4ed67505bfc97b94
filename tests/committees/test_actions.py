from datetime import date, time

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.people.committees import actions
from gremien_app.people.committees.models import ChairMode, Office
from gremien_app.people.members.models import MemberRole, Seat
from tests.builders import NOW, account, committee, member, person, seat, term


@pytest.fixture
def council(db_session):
    return committee(legal_basis="§ 23a", notice_days=None, to_check=["notice_days", "chair_votes"])


@pytest.fixture
def secretary(council):
    user = account(name="Sam Büro", secretariat_of=[council])
    return Viewer(user_id=user.id, name=user.name, secretariat_of=frozenset({council.id}))


def values(**changed):
    return {
        "legal_basis": "§ 23a",
        "about": "",
        "contact_name": "",
        "contact_phone": "",
        "contact_email": "",
        "chair_title": "Vorsitz",
        "notice_days": None,
        "notice_unit": NoticeUnit.CALENDAR_DAYS,
        "minutes_due_days": 28,
        "usual_start": None,
        "is_public": True,
    } | changed


def entries():
    query = db.session.query(AuditEntry).filter(AuditEntry.action.startswith("committee."))
    return query.order_by(AuditEntry.id).all()


def test_an_edit_is_recorded_with_old_and_new(council, secretary):
    actions.edit(secretary, council, NOW, **values(legal_basis="§ 23a neu", usual_start=time(14)))

    (entry,) = entries()
    assert (council.legal_basis, council.usual_start) == ("§ 23a neu", "14:00")
    assert entry.changes == {"legal_basis": ["§ 23a", "§ 23a neu"], "usual_start": ["", "14:00"]}
    assert (entry.user_id, entry.actor, entry.committee_id) == (
        secretary.user_id,
        "Sam Büro",
        council.id,
    )


def test_a_changed_setting_counts_as_checked(council, secretary):
    actions.edit(
        secretary, council, NOW, **values(notice_days=7, notice_unit=NoticeUnit.CLEAR_DAYS)
    )
    db.session.refresh(council)

    assert (council.notice_days, council.to_check) == (7, ["chair_votes"])
    assert entries()[0].changes["to_check"] == [
        ["Ladungsfrist", "Stimmrecht des Vorsitzes"],
        ["Stimmrecht des Vorsitzes"],
    ]


def test_saving_without_a_change_leaves_no_trace(council, secretary):
    actions.edit(secretary, council, NOW, **values())

    assert entries() == []


def test_a_refused_edit_changes_nothing(council, secretary):
    with pytest.raises(RuleBroken):
        actions.edit(secretary, council, NOW, **values(legal_basis="neu", notice_days=366))

    assert council.legal_basis == "§ 23a"
    assert entries() == []


def test_confirming_takes_a_setting_from_the_list_and_says_who_did(council, secretary):
    actions.confirm(secretary, council, "chair_votes", NOW)
    db.session.refresh(council)

    (entry,) = entries()
    assert council.to_check == ["notice_days"]
    assert (entry.action, entry.actor) == ("committee.confirmed", "Sam Büro")
    assert entry.summary == f"{council.short}: Stimmrecht des Vorsitzes geprüft"


def test_a_setting_is_confirmed_once(council, secretary):
    actions.confirm(secretary, council, "chair_votes", NOW)

    with pytest.raises(RuleBroken):
        actions.confirm(secretary, council, "chair_votes", NOW)


def test_who_confirmed_a_setting_and_when_is_kept(council, secretary):
    actions.confirm(secretary, council, "chair_votes", NOW)
    actions.edit(secretary, council, NOW, **values(notice_days=7))
    db.session.refresh(council)

    kept = [(one.setting, one.confirmed_by, one.at) for one in council.confirmations]
    assert kept == [("chair_votes", "Sam Büro", NOW), ("notice_days", "Sam Büro", NOW)]


def test_an_office_belongs_to_a_chair_ex_officio_only(council, secretary):
    office = Office(title="Oberbürgermeister*in")
    db.session.add(office)
    db.session.flush()

    actions.edit(secretary, council, NOW, chair_mode=ChairMode.MAYOR, office_id=office.id)
    assert council.office_id == office.id

    actions.edit(secretary, council, NOW, chair_mode=ChairMode.ELECTED)
    assert council.office_id is None


def test_two_committees_have_different_short_names(council, secretary):
    committee("integrationsrat", short="IR")

    with pytest.raises(RuleBroken, match="hat schon ein anderes Gremium") as refused:
        actions.edit(secretary, council, NOW, short="ir")

    assert refused.value.field == "short"


def test_an_unknown_setting_is_a_programming_error(council, secretary):
    with pytest.raises(TypeError):
        actions.edit(secretary, council, NOW, slug="anders")


def test_the_seats_of_each_term_are_stated_and_taken_back(council, secretary):
    old, new = term("2020/2025", date(2020, 11, 1), date(2025, 10, 31)), term()

    actions.edit_seats(
        secretary, council, NOW, NOW.date(), seats={old: 15, new: 13}, seat_groups=[]
    )
    assert council.statutory_seats_on(date(2021, 1, 1)) == 15

    actions.edit_seats(
        secretary, council, NOW, NOW.date(), seats={old: None, new: 13}, seat_groups=[]
    )
    assert council.statutory_seats_on(date(2021, 1, 1)) is None
    assert entries()[0].changes["Sitze 2020/2025"] == [None, 15]


def test_stating_the_seats_confirms_them_and_makes_open_forms_old(council, secretary):
    council.to_check = ["statutory_seats"]
    db.session.flush()
    before = council.version

    actions.edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 15}, seat_groups=[])

    assert (council.to_check, council.version > before) == ([], True)
    assert [one.setting for one in council.confirmations] == ["statutory_seats"]


def test_seats_that_are_filled_do_not_vanish(council, secretary):
    for _ in range(2):
        member(council, person())
    member(council, person(), role=MemberRole.ADVISORY)

    with pytest.raises(RuleBroken, match="Heute sind 2 Sitze besetzt"):
        actions.edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 1}, seat_groups=[])
    actions.edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 2}, seat_groups=[])


def test_the_groups_of_the_seats_must_fit_the_running_term(council, secretary):
    groups = [{"label": "Gewählt", "seats": 22}, {"label": "Rat", "seats": 11}]

    with pytest.raises(RuleBroken, match="zusammen 33 Sitze, das Gremium hat 13"):
        actions.edit_seats(
            secretary, council, NOW, NOW.date(), seats={term(): 13}, seat_groups=groups
        )
    actions.edit_seats(secretary, council, NOW, NOW.date(), seats={term(): 33}, seat_groups=groups)

    assert council.seat_groups == groups


IR = [{"label": "Gewählt", "seats": 2}, {"label": "Rat", "seats": 1}]


def edit_groups(secretary, council, *groups):
    rows = [{"label": label, "seats": seats} for label, seats in groups]
    total = sum(seats for _, seats in groups) or 3
    actions.edit_seats(secretary, council, NOW, NOW.date(), seats={term(): total}, seat_groups=rows)


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
