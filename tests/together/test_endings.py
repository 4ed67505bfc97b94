"""Two at once at what something ended: given back once, and nobody's edit is lost."""

from datetime import date

import pytest

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.founding import closing_actions as closing
from gremien_app.people.committees.models import Committee
from gremien_app.people.members import actions
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.models import Ending, Membership
from tests import builders as build
from tests.simultaneous import at_once, in_own_session, rounds

pytestmark = pytest.mark.postgresql_only
OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}
LAST, EARLIER, LATER = date(2027, 12, 31), date(2027, 6, 30), date(2028, 6, 30)


@pytest.fixture
def council(app) -> Committee:
    return build.committee()


@pytest.fixture
def member(council) -> Membership:
    one = build.member(council, build.person("Alt"), seat=build.seat(council))
    actions.end_membership(SYSTEM, one, LATER, reason="Ruhestand")
    return one


def close(council) -> None:
    closing.close(SYSTEM, council, last_day=LAST, reason="Fertig", ends_memberships=True)
    db.session.commit()


def restored() -> int:
    return db.session.query(AuditEntry).filter_by(action="membership.restored").count()


@pytest.mark.parametrize("_round", rounds)
def test_a_body_opened_twice_at_once_gives_every_end_back_once(app, council, member, _round):
    close(council)
    id_ = council.id

    def reopen() -> int:
        return len(closing.reopen(SYSTEM, db.session.get(Committee, id_)).restored)

    answers = at_once(in_own_session(app, reopen), in_own_session(app, reopen))

    assert sorted(map(str, answers)) == ["1", "Dieses Gremium ist nicht geschlossen."]
    db.session.expire_all()
    assert (member.ends_on, member.end_reason, restored()) == (LATER, "Ruhestand", 1)
    assert verify_chain().faults == []


@pytest.mark.parametrize("_round", rounds)
def test_a_succession_taken_back_twice_at_once_is_taken_back_once(
    app, council, member, new_client, login, _round
):
    heir = changes.succeed(SYSTEM, member, build.person("Neu"), last_day=EARLIER, reason="Wegzug")
    clerk = build.account("buero@example.org", secretariat_of=[council])
    browsers = [login(new_client(), clerk) for _ in range(2)]
    address = f"/mitgliedschaften/{heir.id}/rueckgaengig"

    answers = at_once(*(lambda b=b: b.post(address, headers=OWN_PAGE) for b in browsers))

    codes = sorted(answer.status_code for answer in answers)
    assert codes[0] == 302
    assert codes[1] in {404, 409}
    db.session.expire_all()
    assert (member.ends_on, member.end_reason, restored()) == (LATER, "Ruhestand", 1)
    assert (db.session.query(Membership).count(), db.session.query(Ending).count()) == (1, 0)


@pytest.mark.parametrize("_round", rounds)
def test_opening_a_body_while_somebody_ends_a_membership_anew_loses_neither(
    app, council, member, _round
):
    close(council)
    id_, member_id = council.id, member.id

    def reopen() -> list[int]:
        taken = closing.reopen(SYSTEM, db.session.get(Committee, id_))
        return [len(taken.restored), len(taken.kept)]

    def end() -> None:
        one = db.session.get(Membership, member_id)
        actions.end_membership(SYSTEM, one, EARLIER, reason="verzogen")

    answers = at_once(in_own_session(app, reopen), in_own_session(app, end))

    assert not any(isinstance(one, RuleBroken) for one in answers)
    assert answers[0] in ([1, 0], [0, 1])
    db.session.expire_all()
    assert (member.ends_on, member.end_reason) == (EARLIER, "verzogen")
    assert (council.closed_on, db.session.query(Ending).count()) == (None, 0)
