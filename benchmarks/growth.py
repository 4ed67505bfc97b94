"""How time grows with the length of what is typed, as ratios within one run.

    python -m benchmarks.growth

A text made of pieces that keep a careless pattern busy, four times as long, may take the finder
of names 6 times as long; minutes of eight times as many items 12 times; a search for something odd
3 times as long as for a word. Of each the quickest of several runs counts. Ends with 1 when a bound
is missed. The tests count calls instead, which see nothing of what a pattern does inside.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gremien_app import create_app
from gremien_app.base.documents.minutes import write_minutes
from gremien_app.base.extensions import db
from gremien_app.config import Settings
from gremien_app.records.names.finder import Finder
from tests import builders
from tests.documents.samples import long_sitting
from tests.names.awkward import AWKWARD
from tests.names.test_finder import ALL

RUNS = 5
MAX_FINDER, MAX_MINUTES, MAX_SEARCH = 6.0, 12.0, 3.0
LEAST = 0.002  # seconds; what is quicker says nothing about growth
SEARCHES = ("a" * 7000, "*" * 500, "wort " * 500, "(a+)+$" * 50)


def quickest(do: Callable[[], Any]) -> float:
    """The least CPU time of several runs: everything else only adds to it."""
    seconds = []
    for _ in range(RUNS):
        begun = time.process_time()
        do()
        seconds.append(time.process_time() - begun)
    return max(min(seconds), LEAST)


def of_the_finder() -> Iterator[tuple[str, float, float]]:
    finder = Finder(ALL)
    for piece in AWKWARD:
        short, long = (piece * (size // len(piece)) for size in (10_000, 40_000))
        base, more = (quickest(lambda text=text: finder.find(text)) for text in (short, long))  # type: ignore[misc]  # binds the loop's value
        yield f"names in {piece!r}", more / base, MAX_FINDER


def of_minutes() -> Iterator[tuple[str, float, float]]:
    write_minutes(long_sitting(6))
    few, many = (long_sitting(count) for count in (60, 480))
    base = quickest(lambda: write_minutes(few))
    yield "minutes", quickest(lambda: write_minutes(many)) / base, MAX_MINUTES


def of_searches() -> Iterator[tuple[str, float, float]]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder), secret_key="only-for-benchmarks-" * 3, fast_passwords=True
        )
        app = create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            db.create_all()
            user = builders.account(secretariat_of=[builders.committee()])
            for _ in range(500):
                builders.person()
            email = user.email
            db.session.commit()
        client = app.test_client()
        client.post("/anmelden", data={"email": email, "password": builders.PASSWORD})

        def search(text: str) -> float:
            return quickest(lambda: client.get("/personen", query_string={"q": text}))

        base = search("niemand")
        for text in SEARCHES:
            yield f"search for {text[:6]!r} × {len(text)}", search(text) / base, MAX_SEARCH
        with app.app_context():
            db.engine.dispose()


def main() -> int:
    missed = False
    for measured in (of_the_finder(), of_minutes(), of_searches()):
        for name, ratio, most in measured:
            told = "" if ratio <= most else "   MISSED"
            print(f"{name:<32} {ratio:6.2f} (at most {most:g}){told}")
            missed = missed or ratio > most
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
