"""What a page of failure says: its number, what is allowed, what was saved instead."""

import logging
import re

import pytest
from lxml import html
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import InternalServerError

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.audit.queries import last_saved
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.errors import error_page
from gremien_app.meetings.agenda import actions as agenda
from gremien_app.meetings.deadlines.models import DeadlineDone, DeadlineKind
from gremien_app.meetings.sittings import rules as sitting_rules
from tests import builders as b

TEXT = "Ein langer Bericht, an dem eine halbe Stunde gearbeitet wurde und der bleiben soll."


@pytest.fixture
def council(app):
    return b.committee()


@pytest.fixture
def secretary(council, client, login):
    login(client, b.account("buero@example.org", secretariat_of=[council]))
    return client


@pytest.fixture
def sitting(council):
    made = b.sitting(council)
    db.session.commit()
    return made


@pytest.fixture
def as_on_a_server(app, monkeypatch):
    """Errors become pages instead of reaching the test."""
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def main(answer):
    return html.document_fromstring(answer.text).xpath("//main")[0]


def texts(answer):
    return [area.text_content().strip() for area in main(answer).xpath(".//textarea[@readonly]")]


def breaks(*_args, **_more):
    raise ZeroDivisionError("a fault of ours")


def test_a_fault_has_a_number_that_is_found_in_the_log_and_keeps_the_text(
    as_on_a_server, secretary, sitting, monkeypatch, caplog
):
    monkeypatch.setattr(agenda, "add_item", breaks)

    with caplog.at_level(logging.ERROR):
        answer = secretary.post(
            f"/sitzungen/{sitting.id}/tagesordnung/neu",
            data={"title": "Bericht", "place": "public", "explanation": TEXT},
        )

    [number] = main(answer).xpath(".//code")
    assert answer.status_code == 500
    assert re.fullmatch(r"[0-9a-f]{16}", number.text_content())
    assert answer.headers["X-Request-ID"] == number.text_content()
    assert f"(Anfrage {number.text_content()})" in caplog.text
    assert "ZeroDivisionError" not in answer.text
    assert texts(answer) == [TEXT]


def test_the_page_of_a_fault_comes_even_when_it_cannot_be_made_as_usual(
    as_on_a_server, app, secretary, sitting, monkeypatch
):
    calls = []

    def first_broken(*args, **more):
        calls.append(args)
        if len(calls) == 1:
            raise OperationalError("SELECT", {}, Exception("gone away"))
        return error_page(*args, **more)

    monkeypatch.setattr(agenda, "add_item", breaks)
    monkeypatch.setattr("gremien_app.base.web.errors.error_page", first_broken)

    answer = secretary.post(
        f"/sitzungen/{sitting.id}/tagesordnung/neu",
        data={"title": "Bericht", "place": "public", "explanation": TEXT},
    )

    assert answer.status_code == 500
    assert TEXT in texts(answer)


def test_every_request_has_another_number_and_the_record_holds_it(secretary, sitting):
    first = secretary.get("/sitzungen", headers={"X-Request-ID": "of-the-caller"})
    answer = secretary.post(
        f"/sitzungen/{sitting.id}/tagesordnung/neu", data={"title": "x", "place": "public"}
    )

    entry = db.session.query(AuditEntry).filter_by(action="agenda.item_added").one()
    assert entry.request_id == answer.headers["X-Request-ID"]
    assert first.headers["X-Request-ID"] not in {"of-the-caller", entry.request_id}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/abmelden", {"POST", "OPTIONS"}),
        ("DELETE", "/sitzungen", {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/sitzungen/neu", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("POST", "/sitzungen/7", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_method_that_is_not_offered_is_told_which_are(client, method, path, allowed):
    answer = client.open(path, method=method)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == allowed


def test_a_form_sent_twice_is_told_what_stands_there_and_where(
    secretary, council, sitting, monkeypatch
):
    """Both passed the check before either had saved, as on PostgreSQL."""

    def saved_meanwhile(actor, here, *_args, **_more):
        record(actor, "sitting.planned", here, summary="Sitzung geplant: StAG B")
        done = {"kind": DeadlineKind.DISPATCH, "done_by": "Kim", "done_at": b.NOW}
        db.session.add(DeadlineDone(sitting_id=here.id, **done))
        db.session.commit()
        db.session.add(DeadlineDone(sitting_id=here.id, **done))
        db.session.flush()

    monkeypatch.setattr(agenda, "add_item", saved_meanwhile)
    address = f"/sitzungen/{sitting.id}"
    monkeypatch.setattr("tests.page_client.check_response", lambda *_args: None)  # commits twice
    answer = secretary.post(
        f"{address}/tagesordnung/neu",
        data={"title": "Bericht", "place": "public", "explanation": TEXT},
    )

    assert answer.status_code == 409
    assert "Sitzung geplant: StAG B" in main(answer).text_content()
    assert main(answer).xpath(f".//a[@href='{address}']")
    assert texts(answer) == [TEXT]


def test_who_may_not_read_the_record_is_not_told_what_another_saved(council, sitting):
    kim = Viewer(user_id=99, name="Kim")
    record(kim, "sitting.noted", sitting, summary="Geheim", committee_id=None)
    db.session.commit()
    taker = Viewer(user_id=1, member_of=frozenset({council.id}))
    clerk = Viewer(user_id=2, secretariat_of=frozenset({council.id}))
    day = b.NOW.replace(year=2000)

    assert last_saved(taker, "sitting", sitting.id, day) is None
    assert last_saved(clerk, "sitting", sitting.id, day) is None  # of no committee: hers alone

    record(
        kim,
        "sitting.noted",
        sitting,
        summary="Vermerk geändert",
        committee_id=council.id,
    )
    db.session.commit()
    assert last_saved(taker, "sitting", sitting.id, day) is None
    assert last_saved(clerk, "sitting", sitting.id, day).entry.summary == "Vermerk geändert"
    assert last_saved(clerk, "sitting", None, day) is None  # another's, not sent twice


def test_a_refusal_does_not_lose_what_was_typed_on_the_way_back(
    secretary, council, sitting, monkeypatch
):
    def refuses(*_args, **_more):
        raise RuleBroken("Die Sitzung ist inzwischen beendet.")

    monkeypatch.setattr(sitting_rules, "state_after_move", refuses)

    answer = secretary.post(
        f"/sitzungen/{sitting.id}/verlegen",
        data={"day": "01.12.2026", "reason": TEXT},
        headers={"Referer": "http://localhost/sitzungen"},
    )

    assert answer.status_code == 409
    assert "Die Sitzung ist inzwischen beendet." in main(answer).text_content()
    assert texts(answer) == [TEXT]


def test_a_database_that_does_not_answer_is_no_fault_of_the_program(
    secretary, sitting, monkeypatch
):
    def away(*_args, **_more):
        raise OperationalError("INSERT", {}, Exception("server closed the connection"))

    monkeypatch.setattr(agenda, "add_item", away)

    answer = secretary.post(
        f"/sitzungen/{sitting.id}/tagesordnung/neu",
        data={"title": "Bericht", "place": "public", "explanation": TEXT},
    )

    assert answer.status_code == 503
    assert "Die Datenbank antwortet gerade nicht" in answer.text
    assert texts(answer) == [TEXT]


def test_another_sites_form_is_not_offered_to_be_sent_again(
    as_on_a_server, app, secretary, sitting, monkeypatch
):
    monkeypatch.setitem(app.before_request_funcs, None, [breaks])

    answer = secretary.post(
        f"/sitzungen/{sitting.id}/tagesordnung/neu",
        data={"title": "Bericht", "place": "public", "explanation": TEXT},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == InternalServerError.code
    assert main(answer).xpath(".//form") == []
