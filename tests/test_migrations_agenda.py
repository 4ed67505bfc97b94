"""Items of agendas that were there before: what becomes of them in each upgrade."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.fixing.models import AgendaFixing
from gremien_app.operation.cli.schema import migrate_database
from gremien_app.people.committees.models import Committee, FixingRule
from tests.test_migrations import _filled, old_office  # noqa: F401 -- a fixture

pytestmark = pytest.mark.both_engines
SITTING = {
    "committee_id": 1,
    "term_id": 1,
    "state": "invited",
    "format": "in_person",
    "kind": "regular",
    "ends_at": "2026-11-22 11:00:00",
}


def insert(table: str, **values: Any) -> None:
    with db.engine.begin() as connection:
        filled = _filled(connection, table, values)
        names = ", ".join(f'"{name}"' for name in filled)
        marks = ", ".join(f":{name}" for name in filled)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), filled)


def insert_item(number: int, sitting: int = 8, **values: Any) -> None:
    row = {"part": "public", "mark": "none", "title": f"Punkt {number}"} | values
    insert("agenda_item", id=number, sitting_id=sitting, position=number, **row)


def insert_sittings() -> None:
    for number in (8, 9):
        insert("sitting", id=number, ref=f"s{number}", uid=f"u{number}", **SITTING)


def test_of_several_copies_of_an_adjourned_item_the_newest_stays_its_copy(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0037")
    insert_sittings()
    insert_item(81, mark="adjourned")
    insert_item(91, sitting=9, carried_from_id=81)
    insert_item(92, sitting=9, carried_from_id=81, mark="removed")
    insert_item(93, sitting=9, carried_from_id=81)

    migrate_database()

    found = db.session.query(AgendaItem).filter(AgendaItem.id > 90).order_by(AgendaItem.id)
    assert [one.carried_from_id for one in found] == [None, 81, 81]
    assert verify_chain().faults == []


def test_a_proposal_that_was_for_the_members_stays_so(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0040")
    insert_sittings()
    insert_item(81, proposal="Wir bitten den Rat")
    insert_item(82, proposal="")

    migrate_database()

    found = db.session.query(AgendaItem).filter(AgendaItem.id > 80).order_by(AgendaItem.id)
    assert [one.is_proposal_internal for one in found] == [True, False]


def test_committees_let_the_chair_set_the_agenda_to_be_checked_and_groups_do_not(
    old_office: Flask,  # noqa: F811 -- the fixture
) -> None:
    upgrade(revision="0050")
    for number, kind in ((801, "committee"), (802, "working_group"), (803, "outside")):
        named = {"slug": f"g{number}", "short": f"G{number}", "kind": kind}
        insert("committee", id=number, to_check='["notice_days"]', **named)

    migrate_database()

    found = db.session.query(Committee.agenda_fixing, Committee.to_check)
    assert [tuple(one) for one in found.filter(Committee.id > 800).order_by(Committee.id)] == [
        (FixingRule.CHAIR, ["notice_days", "agenda_fixing"]),
        (FixingRule.NONE, ["notice_days"]),
        (FixingRule.NONE, ["notice_days"]),
    ]
    assert db.session.query(AgendaFixing).count() == 0
