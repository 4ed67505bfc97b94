"""The whole data set on its way out, a row at a time: memory stays flat whatever the years."""

import json
from collections.abc import Iterator

from gremien_app.base.extensions import db
from gremien_app.channels.data_format.file import FORMAT
from gremien_app.channels.data_format.row_models import line
from gremien_app.channels.data_format.table_models import exchanged
from gremien_app.channels.exchange import fact_queries, row_queries


def at_one_moment() -> None:
    """What is read from here on is of one moment, however long it takes and whoever writes."""
    db.session.rollback()
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def export() -> Iterator[str]:
    """A file of the data format in pieces; one row per line."""
    yield f'{{"format": {json.dumps(FORMAT)},\n"old_violations": ['
    yield from _lines(
        json.dumps(vars(one), ensure_ascii=False) for one in fact_queries.violations()
    )
    yield '],\n"rows": {'
    for number, table in enumerate(exchanged()):
        yield f"{',' if number else ''}\n{json.dumps(table.name)}: ["
        yield from _lines(line(table, row) for row in row_queries.outgoing(table))
        yield "]"
    yield "\n}}\n"


def _lines(entries: Iterator[str]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        yield f"{',' if number else ''}\n{entry}"
