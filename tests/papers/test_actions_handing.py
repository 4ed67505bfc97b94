"""Members hand in: a draft of their own, movers who confirm, the right to move on that day."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.papers import handing_actions, handing_queries, handing_rules
from gremien_app.meetings.papers.handing_rules import Chance
from gremien_app.meetings.papers.kinds import PaperKind, PaperState
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.members.models import Membership
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW

ADDRESS = "https://gremien.example/unterlagen/1"


@pytest.fixture
def council(app):
    made = build.committee()
    made.people = [build.person(name) for name in ("Eins", "Zwei", "Drei")]
    made.viewers = []
    for number, person in enumerate(made.people):
        build.member(made, person)
        account = build.account(f"m{number}@example.org", person=person)
        made.viewers.append(viewer_of(account, today()))
    return made


def begun(council, movers=(), **values):
    values = {"kind": PaperKind.MOTION, "title": "Mehr Bänke"} | values
    person = council.people[0]
    return handing_actions.begin(council.viewers[0], council, person, movers, **values)


def test_a_draft_leaves_no_trace_until_it_is_handed_in(council):
    office = viewer_of(build.account("b@example.org", secretariat_of=[council]), today())
    paper = begun(council)
    assert db.session.query(AuditEntry).filter(AuditEntry.action.like("paper.%")).count() == 0
    with pytest.raises(NotFound):
        handing_queries.own_draft(office, paper.id)

    handing_actions.hand_in(council.viewers[0], paper, utc_now(), ADDRESS)

    assert (paper.state, paper.own_number) == (PaperState.RECEIVED, "")
    told = db.session.query(AuditEntry).filter(AuditEntry.action == "paper.received").one()
    assert "über diese Anwendung eingereicht" in told.summary
    with pytest.raises(RuleBroken, match="schon eingegangen"):
        handing_actions.hand_in(council.viewers[0], paper, utc_now(), ADDRESS)


def test_each_mover_confirms_alone_and_is_asked_again_after_other_words(council):
    one, two, three = council.viewers
    paper = begun(council, council.people[1:])
    handing_actions.confirm(two, paper, NOW)

    handing_actions.edit(one, paper, council.people[1:], title="Noch mehr Bänke")
    assert [row.confirmed_at for row in paper.submitters] == [None, None, None]
    handing_actions.hand_in(one, paper, utc_now(), ADDRESS)
    handing_actions.confirm(two, paper, NOW)
    handing_actions.decline(three, paper)

    assert [row.person for row in paper.submitters] == council.people[:2]
    with pytest.raises(RuleBroken, match="schon bestätigt"):
        handing_actions.confirm(two, paper, NOW)
    mails = db.session.query(OutboxMail).order_by(OutboxMail.id).all()
    assert [mail.to_address for mail in mails] == ["m1@example.org", "m2@example.org"]
    assert not any("Bänke" in f"{mail.subject}{mail.body}" for mail in mails)


def test_the_last_mover_takes_the_paper_back_and_an_earlier_one_only_leaves(council):
    one, two, _three = council.viewers
    paper = begun(council, council.people[1:2])
    handing_actions.hand_in(one, paper, utc_now(), ADDRESS)
    handing_actions.confirm(two, paper, NOW)

    assert handing_actions.leave(one, paper, NOW) is False
    assert [row.person for row in paper.submitters] == [council.people[1]]
    assert handing_actions.leave(two, paper, NOW) is True
    assert paper.state is PaperState.RETRACTED


def test_the_right_to_move_counts_on_the_day_of_handing_in(council):
    paper = begun(council)
    membership = db.session.query(Membership).filter_by(person_id=council.people[0].id).one()
    membership.may_move = False

    with pytest.raises(RuleBroken, match="kein Antragsrecht"):
        handing_actions.hand_in(council.viewers[0], paper, utc_now(), ADDRESS)
    suggestion = begun(council, title="Anregung", is_suggestion=True)
    handing_actions.hand_in(council.viewers[0], suggestion, utc_now(), ADDRESS)

    assert suggestion.state is PaperState.RECEIVED


def test_only_who_began_it_changes_hands_in_and_deletes_the_draft(council):
    paper = begun(council, council.people[1:2])

    assert handing_queries.own(council.viewers[1], paper.id) is paper
    with pytest.raises(NotFound):
        handing_queries.own_draft(council.viewers[1], paper.id)
    with pytest.raises(NotFound):
        handing_queries.own(council.viewers[2], paper.id)
    handing_actions.discard(paper)
    with pytest.raises(NotFound):
        handing_queries.own_draft(council.viewers[0], paper.id)


def test_too_late_for_one_sitting_is_in_time_for_the_next():
    day = NOW.date()
    late = Chance(Sitting(), day - timedelta(days=1))
    open_ = Chance(Sitting(), day)

    assert handing_rules.chances([late, open_], day) == ([late], open_)
    assert handing_rules.chances([late], day) == ([late], None)
    assert handing_rules.chances([Chance(Sitting(), None)], day)[0] == []
