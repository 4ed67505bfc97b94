"""How much a long history costs the roster of a day, as a ratio within one run.

    python benchmarks/roster.py

Two committees in one database: one with 20 memberships in one term, one with 500 in 10 terms of
which the same 20 run today. The committee's page as its secretariat sees it (deputies, vacant
seats, counts) may take 2 times as long at most; the roster itself takes 4 queries at most, the
page the same number for both. A third committee, with all 500 spread evenly, is told for
comparison: its page shows 50 lines. Ends with 1 when a bound is missed.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from gremien_app import create_app
from gremien_app.base.audit.actions import SYSTEM
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.text import fold
from gremien_app.config import Settings
from gremien_app.people.accounts.models import Assignment, CommitteeRole
from gremien_app.people.administration.actions import create_user
from gremien_app.people.committees.models import Committee, CommitteeName, StatutorySeats, Term
from gremien_app.people.members.models import MemberRole, Membership, Seat
from gremien_app.people.members.queries import roster_on
from gremien_app.people.organizations.models import Organization
from gremien_app.people.persons.models import Person

TERMS, CURRENT, ALL = 10, 20, 500
ROUNDS, MAX_RATIO, MAX_QUERIES = 40, 2.0, 4
EMAIL, PASSWORD = "a@example.org", "benchmark-only"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(
                data_dir=Path(folder), secret_key="only-for-benchmarks-" * 3, fast_passwords=True
            )
        )
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            db.create_all()
            fill()
        client = app.test_client()
        client.post("/anmelden", data={"email": EMAIL, "password": PASSWORD})
        missed = measure(app, client)
        with app.app_context():
            db.engine.dispose()
    if missed:
        print("Missed: " + "; ".join(missed))
    return 1 if missed else 0


def measure(app: Flask, client: FlaskClient) -> list[str]:
    pages = {slug: f"/gremien/{slug}" for slug in ("small", "long", "even")}
    for path in pages.values():
        assert "/mitgliedschaften/" in client.get(path).text, "the secretariat is not signed in"
    seconds = interleaved({slug: lambda p=path: client.get(p) for slug, path in pages.items()})
    counts = {slug: queries(app, lambda p=path: client.get(p)) for slug, path in pages.items()}
    roster = max(roster_queries(app, slug) for slug in pages)
    for slug in pages:
        ratio = seconds[slug] / seconds["small"]
        print(f"{slug}: {seconds[slug] * 1000:.1f} ms, {ratio:.2f} ×, {counts[slug]} queries")
    print(f"roster: {roster} queries (to be ≤ {MAX_QUERIES})")
    ratio = seconds["long"] / seconds["small"]
    missed = []
    if ratio > MAX_RATIO:
        missed.append(f"page with {ALL} memberships {ratio:.2f} × (to be ≤ {MAX_RATIO})")
    if roster > MAX_QUERIES:
        missed.append("queries of the roster")
    if len(set(counts.values())) > 1:
        missed.append("queries of the page differ")
    return missed


def interleaved(asked: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Medians; one after the other in each round, so that a busy machine slows all alike."""
    times: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, ask in asked.items():
            start = time.perf_counter()
            ask()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def queries(app: Flask, ask: Callable[[], object]) -> int:
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    return count


def roster_queries(app: Flask, slug: str) -> int:
    with app.app_context():
        committee = db.session.query(Committee).filter_by(slug=slug).one()
        assert committee.names
        assert [one.term for one in committee.seats_by_term]
        return queries(app, lambda: roster_on(committee, today()))


def fill() -> None:
    terms = [
        Term(name=f"T{n}", starts_on=date(today().year - n, 1, 1), ends_on=last_day(n))
        for n in range(TERMS)
    ]
    committees = [add_committee(slug, terms) for slug in ("small", "long", "even")]
    user = create_user(
        SYSTEM, email=EMAIL, name="A", password=PASSWORD, now=utc_now(), is_admin=False
    )
    for committee in committees:
        user.assignments.append(
            Assignment(
                committee=committee, role=CommitteeRole.SECRETARIAT, starts_on=date(2020, 1, 1)
            )
        )
    small, long, even = committees
    add_members(small, terms[0], CURRENT)
    add_members(long, terms[0], CURRENT)
    for number, term in enumerate(terms[1:], start=1):
        add_members(long, term, (ALL - CURRENT) * number // 9 - (ALL - CURRENT) * (number - 1) // 9)
    for term in terms:
        add_members(even, term, ALL // TERMS)
    db.session.commit()


def last_day(number: int) -> date | None:
    return date(today().year - number, 12, 31) if number else None


def add_committee(slug: str, terms: list[Term]) -> Committee:
    committee = Committee(slug=slug, short=slug, is_public=True)
    committee.names.append(CommitteeName(name=slug, genitive=f"des {slug}"))
    committee.seats_by_term = [StatutorySeats(term=term, seats=40) for term in terms]
    db.session.add(committee)
    db.session.flush()
    return committee


def add_members(committee: Committee, term: Term, count: int) -> None:
    """Half of them members, half their deputies; one seat is vacant."""
    for number in range(count // 2):
        name = f"{committee.slug} {term.name} {number}"
        sender = Organization(name=f"Verein {name}", search_key=fold(f"Verein {name}"))
        seat = Seat(committee=committee, term=term, position=number + 1, organization=sender)
        for role in (MemberRole.VOTING, MemberRole.DEPUTY):
            person = Person(
                ref=f"{name}-{role.value}", first_name="Kim", last_name=f"{role.label} {name}"
            )
            db.session.add(
                Membership(
                    committee=committee,
                    person=person,
                    seat=seat,
                    organization=sender,
                    role=role,
                    can_vote=True,
                    starts_on=term.starts_on,
                    ends_on=term.ends_on,
                )
            )
    db.session.add(Seat(committee=committee, term=term, position=count))


if __name__ == "__main__":
    sys.exit(main())
