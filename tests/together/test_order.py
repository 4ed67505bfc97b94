"""The order of one transaction: the steps before a commit, the locks, who has to yield."""

import threading
from datetime import date, time

import pytest
from flask import has_request_context
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.transactions import locked
from gremien_app.meetings.proceedings.actions import mark_attendance
from gremien_app.meetings.proceedings.models import Attendance, AttendanceStatus
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.people.committees.models import Committee
from gremien_app.people.members import change_actions as changes
from gremien_app.people.members.data import data_of
from gremien_app.people.members.models import Membership
from tests import builders as build
from tests.databases import traced
from tests.page_client import PageClient
from tests.simultaneous import at_once, in_own_session, wait_until_somebody_waits

OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}
NOTE = "Ein langer Vermerk, der Mühe gemacht hat und nicht verloren gehen darf."


@pytest.fixture
def council(app) -> Committee:
    return build.committee()


@pytest.fixture
def line(council) -> Attendance:
    """Somebody on the list of a sitting that runs, not marked yet."""
    seat = build.seat(council, build.organization())
    membership = build.member(council, seat=seat)
    sitting = build.sitting(council, date(2026, 11, 30), time(9), state=SittingState.RUNNING)
    made = build.attend(
        sitting, membership.person, AttendanceStatus.ABSENT, membership=membership, can_vote=True
    )
    db.session.commit()
    return made


def correct(membership: Membership) -> None:
    wanted = data_of(membership).with_(can_vote=not membership.can_vote)
    changes.correct_membership(SYSTEM, membership, wanted, reason="Irrtum")


@pytest.mark.both_engines
def test_before_a_commit_the_roster_is_followed_then_calendars_renewed_then_the_record_sealed(
    line,
):
    with traced() as trace:
        correct(line.membership)
        trace.writes.clear()
        seen: list[str] = []

        def watch(_connection, _cursor, statement, *_rest):
            seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", watch)
        db.session.commit()
        event.remove(db.engine, "before_cursor_execute", watch)

    versions = [f"INSERT INTO {one}_version" for one in ("calendar", "rights")]
    order = ("UPDATE attendance SET", *versions, "UPDATE audit_head")
    places = [next(i for i, s in enumerate(seen) if s.startswith(one)) for one in order]
    assert places == sorted(places)
    assert line.can_vote is False
    assert verify_chain().faults == []


def test_the_steps_are_written_down_once_and_nothing_else_listens_to_commits(app):
    steps = app.extensions["before_commit"]
    names = [f"{step.__module__.split('.')[-1]}.{step.__name__}" for step in steps]
    listeners = [listener.__name__ for listener in db.session().dispatch.before_commit if listener]

    assert names == [
        "naming_actions.follow",
        "following_actions.follow",  # the lists of sittings
        "following_actions.follow",  # papers
        "freshness_actions.renew_version",
        "granting_actions.renew",
        "actions.seal",
    ]
    assert listeners == ["_run_steps"]


@pytest.mark.postgresql_only
def test_marking_somebody_and_correcting_the_membership_at_once_is_no_deadlock(app, line):
    line_id, membership_id, version = line.id, line.membership_id, line.version
    marked = threading.Event()

    def mark() -> None:
        mine = db.session.get(Attendance, line_id)
        mark_attendance(SYSTEM, mine, status=AttendanceStatus.PRESENT, now=utc_now())
        marked.set()
        wait_until_somebody_waits()

    def correct_it() -> None:
        marked.wait(10)
        correct(db.session.get(Membership, membership_id))

    answers = at_once(in_own_session(app, mark), in_own_session(app, correct_it))

    assert answers == [None, None]
    db.session.expire_all()
    assert (line.status, line.can_vote) == (AttendanceStatus.PRESENT, False)
    assert line.version > version
    assert verify_chain().faults == []


@pytest.mark.postgresql_only
def test_what_was_read_before_a_lock_is_read_again(app, line):
    sitting_id, line_id = line.sitting_id, line.id
    seen = threading.Barrier(2)

    def first() -> None:
        locked(Sitting, sitting_id)
        seen.wait(10)
        mark_attendance(
            SYSTEM,
            db.session.get(Attendance, line_id),
            status=AttendanceStatus.EXCUSED,
            now=utc_now(),
        )
        wait_until_somebody_waits()

    def second() -> AttendanceStatus:
        before = db.session.get(Attendance, line_id)
        assert before.status is AttendanceStatus.ABSENT
        seen.wait(10)
        locked(Sitting, sitting_id)
        return before.status

    assert at_once(in_own_session(app, first), in_own_session(app, second)) == [
        None,
        AttendanceStatus.EXCUSED,
    ]


def test_locks_out_of_order_are_told_of(app, line):
    sitting = line.sitting
    with app.test_request_context("/", method="POST"):
        locked(Committee, sitting.committee_id)

        with pytest.warns(UserWarning, match="sitting .* is locked out of order"):
            locked(Sitting, sitting.id)
        db.session.remove()


class CrossedError(Exception):
    """As psycopg tells of it."""

    def __init__(self, sqlstate: str, told: str) -> None:
        super().__init__(told)
        self.sqlstate = sqlstate


CROSSINGS = [
    ("40P01", "Verklemmung entdeckt"),
    ("40001", "could not serialize access due to concurrent update"),
    ("55P03", "canceling statement due to lock timeout"),
    ("", "database is locked"),
]


@pytest.fixture
def secretary(council, client, login) -> PageClient:
    login(client, build.account("buero@example.org", secretariat_of=[council]))
    return client


@pytest.mark.parametrize(("sqlstate", "told"), CROSSINGS)
def test_who_had_to_yield_is_answered_409_with_what_was_typed(
    app, secretary, council, monkeypatch, sqlstate, told
):
    yield_to(monkeypatch, app, sqlstate, told)

    answer = secretary.post(
        "/sitzungen/neu",
        data=form_for(council),
        headers=OWN_PAGE,
    )

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Ihre Eingaben sind noch da" in page
    assert "standen einander im Weg" in page
    assert NOTE in page
    assert db.session.query(Sitting).count() == 0


def test_a_script_that_had_to_yield_is_answered_409_in_its_own_format(
    app, secretary, council, monkeypatch
):
    yield_to(monkeypatch, app, *CROSSINGS[0])

    answer = secretary.post(
        "/sitzungen/neu",
        data=form_for(council),
        headers={"Accept": "application/json", "Sec-Fetch-Dest": "empty"},
    )

    assert answer.status_code == 409
    assert answer.json["saved"] is False
    assert "standen einander im Weg" in answer.json["message"]


def form_for(council) -> dict[str, str]:
    return {
        "committee": str(council.id),
        "day": "10.12.2026",
        "start": "17:00",
        "end": "19:00",
        "note": NOTE,
    }


def yield_to(monkeypatch, app, sqlstate: str, told: str) -> None:
    """Every commit of a request has to yield to another one."""

    def refuse(_session):
        if has_request_context():
            raise OperationalError("COMMIT", {}, CrossedError(sqlstate, told))

    monkeypatch.setitem(app.extensions, "before_commit", (refuse,))


@pytest.mark.postgresql_only
def test_a_real_deadlock_is_answered_409(app, council, new_client, login):
    """Two take the same two rows in two orders, past the helper."""
    first, second = build.item(build.sitting(council)), build.item(build.sitting(council))
    clerk = build.account("buero@example.org", secretariat_of=[council])
    browser = login(new_client(), clerk)
    held, asked = threading.Event(), threading.Event()
    lock = "SELECT id FROM agenda_item WHERE id = :id FOR UPDATE"
    ids = first.id, second.id

    def hold(_session):
        if not has_request_context():
            return
        db.session.execute(text(lock), {"id": ids[0]})
        held.set()
        asked.wait(10)
        db.session.execute(text(lock), {"id": ids[1]})

    def other() -> None:
        db.session.execute(text("SET LOCAL deadlock_timeout = '20s'"))
        db.session.execute(text(lock), {"id": ids[1]})
        held.wait(10)
        asked.set()
        db.session.execute(text(lock), {"id": ids[0]})

    fields, steps = form_for(council), app.extensions["before_commit"]
    app.extensions["before_commit"] = (hold,)
    try:
        [answer, other_answer] = at_once(
            lambda: browser.post(
                "/sitzungen/neu",
                data=fields,
                headers=OWN_PAGE,
            ),
            lambda: _without_steps(app, other),
        )
    finally:
        app.extensions["before_commit"] = steps

    assert other_answer is None
    assert answer.status_code == 409
    assert NOTE in answer.get_data(as_text=True)


def _without_steps(app, work) -> None:
    with app.app_context():
        work()
        db.session.rollback()
