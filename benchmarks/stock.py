"""Whether pages stay quick with a large stock of data, as ratios within one run.

    python -m benchmarks.stock [--part 0.1]

Two databases (SQLite): the demonstration, and the same with the stock of ``stock_data`` added: 20
committees, 20 years, 5,000 sittings, 60,000 items, 10,000 persons, 20,000 resolutions, 100,000
entries of the record. Every page is asked of both in turn; with the stock it may take
``MAX_RATIO`` times as long and need one query more at most. A page that becomes longer is compared
by its length, up to the end of a page. A search in vain reads every text and grows with the stock:
it may take ``MAX_IN_VAIN`` times as long. Ends with 1 when a bound is missed.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from benchmarks.stock_data import fill
from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.channels.calendars.models import CalendarFeed
from gremien_app.config import load_settings
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest
from gremien_app.people.members.models import Membership
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.resolutions.models import Resolution

PASSWORD, TOKEN = "gremien-demo", "benchmark-" * 4
ROUNDS, WARM_UP = 9, 2
MAX_RATIO, MAX_IN_VAIN = 3.0, 20.0
MAX_MORE_QUERIES = 1  # the names of what a list shows, where it was empty
PEOPLE = {
    "Gäste": "",
    "Geschäftsführung": "geschaeftsfuehrung@demo.example",
    "Mitglied": "mitglied@demo.example",
    "Vorsitz": "vorsitz@demo.example",
    "Verwaltung": "admin@demo.example",
}


@dataclass(frozen=True)
class Page:
    """``is_longer``: more committees, years or hits make it longer, up to the end of a page."""

    who: str
    path: str
    is_longer: bool = False
    is_in_vain: bool = False


def main() -> int:
    parser = argparse.ArgumentParser(description="pages with a large stock of data")
    parser.add_argument("--part", type=float, default=1.0, help="of the whole stock, e.g. 0.1")
    part = parser.parse_args().part
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "demo", Path(name) / "stock"
        demo = (sys.executable, "-m", "gremien_app.cli", "demo", "--no-serve", "--data")
        subprocess.run([*demo, str(small)], check=True, capture_output=True)
        subscribe(small)
        shutil.copytree(small, large)
        start = time.perf_counter()
        with application(large):
            fill(part)
        print(f"{part:g} of the stock in {time.perf_counter() - start:.0f} s")
        missed = compare(small, large)
    if missed:
        print("Missed: " + "; ".join(missed))
    return 1 if missed else 0


@contextmanager
def application(folder: Path) -> Iterator[Flask]:
    app = create_app(load_settings(folder, fast_passwords=True))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def subscribe(folder: Path) -> None:
    """One personal calendar of the member."""
    with application(folder):
        member = db.session.scalars(select(User).where(User.email == PEOPLE["Mitglied"])).one()
        now = utc_now()
        feed = CalendarFeed(user_id=member.id, name="Abo", token_hash=digest(TOKEN))
        feed.created_at, feed.changed_at, feed.last_used_on = now, now, today()
        db.session.add(feed)
        db.session.commit()


def pages(folder: Path) -> list[Page]:
    """The lists, and the pages of one object of the demonstration, as those who use them."""
    with application(folder):
        member = db.session.scalars(select(User).where(User.email == PEOPLE["Mitglied"])).one()
        own = select(Membership.committee_id).where(Membership.person_id == member.person_id)
        sitting = db.session.scalars(
            select(Sitting)
            .join(Minutes, Minutes.sitting_id == Sitting.id)
            .join(AgendaItem, AgendaItem.sitting_id == Sitting.id)
            .join(Resolution, Resolution.agenda_item_id == AgendaItem.id)
            .where(Minutes.state == MinutesState.PUBLISHED, Sitting.committee_id.in_(own))
            .order_by(Sitting.starts_at.desc())
        ).first()
        assert sitting is not None
        at, slug, year = f"/sitzungen/{sitting.id}", sitting.committee.slug, sitting.date.year
        person = member.person_id
    everybody = ["/", "/gremien/", f"/gremien/{slug}", "/sitzungen", f"/sitzungen?zeitraum={year}",
                 f"/sitzungen?gremium={slug}", at, f"{at}/tagesordnung", f"{at}/niederschrift",
                 "/beschluesse", f"/beschluesse?jahr={year}", f"/beschluesse?gremium={slug}",
                 "/kalender/", f"/kalender/{slug}.ics"]  # fmt: skip
    members = ["/", f"{at}/anwesenheit", f"{at}/abstimmungen", "/niederschriften", "/konto"]
    staff = [*everybody, *members[1:], f"{at}/bearbeiten", f"{at}/tagesordnung/neu",
             "/sitzungen/neu", "/sitzungsplan", "/personen", f"/personen/{person}",
             "/organisationen", "/orte", "/aemter", "/besondere-tage", "/protokoll",
             f"/protokoll/sitzung/{sitting.id}", "/protokoll?art=sitzung",
             f"/gremien/{slug}/mitglieder/neu", f"/gremien/{slug}/sitze"]  # fmt: skip
    admin = ["/", "/protokoll", "/postausgang", "/verwaltung/konten", "/verwaltung/wahlperioden"]
    chosen = {"Gäste": everybody, "Mitglied": members, "Vorsitz": ["/"], "Geschäftsführung": staff,
              "Verwaltung": admin}  # fmt: skip
    longer = {
        "/sitzungen",
        f"/beschluesse?gremium={slug}",
        f"/sitzungen?zeitraum={year}",
        "/kalender/",
        "/sitzungsplan",
    }
    searches = {
        "Gäste": ["/beschluesse?suche=haltestellen"],
        "Geschäftsführung": [
            "/beschluesse?suche=bericht+verwaltung",
            "/personen?q=beispiel",
            "/organisationen?q=verein",
            "/protokoll?wer=Kim",
        ],
    }
    in_vain = {
        "Gäste": ["/beschluesse?suche=gibtesnicht"],
        "Geschäftsführung": ["/personen?q=gibtesnicht", "/protokoll?wer=Niemand"],
    }
    return [
        *(
            Page(who, path, is_longer=path in longer)
            for who, paths in chosen.items()
            for path in paths
        ),
        Page("Gäste", f"/kalender/abo/{TOKEN}.ics"),
        *(Page(who, path, is_longer=True) for who, paths in searches.items() for path in paths),
        *(Page(who, path, is_in_vain=True) for who, paths in in_vain.items() for path in paths),
    ]


def compare(small: Path, large: Path) -> list[str]:
    asked, missed = pages(small), []
    with clients(small) as (small_app, demo), clients(large) as (large_app, stock):
        for page in asked:
            pair = (demo[page.who], stock[page.who])
            base, grown = medians(page, pair)
            counts = (queries(small_app, pair[0], page), queries(large_app, pair[1], page))
            ratio = grown / base / (length(page, pair) if page.is_longer else 1)
            more = counts[1] - counts[0]
            bound = MAX_IN_VAIN if page.is_in_vain else MAX_RATIO
            faults = [f"{ratio:.1f} ×"] if ratio > bound else []
            faults += [f"{more} more queries"] if more > MAX_MORE_QUERIES else []
            missed += [f"{page.who} {page.path}: {', '.join(faults)}"] if faults else []
            print(
                f"{page.who:17}{page.path[:60]:61}{base * 1000:6.1f} → {grown * 1000:6.1f} ms "
                f"{ratio:5.2f} ×  {counts[0]:2} → {counts[1]:2} queries"
                + ("  MISSED" if faults else "")
            )
    return missed


@contextmanager
def clients(folder: Path) -> Iterator[tuple[Flask, dict[str, FlaskClient]]]:
    app = create_app(load_settings(folder, fast_passwords=True))
    app.config["WTF_CSRF_ENABLED"] = False
    found = {who: app.test_client() for who in PEOPLE}
    for who, email in PEOPLE.items():
        if email:
            answer = found[who].post("/anmelden", data={"email": email, "password": PASSWORD})
            assert answer.status_code in {302, 303}, f"{who} is not signed in"
    yield app, found
    with app.app_context():
        db.engine.dispose()


def medians(page: Page, pair: tuple[FlaskClient, FlaskClient]) -> tuple[float, float]:
    """In turn, so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM_UP + ROUNDS):
        for client, taken in zip(pair, times, strict=True):
            start = time.perf_counter()
            answer = client.get(page.path)
            if turn >= WARM_UP:
                taken.append(time.perf_counter() - start)
            assert answer.status_code == 200, f"{page.who} {page.path}: {answer.status}"
    return statistics.median(times[0]), statistics.median(times[1])


def length(page: Page, pair: tuple[FlaskClient, FlaskClient]) -> float:
    small, large = (len(client.get(page.path).data) for client in pair)
    return max(1.0, large / small)


def queries(app: Flask, client: FlaskClient, page: Page) -> int:
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    client.get(page.path)
    event.remove(engine, "before_cursor_execute", note)
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
