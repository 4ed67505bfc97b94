"""What it costs to know who asks and what he or she may do, beside a bare Flask-Login page.

    python -m benchmarks.rights [--rounds 400]

Both pages answer a few bytes of JSON to somebody signed in: ours with all rights of a member, the
bare one with one query for the account. Asked in turn in one process; prints medians, their range
and the ratio. "anew": a right was changed before each click, so nothing is remembered.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import flask
import flask_login

from gremien_app import create_app
from gremien_app.config import load_settings

GOAL, WARM_UP = 1.6, 30


class Account(flask_login.UserMixin):
    def __init__(self, id: int, name: str) -> None:
        self.id, self.name = id, name


def main() -> int:
    """Measure; 1 where the goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=400)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        subprocess.run(
            [sys.executable, "-m", "gremien_app.cli", "demo", "--no-serve", "--data", str(folder)],
            check=True,
            capture_output=True,
        )
        app = create_app(load_settings(folder))
        app.config["WTF_CSRF_ENABLED"] = False
        ours, bare = _ours(app), _bare(folder / "gremien.db")
        kinds = {
            "bare": bare,
            "member": ours,
            "member, anew": lambda: (app.extensions["viewers"].forget(), ours()),
        }
        found = _in_turn(kinds, rounds)
    base = statistics.median(found["bare"])
    for kind, times in found.items():
        low, middle, high = statistics.quantiles(times, n=4)
        print(f"{kind:14} {middle:6.2f} ms ({low:.2f} to {high:.2f}), {middle / base:.2f} × bare")
    ratio = statistics.median(found["member"]) / base
    print(f"goal ≤ {GOAL} × bare: {ratio:.2f}, {'met' if ratio <= GOAL else 'missed'}")
    return 0 if ratio <= GOAL else 1


def _in_turn(kinds: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(rounds + WARM_UP):
        for kind, ask in kinds.items():
            start = time.process_time()
            ask()
            if number >= WARM_UP:
                found[kind].append((time.process_time() - start) * 1000)
    return found


def _ours(app: flask.Flask) -> Callable[[], object]:
    client = app.test_client()
    data = {"email": "mitglied@demo.example", "password": "gremien-demo"}
    assert client.post("/anmelden", data=data).status_code == 302
    return lambda: _checked(client.get("/konto/anmeldung"))


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
    def page() -> dict[str, str]:
        return {"name": flask_login.current_user.name}

    client = app.test_client()
    client.get("/in")
    return lambda: _checked(client.get("/"))


def _checked(answer: object) -> object:
    assert answer.status_code == 200, answer.status_code  # type: ignore[attr-defined]
    return answer


if __name__ == "__main__":
    raise SystemExit(main())
