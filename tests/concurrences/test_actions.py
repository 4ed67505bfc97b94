"""Asking for a look at a paper, answering it, and what is forgotten afterwards."""

from datetime import date, timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.house.due import Asked
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.mail.models import OutboxMail
from gremien_app.meetings.concurrences import actions, due_queries, queries, rules
from gremien_app.meetings.concurrences.models import Concurrence, Verdict
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW

DAY = NOW.date()
DUE = DAY + timedelta(days=7)


@pytest.fixture
def council(app):
    return build.committee()


@pytest.fixture
def office(council):
    return viewer_of(build.account("buero@example.org", secretariat_of=[council]), DAY)


@pytest.fixture
def paper(council):
    values = {"kind": PaperKind.PROPOSAL, "way": Way.OFFICE, "state": PaperState.DRAFT}
    return build.motion(council, "Geheimer Umzug", is_closed=True, **values)


def link_to(one, token):
    return f"https://gremien.example/{token or one.paper_id}"


def ask(office, paper, *, name="Rechtsamt", email="recht@example.org", user=None, due=DUE, now=NOW):
    given = {"user": user, "name": "" if user else name, "email": email, "due_on": due}
    sent = actions.ask(office, paper, link_to, now, **given)
    return sent.asked, sent.token


def mails():
    return db.session.query(OutboxMail).order_by(OutboxMail.id).all()


def test_the_mail_tells_a_day_and_a_link_and_neither_title_nor_committee(office, council, paper):
    one, shown = ask(office, paper)

    [mail] = mails()
    assert shown is None
    assert mail.holds_secret
    assert mail.subject == f"Bitte um Mitzeichnung bis {DUE:%d.%m.%Y}"
    assert not {"Geheimer", "Umzug", council.short} & set(mail.body.split())
    token = mail.body.partition("https://gremien.example/")[2].split()[0]
    assert len(token) == 43
    assert one.token_hash == digest(token)
    assert queries.by_token(token) is one
    told = [f"{e.summary}{e.changes}" for e in db.session.query(AuditEntry)]
    assert not any("Umzug" in text or "Rechtsamt" in text for text in told)


def test_without_an_address_the_link_comes_back_once_and_no_mail_goes_out(office, paper):
    one, token = ask(office, paper, email="")

    assert (mails(), digest(token)) == ([], one.token_hash)


def test_a_colleague_with_an_account_answers_signed_in_and_nobody_else(office, council, paper):
    account = build.account("zwei@example.org", "Kim Zwei", secretariat_of=[council])
    one, _none = ask(office, paper, user=account)

    assert one.token_hash is None
    assert f"https://gremien.example/{paper.id}\n" in mails()[0].body
    assert queries.own(viewer_of(account, DAY), paper.id) is one
    with pytest.raises(NotFound):
        queries.own(office, paper.id)
    assert [task.text for task in due_queries.due(Asked(viewer_of(account, DAY), DAY))] == [
        "Vorlage mitzeichnen"
    ]


def test_an_answer_is_replaced_by_the_next_and_told_to_office_and_chair_alone(
    office, council, paper
):
    one, token = ask(office, paper, email="")
    with pytest.raises(RuleBroken, match="Anmerkung"):
        actions.answer(actions.BY_LINK, one, NOW, verdict=Verdict.REMARKED, remark="")
    actions.answer(actions.BY_LINK, one, NOW, verdict=Verdict.REMARKED, remark="§ 3 fehlt")
    actions.answer(actions.BY_LINK, one, NOW, verdict=Verdict.AGREED, remark="")
    actions.answer(actions.BY_LINK, one, NOW, verdict=Verdict.AGREED, remark="")

    [line] = queries.lines_of(office, paper, DAY)
    assert (line.told, line.is_outdated, one.remark) == ("einverstanden", False, "")
    stranger = viewer_of(build.account("fremd@example.org"), DAY)
    assert queries.lines_of(stranger, paper, DAY) == []
    given = db.session.query(AuditEntry).filter_by(action="paper.concurrence_given").count()
    assert given == 2
    paper.text = "Anders"
    assert queries.lines_of(office, paper, DAY)[0].is_outdated
    assert queries.by_token(token) is one


def test_a_new_link_takes_the_place_of_the_old_one_and_an_ended_one_finds_nothing(office, paper):
    one, old = ask(office, paper, email="")
    new = actions.ask_again(office, one, link_to, NOW, due_on=DUE).token

    with pytest.raises(NotFound):
        queries.by_token(old)
    assert queries.by_token(new) is one
    actions.end(office, one, NOW)
    actions.end(office, one, NOW)
    with pytest.raises(NotFound):
        queries.by_token(new)
    with pytest.raises(RuleBroken, match="nicht mehr gebeten"):
        actions.answer(actions.BY_LINK, one, NOW, verdict=Verdict.AGREED, remark="")
    again = actions.ask_again(office, one, link_to, NOW, due_on=DUE).token
    assert rules.is_open(queries.by_token(again), DAY)


def test_silence_is_told_to_the_office_after_the_day_and_stops_nothing(office, paper):
    one, _token = ask(office, paper, email="")
    ask(office, paper, name="Amt 66", email="")
    assert list(due_queries.due(Asked(office, DUE))) == []

    [task] = due_queries.due(Asked(office, DUE + timedelta(days=1)))
    assert task.text == "Mitzeichnung: 2 Stellen haben nicht geantwortet"
    assert (task.is_overdue, task.anchor) == (True, "mitzeichnung")
    actions.answer(actions.BY_LINK, one, NOW, verdict=Verdict.AGREED, remark="")
    [task] = due_queries.due(Asked(office, DUE + timedelta(days=1)))
    assert "1 Stelle hat" in task.text


def test_address_and_link_are_forgotten_a_month_after_the_day_and_the_answer_stays(office, paper):
    one, _none = ask(office, paper)
    later = NOW + timedelta(days=7) + rules.KEPT
    assert actions.tidy(later) == 0

    assert actions.tidy(later + timedelta(days=1)) == 1
    assert (one.token_hash, one.email, one.name) == (None, "", "Rechtsamt")
    assert actions.tidy(later + timedelta(days=1)) == 0
    assert not rules.is_open(one, DUE + rules.KEPT + timedelta(days=1))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"way": Way.POST}, "was das Büro selbst verfasst"),
        ({"kind": PaperKind.DOCUMENT}, "was das Büro selbst verfasst"),
        ({"state": PaperState.HANDLED}, "behandelt"),
    ],
)
def test_only_papers_of_the_office_that_are_not_done_are_asked_for(
    office, council, values, message
):
    usual = {"kind": PaperKind.PROPOSAL, "way": Way.OFFICE, "state": PaperState.DRAFT}
    paper = build.motion(council, **(usual | values))

    with pytest.raises(RuleBroken, match=message):
        ask(office, paper)


def test_everybody_is_asked_once_and_by_a_day_ahead(office, council, paper):
    ask(office, paper)

    with pytest.raises(RuleBroken, match="ist schon gefragt"):
        ask(office, paper)
    with pytest.raises(RuleBroken, match="Vergangenheit"):
        ask(office, paper, name="Amt 66", due=date(2026, 1, 1))
    with pytest.raises(RuleBroken, match="welche Person oder"):
        ask(office, paper, name="")
    with pytest.raises(RuleBroken, match="Entweder"):
        rules.require_named("x", has_account=True)
    assert db.session.query(Concurrence).count() == 1
