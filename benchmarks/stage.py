"""What the measurements share: demonstration data, somebody signed in, runs in turn, a goal."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from gremien_app import create_app
from gremien_app.config import load_settings

PASSWORD = "gremien-demo"
WARM_UP = 20


@dataclass(frozen=True)
class Measured:
    """One line of the table: what was to be reached, and what was found."""

    name: str
    found: float
    goal: float
    unit: str = "× bare"
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.found >= self.goal if self.is_least else self.found <= self.goal

    def __str__(self) -> str:
        goal = f"{'≥' if self.is_least else '≤'} {self.goal:g} {self.unit}"
        return f"{self.name:58} {goal:16} {self.found:9.2f}  {'met' if self.is_met else 'MISSED'}"


def make_demo(folder: Path) -> None:
    """The demonstration, in a process of its own: what it loads weighs on no measurement."""
    subprocess.run(
        [sys.executable, "-m", "gremien_app.cli", "demo", "--no-serve", "--data", str(folder)],
        check=True,
        capture_output=True,
    )


def open_app(folder: Path) -> Flask:
    app = create_app(load_settings(folder))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def signed_in(app: Flask, role: str) -> FlaskClient:
    client = app.test_client()
    data = {"email": f"{role}@demo.example", "password": PASSWORD}
    assert client.post("/anmelden", data=data).status_code == 302
    return client


def page(client: FlaskClient, address: str) -> Callable[[], object]:
    def ask() -> object:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    return ask


def in_turn(
    kinds: Mapping[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.process_time,
    warm_up: int = WARM_UP,
) -> dict[str, list[float]]:
    """Milliseconds (of CPU unless told) of each, asked one after the other in every round."""
    found: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(rounds + warm_up):
        for kind, ask in kinds.items():
            start = clock()
            ask()
            if number >= warm_up:
                found[kind].append((clock() - start) * 1000)
    return found


def middle(times: list[float]) -> float:
    return statistics.median(times)
