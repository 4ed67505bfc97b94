"""Excused members and deputies of an older database: answers and callings, and no right is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade

from gremien_app.base.extensions import db
from gremien_app.meetings.replies import calling_queries
from gremien_app.meetings.replies.models import Calling, Reply
from gremien_app.operation.cli.schema import migrate_database
from tests.test_migrations import old_office  # noqa: F401 -- a fixture
from tests.test_migrations_agenda import SITTING, insert

pytestmark = pytest.mark.both_engines
OPEN, CLOSED, LATE = 8, 9, 10  # the last one begins on the next day in Köln
# Person, seat and order; nobody of them is in the old office otherwise.
PRINCIPALS = {21: 1, 22: 2}
DEPUTIES = {31: (1, 1), 32: (1, 2), 33: (2, 1), 34: (None, None)}


@pytest.fixture
def before(old_office: Flask) -> None:  # noqa: F811 -- the fixture
    upgrade(revision="0045")
    for number, state, start in (
        (OPEN, "invited", "2026-11-22 09:00:00"),
        (CLOSED, "closed", "2026-11-22 09:00:00"),
        (LATE, "invited", "2026-11-22 23:30:00"),
    ):
        at = {"state": state, "starts_at": start, "ends_at": "2026-11-23 11:00:00"}
        insert("sitting", id=number, ref=f"s{number}", uid=f"u{number}", **(SITTING | at))
    for number in (1, 2):
        insert("seat", id=100 + number, committee_id=1, position=100 + number, organization_id=None)
    for person, seat in PRINCIPALS.items():
        insert_member(person, seat, role="voting")
    for person, (seat, order) in DEPUTIES.items():
        insert_member(person, seat, role="deputy", deputy_order=order)


def insert_member(person: int, seat: int | None, **values: Any) -> None:
    insert("person", id=person, ref=f"p{person}", last_name=f"P{person}")
    runs = {"starts_on": "2026-01-01", "ends_on": None, "committee_id": 1, "person_id": person}
    insert("membership", id=person, seat_id=seat and 100 + seat, **runs, **values)


def mark(sitting: int, person: int, status: str) -> None:
    insert(
        "attendance", id=sitting * 100 + person, sitting_id=sitting, person_id=person,
        membership_id=person, status=status, name=f"P{person}", position=person,
        is_deputy=person in DEPUTIES, group="voting",
    )  # fmt: skip


def callings(sitting: int) -> dict[int | None, str]:
    found = db.session.query(Calling).filter_by(sitting_id=sitting).order_by(Calling.id)
    return {one.person_id: one.state.value for one in found}


def test_who_was_excused_before_the_opening_has_declined_and_the_deputies_keep_their_rights(
    before: None,
) -> None:
    mark(OPEN, 21, "excused")
    mark(OPEN, 22, "absent")
    mark(CLOSED, 22, "excused")

    migrate_database()

    (reply,) = db.session.query(Reply)
    assert (reply.person_id, reply.sitting_id, reply.answer.value) == (21, OPEN, "declines")
    assert (reply.wish, reply.way.value, reply.day) == (None, "office", date(2026, 11, 22))
    assert callings(OPEN) == {31: "called", 32: "called"}
    assert callings(CLOSED) == {33: "called"}
    assert calling_queries.called_to(31) == {(OPEN, 1)}
    assert calling_queries.called_to(33) == {(CLOSED, 1)}


def test_of_two_deputies_who_came_for_one_seat_the_first_stood_in(before: None) -> None:
    for person in (31, 32, 34):
        mark(CLOSED, person, "present")
    mark(CLOSED, 21, "excused")
    mark(CLOSED, 33, "absent")

    migrate_database()

    assert callings(CLOSED) == {31: "accepted", 32: "called", 34: "accepted"}
    assert db.session.query(Reply).count() == 0


def test_an_answer_is_of_the_day_in_koeln_and_nobody_is_told_of_what_was(before: None) -> None:
    mark(LATE, 21, "excused")

    migrate_database()

    assert {one.day for one in db.session.query(Calling)} == {date(2026, 11, 23)}
    found = db.session.query(Calling).all()
    assert [one.told for one in found] == [one.state for one in found]
    assert callings(LATE) == {31: "called", 32: "called"}
