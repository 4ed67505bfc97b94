from datetime import time

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.kernel.working_days import NoticeUnit
from gremien_app.people.committees import actions
from gremien_app.people.committees.models import ChairMode, Office
from tests.builders import NOW, account, committee


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
