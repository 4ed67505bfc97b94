"""How long a text that saves itself holds the others up, beside a bare page that saves one.

    python -m benchmarks.writing [--saves 40]

The lock: from BEGIN IMMEDIATE to the end of the commit, on SQLite. Four at once: threads of one
process, each saving the text of an item of its own; the bare page reads who asks, compares the
version and updates one row, on a database like ours (WAL, FULL). Every answer has to be a success,
and every text the last one that was sent.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import flask
from sqlalchemy import Engine, event, select

from benchmarks.stage import Measured, make_demo, open_app, signed_in
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.records.minutes.models import Minutes, MinutesEntry, MinutesState

WRITERS = 4
Save = Callable[[int, int], None]


def measure(folder: Path, saves: int = 40) -> list[Measured]:
    app = open_app(folder)
    held: list[float] = []
    with app.app_context():
        _watch(db.engine, held)
        address, items, versions = _boxes()
    clients = [signed_in(app, "geschaeftsfuehrung") for _ in range(WRITERS)]

    def ours(writer: int, number: int) -> None:
        item = items[writer]
        answer = clients[writer].post(
            address,
            data={f"text_{item}": f"Text {number}.", f"version_{item}": versions[item]},
            headers={"Accept": "application/json"},
        )
        assert answer.status_code == 200, answer.status_code
        versions[item] = answer.json["versions"][f"version_{item}"]

    bare = _bare(folder.parent / "bare.db")
    for number in range(5):
        ours(0, number)
    held.clear()
    for number in range(5, 5 + saves):
        ours(0, number)
    alone = statistics.median(held)
    rates: dict[str, list[float]] = {"ours": [], "bare": []}
    waits: list[float] = []
    for turn in range(3):
        rates["bare"].append(_at_once(bare, saves, turn, []))
        rates["ours"].append(_at_once(ours, saves, turn, waits))
    with app.app_context():
        stored = select(MinutesEntry.text).where(MinutesEntry.agenda_item_id.in_(items))
        last = f"Text {3 * saves + 99}."
        assert set(db.session.scalars(stored)) == {last}, "an update was lost"
    ratio = statistics.median(rates["ours"]) / statistics.median(rates["bare"])
    slowest = statistics.quantiles(waits, n=100)[98]
    return [
        Measured("Autosave holds the lock", alone, 4, "ms"),
        Measured("Four save at once", ratio, 0.3, "× bare", is_least=True),
        Measured("Four save at once, p99", slowest, 150, "ms"),
    ]


def _at_once(save: Save, saves: int, turn: int, waits: list[float]) -> float:
    """Saves a second of all together."""

    def work(writer: int) -> None:
        for number in range(saves):
            start = time.perf_counter()
            save(writer, turn * saves + number + 100)
            waits.append((time.perf_counter() - start) * 1000)

    start = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(work, one) for one in range(WRITERS)]:
            done.result()
    return WRITERS * saves / (time.perf_counter() - start)


def _boxes() -> tuple[str, list[int], dict[int, int]]:
    minutes = db.session.scalars(
        select(Minutes).where(Minutes.state == MinutesState.DRAFT).order_by(Minutes.id)
    ).first()
    assert minutes is not None, "the demonstration has minutes that are being written"
    query = select(AgendaItem.id).where(AgendaItem.sitting_id == minutes.sitting_id)
    items = list(db.session.scalars(query.order_by(AgendaItem.position)))[:WRITERS]
    versions = dict.fromkeys(items, 0)
    versions |= {one.agenda_item_id: one.version for one in minutes.entries}
    return f"/sitzungen/{minutes.sitting_id}/niederschrift/bearbeiten", items, versions


def _watch(engine: Engine, held: list[float]) -> None:
    begun: dict[int, float] = {}

    @event.listens_for(engine, "after_cursor_execute")
    def locked(connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            begun[id(connection)] = time.perf_counter()

    do_commit = engine.dialect.do_commit

    def commit(raw: object) -> None:
        do_commit(raw)  # type: ignore[arg-type]
        if begun:
            held.append((time.perf_counter() - begun.popitem()[1]) * 1000)

    engine.dialect.do_commit = commit  # type: ignore[method-assign, assignment]


def _bare(path: Path) -> Save:
    app = flask.Flask("bare")
    app.secret_key = "bare" * 8
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT, version INTEGER)")
        made.executemany("INSERT INTO text VALUES (?, '', 0)", [(n,) for n in range(WRITERS)])

    @app.post("/<int:id>")
    def save(id: int) -> dict[str, int]:
        if "connection" not in flask.g:
            flask.g.connection = sqlite3.connect(path, isolation_level=None, timeout=15)
            flask.g.connection.execute("PRAGMA synchronous=FULL")
        database = flask.g.connection
        database.execute("BEGIN IMMEDIATE")
        version = database.execute("SELECT version FROM text WHERE id = ?", (id,)).fetchone()[0]
        assert version == int(flask.request.form["version"])
        new = (flask.request.form["text"], version + 1, id)
        database.execute("UPDATE text SET body = ?, version = ? WHERE id = ?", new)
        database.execute("COMMIT")
        database.close()
        return {"version": version + 1}

    clients = [app.test_client() for _ in range(WRITERS)]
    versions = [0] * WRITERS

    def send(writer: int, number: int) -> None:
        data = {"text": f"Text {number}.", "version": versions[writer]}
        answer = clients[writer].post(f"/{writer}", data=data)
        assert answer.status_code == 200
        versions[writer] = answer.json["version"]

    return send


def main() -> int:
    """Measure; 1 where a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--saves", type=int, default=40)
    saves = parser.parse_args().saves
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        make_demo(folder)
        found = measure(folder, saves)
    print(*found, sep="\n")
    return int(not all(one.is_met for one in found))


if __name__ == "__main__":
    sys.exit(main())
