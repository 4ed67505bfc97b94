"""What was acknowledged stays, whatever happens (kill -9, many writers, backup under load)."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.operation.backups import archive_actions as archive
from gremien_app.operation.cli.schema import known_revisions
from tests.live import VERSION, Browser, Server
from tests.torture.conftest import Office, length

pytestmark = pytest.mark.both_engines


def add_items(
    office: Office, prefix: str, acknowledged: list[str], enough: Callable[[], bool]
) -> None:
    """Add agenda items one after the other; note each one the server has confirmed."""
    browser = office.browser()
    number = 0
    while not enough():
        title = f"{prefix}-{number}"
        number += 1
        answer = browser.post(
            f"/sitzungen/{office.sitting_id}/tagesordnung/neu", {"title": title, "place": "public"}
        )
        assert answer.status < 500, answer.text
        if answer.is_saved:
            acknowledged.append(title)


def saved_items(office: Office) -> Counter[str]:
    """The titles in the database, which must be sound, each with its audit entry."""
    app = office.app()
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
        titles = Counter(db.session.scalars(select(AgendaItem.title)))
        added = db.session.scalar(
            select(func.count())
            .select_from(AuditEntry)
            .where(AuditEntry.action == "agenda.item_added")
        )
        assert added == sum(titles.values()) - len(office.item_ids)
        positions = list(db.session.scalars(select(AgendaItem.position)))
        assert len(set(positions)) == len(positions)
        db.session.remove()
        db.engine.dispose()
    return titles


def audited(action: str) -> int | None:
    return db.session.scalar(
        select(func.count()).select_from(AuditEntry).where(AuditEntry.action == action)
    )


def test_j1_no_acknowledged_write_is_lost_when_the_server_is_killed(office: Office) -> None:
    acknowledged: list[str] = []
    chance = random.Random(20261122)

    for round_ in range(length("KILLS", 2)):
        killed = threading.Event()

        def write(name: str = f"kill{round_}", over: threading.Event = killed) -> None:
            with suppress(OSError, http.client.HTTPException, AssertionError):
                add_items(office, name, acknowledged, over.is_set)

        before = len(acknowledged)
        writer = threading.Thread(target=write)
        writer.start()
        while len(acknowledged) < before + 3 and writer.is_alive():
            time.sleep(0.005)
        time.sleep(chance.random() * 0.1)
        office.server.kill()
        killed.set()
        writer.join()
        assert len(acknowledged) >= before + 3
        office.server.start()

    saved = saved_items(office)
    assert [title for title in acknowledged if saved[title] != 1] == []
    assert max(saved.values()) == 1


def save_word(browser: Browser, item_id: int, word: str) -> None:
    """Add a word to a text that others change too: read, write, and again when too late."""
    path = f"/tagesordnungspunkte/{item_id}"
    while True:
        page = browser.get(path)
        version = VERSION.search(page.text)
        assert page.status == 200, page.text
        assert version is not None
        text_ = page.text.partition('name="explanation"')[2].partition(">")[2]
        before = text_.partition("</textarea>")[0].strip()
        answer = browser.post(
            path,
            {
                "title": f"Punkt {item_id}",
                "explanation": f"{before} {word}".strip(),
                "version": version[1],
            },
        )
        assert answer.status in {200, 302, 303, 409}, answer.text
        if answer.is_saved:
            return


def test_i4_many_writers_lose_nothing_and_meet_no_error(office: Office) -> None:
    writers, saves = length("WRITERS", 4), length("SAVES", 4)
    browsers = [office.browser() for _ in range(writers)]

    def write(number: int) -> list[str]:
        words = [f"w{number}s{save}" for save in range(saves)]
        for word in words:
            save_word(browsers[number], office.item_ids[number % len(office.item_ids)], word)
        return words

    with ThreadPoolExecutor(writers) as pool:
        written = [word for words in pool.map(write, range(writers)) for word in words]

    with office.app().app_context():
        texts = list(db.session.scalars(select(AgendaItem.explanation)))
        saved = Counter(word for one in texts for word in one.split())
        edits = db.session.scalar(
            select(func.count())
            .select_from(AuditEntry)
            .where(AuditEntry.action == "agenda.item_edited")
        )
        db.session.remove()
        db.engine.dispose()
    assert saved == Counter(written)
    assert edits == writers * saves
    assert "Traceback" not in office.server.log()


def test_j12_two_servers_share_one_database(office: Office) -> None:
    acknowledged: list[list[str]] = [[], []]
    with Server(office.folder) as second:
        offices = [office, replace(office, server=second)]
        with ThreadPoolExecutor(2) as pool:
            running = [
                pool.submit(add_items, one, f"server{number}", titles, lambda t=titles: len(t) >= 8)
                for number, (one, titles) in enumerate(zip(offices, acknowledged, strict=True))
            ]
            for one in running:
                one.result()

    saved = saved_items(office)
    assert [title for titles in acknowledged for title in titles if saved[title] != 1] == []


def test_j5_a_backup_during_writes_is_whole(office: Office, tmp_path: Path) -> None:
    acknowledged: list[list[str]] = [[] for _ in range(length("BACKUP_WRITERS", 2))]
    over = threading.Event()

    with ThreadPoolExecutor(len(acknowledged)) as pool:
        running = [
            pool.submit(add_items, office, f"writer{number}", titles, over.is_set)
            for number, titles in enumerate(acknowledged)
        ]
        while any(len(titles) < 3 for titles in acknowledged):
            time.sleep(0.01)
        before = [title for titles in acknowledged for title in titles]
        with office.app().app_context():
            path = archive.write_backup(db.engine, office.folder, tmp_path / "sicherung", utc_now())
            db.engine.dispose()
        over.set()
        for one in running:
            one.result()

    with (
        archive.opened(path, known_revisions()) as found,
        archive.sqlite_file(found.database) as connection,
    ):
        saved = set(connection.scalars(text("SELECT title FROM agenda_item")))
    assert set(before) - saved == set()
