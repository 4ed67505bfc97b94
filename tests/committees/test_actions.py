from datetime import time

import pytest

from gremien_app.audit.models import AuditEntry
from gremien_app.committees import actions
from gremien_app.extensions import db
from gremien_app.kernel.errors import RuleBroken
from gremien_app.kernel.viewer import Viewer
from gremien_app.kernel.working_days import NoticeUnit
from tests.builders import account, committee


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
    actions.edit(secretary, council, **values(legal_basis="§ 23a neu", usual_start=time(14)))

    (entry,) = entries()
    assert (council.legal_basis, council.usual_start) == ("§ 23a neu", "14:00")
    assert entry.changes == {"legal_basis": ["§ 23a", "§ 23a neu"], "usual_start": ["", "14:00"]}
    assert (entry.user_id, entry.actor, entry.committee_id) == (
        secretary.user_id,
        "Sam Büro",
        council.id,
    )


def test_a_changed_setting_counts_as_checked(council, secretary):
    actions.edit(secretary, council, **values(notice_days=7, notice_unit=NoticeUnit.CLEAR_DAYS))
    db.session.refresh(council)

    assert (council.notice_days, council.to_check) == (7, ["chair_votes"])
    assert entries()[0].changes["to_check"] == [["notice_days", "chair_votes"], ["chair_votes"]]


def test_saving_without_a_change_leaves_no_trace(council, secretary):
    actions.edit(secretary, council, **values())

    assert entries() == []


def test_a_refused_edit_changes_nothing(council, secretary):
    with pytest.raises(RuleBroken):
        actions.edit(secretary, council, **values(legal_basis="neu", notice_days=366))

    assert council.legal_basis == "§ 23a"
    assert entries() == []


def test_confirming_takes_a_setting_from_the_list_and_says_who_did(council, secretary):
    actions.confirm(secretary, council, "chair_votes")
    db.session.refresh(council)

    (entry,) = entries()
    assert council.to_check == ["notice_days"]
    assert (entry.action, entry.actor) == ("committee.confirmed", "Sam Büro")
    assert entry.summary == f"{council.short}: Stimmrecht des Vorsitzes geprüft"


def test_a_setting_is_confirmed_once(council, secretary):
    actions.confirm(secretary, council, "chair_votes")

    with pytest.raises(RuleBroken):
        actions.confirm(secretary, council, "chair_votes")
