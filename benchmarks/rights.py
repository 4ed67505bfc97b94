"""What it costs to know who asks and what he or she may do, beside a bare Flask-Login page.

    python -m benchmarks.rights [--rounds 400]

Both pages answer a few bytes of JSON to somebody signed in: ours with all rights of a member, the
bare one with one query for the account. Asked in turn in one process; prints medians of CPU time,
their range and the ratio. "anew": a right was changed before each click, so nothing is remembered.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import flask
import flask_login

from benchmarks.stage import Measured, in_turn, make_demo, middle, open_app, page, signed_in

GOAL = 1.6


class Account(flask_login.UserMixin):
    def __init__(self, id: int, name: str) -> None:
        self.id, self.name = id, name


def measure(folder: Path, rounds: int = 400) -> list[Measured]:
    found = times_of(folder, rounds)
    base = middle(found["bare"])
    return [Measured("Page of a member without data", middle(found["member"]) / base, GOAL)]


def times_of(folder: Path, rounds: int) -> dict[str, list[float]]:
    app = open_app(folder)
    ours, bare = page(signed_in(app, "mitglied"), "/konto/anmeldung"), _bare(folder / "gremien.db")
    kinds = {
        "bare": bare,
        "member": ours,
        "member, anew": lambda: (app.extensions["viewers"].forget(), ours()),
    }
    return in_turn(kinds, rounds)


def _bare(database: Path) -> Callable[[], object]:
    app = flask.Flask("bare")
    app.secret_key = "bare" * 8
    manager = flask_login.LoginManager(app)
    connection = sqlite3.connect(database, check_same_thread=False)

    @manager.user_loader
    def load(identity: str) -> Account | None:
        query = "SELECT id, name FROM user_account WHERE id = ? AND NOT is_disabled"
        row = connection.execute(query, (int(identity),)).fetchone()
        return Account(*row) if row else None

    @app.get("/in")
    def sign_in() -> str:
        flask_login.login_user(load("1"))
        return ""

    @app.get("/")
    @flask_login.login_required
    def show() -> dict[str, str]:
        return {"name": flask_login.current_user.name}

    client = app.test_client()
    client.get("/in")
    return page(client, "/")


def main() -> int:
    """Measure; 1 where the goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=400)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        make_demo(folder)
        found = times_of(folder, rounds)
    base = middle(found["bare"])
    for kind, times in found.items():
        low, half, high = statistics.quantiles(times, n=4)
        print(f"{kind:14} {half:6.2f} ms ({low:.2f} to {high:.2f}), {half / base:.2f} × bare")
    ratio = middle(found["member"]) / base
    print(Measured("Page of a member without data", ratio, GOAL))
    return int(ratio > GOAL)


if __name__ == "__main__":
    sys.exit(main())
