"""The list of guarantees is whole: every unique key stands on it, every name on it is real."""

from pathlib import Path

from sqlalchemy import UniqueConstraint

from gremien_app.base.extensions import Base
from gremien_app.base.transactions import Turn
from tests.together.creating import CREATING
from tests.together.guarantees import ELSEWHERE, GUARANTEES

FOLDER = Path(__file__).parent


def unique_keys() -> set[str]:
    tables = Base.metadata.tables.values()
    constraints = {
        str(one.name)
        for table in tables
        for one in table.constraints
        if isinstance(one, UniqueConstraint)
    }
    return constraints | {str(i.name) for table in tables for i in table.indexes if i.unique}


def test_every_unique_key_of_the_tables_stands_on_the_list():
    listed = {name for one in GUARANTEES for name in one.constraints} | set(ELSEWHERE)

    assert unique_keys() == listed


def test_everything_on_the_list_is_kept_by_a_key_a_row_or_a_turn():
    tables, turns = set(Base.metadata.tables), {turn.name for turn in Turn}

    assert [one.what for one in GUARANTEES if not (one.constraints or one.held or one.turn)] == []
    assert {table for one in GUARANTEES for table in one.held} <= tables
    assert {one.turn for one in GUARANTEES} - {""} == turns


def test_everything_on_the_list_is_tried_by_a_test():
    for one in GUARANTEES:
        path, _, name = one.tried_by.partition("::")
        name, _, endpoint = name.rstrip("]").partition("[")
        source = (FOLDER / path).read_text(encoding="utf-8")
        assert f"def {name}(" in source, one.what
        assert not endpoint or endpoint in CREATING, one.what
