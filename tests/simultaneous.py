"""Several at once, each with a connection of its own, released in the same moment."""

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from sqlalchemy import text

from gremien_app.base.extensions import db

# `make torture` runs many; what happens "8 of 8" times is seen in two.
ROUNDS = int(os.environ.get("TORTURE_RACES", "2"))
rounds = range(ROUNDS)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all of them, released together; answers in their order, an exception as its value."""
    end_transaction()
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        gate.wait(timeout=30)
        try:
            return work()
        except Exception as error:  # noqa: BLE001 -- the test looks at what happened to each
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return [running.result() for running in [pool.submit(run, work) for work in works]]


def in_own_session(app: Flask, work: Callable[[], Any]) -> Callable[[], Any]:
    """The work in a context of its own, committed at its end, as a command does it."""

    def run() -> Any:
        with app.app_context():
            answer = work()
            db.session.commit()
            return answer

    return run


def end_transaction() -> None:
    """What the test prepared is stored, and the test itself holds no lock."""
    db.session.commit()


def wait_until_somebody_waits(seconds: float = 5) -> bool:
    """Until another connection of this PostgreSQL database waits for a lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with db.engine.connect() as connection:
            if connection.scalar(waiting):
                return True
        time.sleep(0.02)
    return False
