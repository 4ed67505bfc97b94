"""Votes and numbers of before: nothing that was counted or issued changes."""

from typing import Any

import pytest
from flask_migrate import upgrade
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from gremien_app.base.extensions import db
from gremien_app.operation.cli.schema import migrate_database

pytestmark = pytest.mark.both_engines
DAY, AT, END = "2026-03-02", "2026-03-02 16:00:00", "2026-03-02 18:00:00"
#        item  outcome, its votes (yes, no) in the order of voting
ITEMS = {
    1: ("adopted", [(9, 0)]),
    2: (None, [(9, 0), (1, 8)]),
    3: ("adopted", [(3, 6)]),
    4: ("adjourned", [(8, 1)]),
    5: ("rejected", [(5, 2), (2, 7)]),
    6: ("noted", []),
}
NUMBERS = {1: 1, 2: 2, 3: 3}


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    """A database of the version before votes had kinds."""
    app = new_app(new_database(engine_name, "kinds").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0011")
        with db.engine.begin() as connection:
            fill(connection)
        yield app
        db.session.remove()
        db.engine.dispose()


def fill(connection: Connection) -> None:
    insert(connection, "committee", id=1, slug="ir", short="IR", decision_rule="majority")
    insert(
        connection,
        "sitting",
        id=1,
        committee_id=1,
        ref="IR/0001/2026",
        uid="u",
        state="closed",
        ends_at=END,
    )
    for number, (outcome, votes) in ITEMS.items():
        part = "closed" if number == 2 else "public"
        insert(
            connection,
            "agenda_item",
            id=number,
            sitting_id=1,
            title=f"Punkt {number}",
            part=part,
            mark="none",
            outcome=outcome,
        )
        for position, (yes, no) in enumerate(votes, start=1):
            insert(
                connection,
                "vote",
                id=number * 10 + position,
                agenda_item_id=number,
                position=position,
                mode="counted",
                yes=yes,
                no=no,
                is_adopted=yes > no,
            )
        if number in NUMBERS:
            insert(
                connection,
                "resolution",
                id=number,
                agenda_item_id=number,
                committee_id=1,
                year=2026,
                number=NUMBERS[number],
                text="Text",
            )


def insert(connection: Connection, table: str, **values: Any) -> None:
    """A row of the old version, with something plain in every other column that needs one."""
    plain = {
        "VARCHAR": "",
        "TEXT": "",
        "INTEGER": 1,
        "BOOLEAN": True,
        "DATE": DAY,
        "DATETIME": AT,
        "TIMESTAMP": AT,
        "JSON": "[]",
    }
    for column in inspect(connection).get_columns(table):
        if not column["nullable"] and column["name"] not in values:
            values[column["name"]] = plain[str(column["type"]).partition("(")[0]]
    names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def rows(query: str) -> list[tuple[Any, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_the_last_vote_of_an_item_is_main_and_brought_the_outcome_that_agrees(old_office):
    migrate_database()

    assert rows("SELECT id, kind, brought FROM vote ORDER BY id") == [
        (11, "main", "adopted"),
        (21, "amendment", None),
        (22, "main", None),
        (31, "main", None),  # 3 to 6, "ungeändert beschlossen": left for the office to clarify
        (41, "referral", "adjourned"),
        (51, "amendment", None),
        (52, "main", "rejected"),
    ]


def test_issued_numbers_stay_in_one_series_and_cannot_be_issued_twice(old_office):
    migrate_database()

    query = "SELECT agenda_item_id, year, part, number FROM resolution ORDER BY id"
    assert rows(query) == [(n, 2026, "public", n) for n in (1, 2, 3)]
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        insert(
            connection,
            "resolution",
            id=9,
            agenda_item_id=6,
            committee_id=1,
            year=2026,
            part="public",
            number=3,
        )
