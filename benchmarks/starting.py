"""How long the program takes to start, and what a process of it weighs after 30 pages.

    python -m benchmarks.starting

Each start is a process of its own; its CPU time counts, in turn with one that loads Flask,
Flask-Login, Flask-WTF and SQLAlchemy and answers one page. Linux alone knows the weight.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.stage import Measured, in_turn, make_demo, middle, open_app, page, signed_in

BARE = """
import flask, flask_login, flask_sqlalchemy, flask_wtf, sqlalchemy.orm
app = flask.Flask("bare")
app.add_url_rule("/", view_func=lambda: "")
assert app.test_client().get("/").status_code == 200
"""
OURS = """
import sys
from pathlib import Path
from benchmarks.stage import open_app
assert open_app(Path(sys.argv[1])).test_client().get("/anmelden").status_code == 200
"""
PAGES = ("/", "/sitzungen", "/niederschriften", "/beschluesse")
STARTS = 5


def measure(folder: Path, starts: int = STARTS) -> list[Measured]:
    kinds = {"bare": lambda: _start(BARE, folder), "ours": lambda: _start(OURS, folder)}
    found = in_turn(kinds, starts, _cpu_of_children, warm_up=1)
    weight = int(_output("from benchmarks.starting import weigh; weigh()", folder))
    return [
        Measured("Start", middle(found["ours"]) / middle(found["bare"]), 3),
        Measured("Weight after 30 pages", weight / 1_000, 120, "MB"),
    ]


def weigh() -> None:
    """For a process of its own: prints its greatest weight in kB."""
    client = signed_in(open_app(Path(sys.argv[1])), "geschaeftsfuehrung")
    for number in range(30):
        page(client, PAGES[number % len(PAGES)])()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _start(code: str, folder: Path) -> None:
    _output(code, folder)


def _output(code: str, folder: Path) -> str:
    command = [sys.executable, "-c", code, str(folder)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Measure; 1 where a goal is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        make_demo(folder)
        found = measure(folder)
    print(*found, sep="\n")
    return int(not all(one.is_met for one in found))


if __name__ == "__main__":
    sys.exit(main())
