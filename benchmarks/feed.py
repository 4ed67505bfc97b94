"""How fast calendar feeds are sent and made, as ratios within one run.

    python benchmarks/feed.py

Sending, unchanged: against a bare Flask view that asks for the same bytes by key (one query
with SQLAlchemy Core); 200 at 60 % of its rate at least, 304 at 70 %. Making afresh (queries and
writing): 1.5 times at most of what the library icalendar takes to write the same events; ten
times the sittings, 12 times the time at most. Ends with 1 when a bound is missed.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask, Response
from icalendar import Calendar
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, create_engine, insert, select
from werkzeug.test import create_environ

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.ics.feed import build_feed
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.channels.calendars import personal_queries as personal
from gremien_app.channels.calendars import queries
from gremien_app.channels.calendars.models import CalendarFeed, FeedKind
from gremien_app.config import Settings
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.sittings.models import Room, Sitting, SittingState, Venue
from gremien_app.people.accounts.models import Assignment, CommitteeRole, User
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.committees.models import Committee, CommitteeName

SIZES = (110, 1_100)
ITEMS = 8
TOKEN = "benchmark-" * 4
ROUNDS, REQUESTS, BUILDS = 15, 150, 7
BOUNDS = {"200": 0.60, "304": 0.70, "afresh": 1.5, "growth": 12.0}
"""Lower bounds of rates, upper bounds of times."""


def main() -> int:
    missed = []
    made: dict[str, list[float]] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            app = fill(Path(folder), size)
            for name, path, make in feeds():
                body = ask(app, path)
                print(f"{size} sittings, {name}: {len(body) / 1000:.0f} kB")
                rates = sending(app, path, Path(folder))
                seconds, written = making(app, make)
                made.setdefault(name, []).append(seconds)
                missed += report(size, name, {**rates, "afresh": seconds / written})
                print(f"  made in {seconds * 1000:.1f} ms, icalendar {written * 1000:.1f} ms")
            with app.app_context():
                db.engine.dispose()
    for name, (small, large) in made.items():
        missed += report(SIZES[1], name, {"growth": large / small})
    if missed:
        print("Missed: " + "; ".join(missed))
    return 1 if missed else 0


def feeds() -> list[tuple[str, str, Callable[[], queries.Feed]]]:
    origin, day = "http://127.0.0.1:8000", today()
    return [
        (
            "public",
            "/kalender/benchmark.ics",
            lambda: queries.committee_feed("benchmark", origin=origin, today=day),
        ),
        (
            "personal",
            f"/kalender/abo/{TOKEN}.ics",
            lambda: personal.personal_feed(1, origin=origin, today=day),
        ),
    ]


def report(size: int, name: str, ratios: dict[str, float]) -> list[str]:
    missed = []
    for what, ratio in ratios.items():
        bound = BOUNDS[what]
        is_kept = ratio >= bound if what.isdecimal() else ratio <= bound
        sign = "≥" if what.isdecimal() else "≤"
        print(f"  {name} {what}: {ratio:.2f} (to be {sign} {bound}){'' if is_kept else '  MISSED'}")
        if not is_kept:
            missed.append(f"{name} {what} at {size}")
    return missed


def fill(folder: Path, size: int) -> Flask:
    app = create_app(Settings(data_dir=folder, secret_key="only-for-benchmarks-" * 3))
    with app.app_context():
        db.create_all()
        committee = Committee(slug="benchmark", short="BM", is_public=True)
        committee.names.append(CommitteeName(name="Benchmark", genitive="des Benchmarks"))
        user = User(email="a@example.org", name="A", password_hash="x", nonce="x")
        user.created_at = utc_now()
        user.assignments.append(
            Assignment(
                committee=committee, role=CommitteeRole.SECRETARIAT, starts_on=date(2020, 1, 1)
            )
        )
        room = Room(name="Konferenzraum 16 F 43", venue=Venue(name="Stadthaus Deutz"))
        db.session.add_all([committee, user, room])
        db.session.flush()
        db.session.add(
            CalendarFeed(
                user=user,
                name="Benchmark",
                kind=FeedKind.SITTINGS,
                token_hash=digest(TOKEN),
                created_at=utc_now(),
                changed_at=utc_now(),
                last_used_on=today(),
            )
        )
        for number in range(size):
            add_sitting(committee, room, number)
        db.session.commit()
    return app


def add_sitting(committee: Committee, room: Room, number: int) -> None:
    day = datetime(today().year - 1, 1, 2, 13, tzinfo=UTC)
    starts_at = day + timedelta(days=number * 700 // max(SIZES))
    sitting = Sitting(
        ref=f"b-{number}",
        uid=f"b-{number}@example.org",
        changed_at=utc_now(),
        committee=committee,
        number=number + 1,
        state=SittingState.INVITED,
        is_public=True,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        room=room,
    )
    db.session.add(sitting)
    for position in range(ITEMS):
        title = f"Bericht der Verwaltung über den Stand der Dinge; Punkt {position}, mit Aussprache"
        part = Part.PUBLIC if position < ITEMS - 1 else Part.CLOSED
        db.session.add(AgendaItem(sitting=sitting, part=part, position=position, title=title))


def bare_app(folder: Path, body: bytes) -> Flask:
    """What a feed costs at least: one view, one query by key, the stored bytes."""
    engine = create_engine(f"sqlite:///{folder / f'bare-{len(body)}.db'}")
    table = Table("body", MetaData(), Column("key", String, primary_key=True))
    table.append_column(Column("content", LargeBinary))
    table.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(table).values(key="benchmark", content=body))
    app = Flask("bare")

    @app.route("/kalender/<key>.ics")
    def feed(key: str) -> Response:
        with engine.connect() as connection:
            content = connection.execute(select(table.c.content).where(table.c.key == key)).scalar()
        return Response(content, content_type="text/calendar; charset=utf-8")

    return app


def sending(app: Flask, path: str, folder: Path) -> dict[str, float]:
    """The rates of 200 and 304 as a part of the bare view's; the middle of several rounds."""
    body = ask(app, path)
    bare = bare_app(folder, body)
    etag = answer(app, path, {})[1]["ETag"]
    ratios: dict[str, list[float]] = {"200": [], "304": []}
    for _ in range(ROUNDS):
        base = timed(bare, "/kalender/benchmark.ics", {}, "200")
        ratios["200"].append(base / timed(app, path, {}, "200"))
        ratios["304"].append(base / timed(app, path, {"If-None-Match": etag}, "304"))
    return {what: sorted(found)[ROUNDS // 2] for what, found in ratios.items()}


def timed(app: Flask, path: str, headers: dict[str, str], status: str) -> float:
    start = time.process_time()
    for _ in range(REQUESTS):
        got = answer(app, path, headers)[0]
        if got != status:
            raise AssertionError(f"{path} answers {got}")
    return time.process_time() - start


def ask(app: Flask, path: str) -> bytes:
    return answer(app, path, {})[2]


def answer(app: Flask, path: str, headers: dict[str, str]) -> tuple[str, dict[str, str], bytes]:
    """One request past any server: status, headers, body."""
    got: dict[str, Any] = {}

    def start_response(status: str, found: list[tuple[str, str]], _info: Any = None) -> Any:
        got.update(status=status[:3], headers=dict(found))

    environ = create_environ(path, "http://127.0.0.1:8000", headers=headers)
    answered = app.wsgi_app(environ, start_response)
    body = b"".join(answered)
    answered.close()  # type: ignore[attr-defined]  # WSGI knows it, the type does not
    return got["status"], got["headers"], body


def making(app: Flask, make: Callable[[], queries.Feed]) -> tuple[float, float]:
    """The best times of making a feed afresh, and of icalendar writing its events."""
    best, library = float("inf"), float("inf")
    for _ in range(BUILDS):
        with app.app_context():
            start = time.process_time()
            feed = make()
            body = build_feed(feed.info, feed.events)
            best = min(best, time.process_time() - start)
        calendar = Calendar.from_ical(body)
        start = time.process_time()
        calendar.to_ical()
        library = min(library, time.process_time() - start)
    return best, library


if __name__ == "__main__":
    sys.exit(main())
