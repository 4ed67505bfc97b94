"""Fifty people at once: reading and writing for a minute, beside a bare page with one query.

    python -m benchmarks.load [--seconds 60] [--users 50]

Both servers run as processes of their own under waitress, asked by the same clients in the same
run. Prints median and p95 and their ratio to the bare page; any error ends with 1.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.live import Browser, Server, free_port

PASSWORD = "gremien-demo"
STAFF = "geschaeftsfuehrung@demo.example"
READERS = ("vorsitz@demo.example", "mitglied@demo.example", "stellvertretung@demo.example")
PATHS = ("/", "/gremien/", "/sitzungen", "/kalender/", "/kalender/alle.ics", "/beschluesse")
WRITES = 5  # every fifth request of staff

BARE = """
import sqlite3, sys
import flask, waitress
app = flask.Flask("bare")
connection = sqlite3.connect(sys.argv[2], check_same_thread=False)
@app.get("/")
def page():
    rows = connection.execute("SELECT slug, short FROM committee ORDER BY position").fetchall()
    return flask.render_template_string(
        "<!doctype html><title>x</title>{% for a, b in rows %}<p>{{ a }} {{ b }}</p>{% endfor %}",
        rows=rows,
    )
waitress.serve(app, port=int(sys.argv[1]), threads=8)
"""


def main() -> int:
    """Run both parts; 1 when anything but a good answer came back."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--users", type=int, default=50)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "amt"
        subprocess.run(
            [sys.executable, "-m", "gremien_app.cli", "demo", "--no-serve", "--data", str(folder)],
            check=True,
            capture_output=True,
        )
        bare, _ = _against_bare(folder, chosen.users, max(5, chosen.seconds // 4))
        real, errors = _against_gremien(folder, chosen.users, chosen.seconds)
    _report("bare page", bare)
    _report("gremien", real)
    for share in (50, 95):
        ratio = _percentile(real, share) / _percentile(bare, share)
        print(f"p{share}: {ratio:.1f} times the bare page")
    print(f"{len(real)} answers, {len(errors)} errors")
    for error in errors[:10]:
        print("  ", error)
    return 1 if errors else 0


def _against_bare(folder: Path, users: int, seconds: int) -> tuple[list[float], list[str]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", BARE, str(port), str(folder / "gremien.db")],
        stderr=subprocess.DEVNULL,
    )
    try:
        origin = f"http://127.0.0.1:{port}"
        _wait_for(lambda: Browser(origin).get("/").status == 200)
        return _crowd([_reader(Browser(origin), ("/",)) for _ in range(users)], seconds)
    finally:
        process.kill()
        process.wait()


def _against_gremien(folder: Path, users: int, seconds: int) -> tuple[list[float], list[str]]:
    with Server(folder) as server:
        people: list[Callable[[random.Random], int]] = []
        for number in range(users):
            if number % 3 == 0:
                people.append(_reader(Browser(server.origin), PATHS))
                continue
            email = STAFF if number % 3 == 1 else READERS[number % len(READERS)]
            browser = Browser(server.origin).sign_in(email, PASSWORD)
            people.append(_writer(browser) if email == STAFF else _reader(browser, PATHS))
        return _crowd(people, seconds)


def _reader(browser: Browser, paths: tuple[str, ...]) -> Callable[[random.Random], int]:
    return lambda chance: browser.get(chance.choice(paths)).status


def _writer(browser: Browser) -> Callable[[random.Random], int]:
    """Reads, and every fifth time adds an item to the agenda of a planned sitting."""
    sitting = _planned_sitting(browser)
    paths = (*PATHS, f"/sitzungen/{sitting}", f"/sitzungen/{sitting}/tagesordnung")

    def act(chance: random.Random) -> int:
        if chance.randrange(WRITES):
            return browser.get(chance.choice(paths)).status
        fields: dict[str, object] = {"title": f"Punkt {chance.random()}", "place": "public"}
        answer = browser.post(f"/sitzungen/{sitting}/tagesordnung/neu", fields)
        return 200 if answer.is_saved else 500

    return act


def _planned_sitting(browser: Browser) -> int:
    for number in range(200, 0, -1):
        page = browser.get(f"/sitzungen/{number}/tagesordnung/neu")
        if page.status == 200:
            return number
    raise SystemExit("the demonstration has no sitting to plan")


def _crowd(
    people: list[Callable[[random.Random], int]], seconds: int
) -> tuple[list[float], list[str]]:
    times: list[float] = []
    errors: list[str] = []
    end = time.monotonic() + seconds

    def live(number: int, act: Callable[[random.Random], int]) -> None:
        chance = random.Random(number)
        while time.monotonic() < end:
            start = time.perf_counter()
            try:
                status = act(chance)
            except (OSError, http.client.HTTPException) as error:
                errors.append(repr(error))
                continue
            times.append(time.perf_counter() - start)
            if status >= 400:
                errors.append(f"answer {status}")

    threads = [
        threading.Thread(target=live, args=(number, act)) for number, act in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, errors


def _wait_for(answered: Callable[[], bool]) -> None:
    for _ in range(200):
        try:
            if answered():
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the bare page did not start")


def _percentile(times: list[float], share: int) -> float:
    return statistics.quantiles(times, n=100)[share - 1]


def _report(name: str, times: list[float]) -> None:
    median, slow = (1000 * _percentile(times, share) for share in (50, 95))
    print(f"{name}: median {median:.0f} ms, p95 {slow:.0f} ms, {len(times)} answers")


if __name__ == "__main__":
    sys.exit(main())
