"""A full or read-only disk: a German sentence, nothing saved, no false success."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from gremien_app.agenda.models import AgendaItem
from gremien_app.audit.models import AuditEntry
from gremien_app.extensions import db
from tests import builders as b
from tests.page_client import PageClient

SENTENCE = "Der Speicher des Servers ist voll oder schreibgeschützt. Es wurde nichts gespeichert."


@contextmanager
def disk(limit: str, back: str) -> Iterator[None]:
    """Every connection of these requests meets this disk."""

    def restrict(connection: Any, *_more: Any) -> None:
        connection.execute(limit)

    def restore(connection: Any, *_more: Any) -> None:
        connection.execute(back)

    db.session.remove()
    engine = db.engine
    raw = engine.raw_connection()
    raw.execute("VACUUM")  # rows of other tests have left room that a full disk still has
    raw.close()
    event.listen(engine, "checkout", restrict)
    event.listen(engine, "checkin", restore)
    try:
        yield
    finally:
        event.remove(engine, "checkout", restrict)
        event.remove(engine, "checkin", restore)


@pytest.mark.parametrize(
    ("limit", "back"),
    [
        ("PRAGMA max_page_count=1", "PRAGMA max_page_count=1073741823"),
        ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
    ],
    ids=["full", "read-only"],
)
def test_nothing_is_saved_and_the_page_says_so(
    app: Flask, client: PageClient, login: Callable[..., PageClient], limit: str, back: str
) -> None:
    committee = b.committee()
    user = b.account(secretariat_of=[committee])
    sitting = b.sitting(committee)
    db.session.commit()
    number = sitting.id
    login(client, user)
    before = counts()

    with disk(limit, back):
        page = client.get(f"/sitzungen/{number}/tagesordnung")
        answer = client.post(
            f"/sitzungen/{number}/tagesordnung/neu",
            data={"title": "Bericht", "place": "public", "explanation": "lang " * 15_000},
        )

    assert page.status_code == 200
    assert answer.status_code == 503
    assert SENTENCE in answer.text
    assert counts() == before


def counts() -> tuple[int | None, int | None]:
    db.session.rollback()
    items = db.session.scalar(select(func.count()).select_from(AgendaItem))
    return items, db.session.scalar(select(func.count()).select_from(AuditEntry))
