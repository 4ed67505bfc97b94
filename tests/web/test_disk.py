"""A full or read-only disk: a German sentence, nothing saved, no false success."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import event, func, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import AgendaItem
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


either = pytest.mark.parametrize(
    ("limit", "back"),
    [
        ("PRAGMA max_page_count=1", "PRAGMA max_page_count=1073741823"),
        ("PRAGMA query_only=ON", "PRAGMA query_only=OFF"),
    ],
    ids=["full", "read-only"],
)


@either
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


@either
def test_what_was_typed_stays_on_the_page_and_is_sent_again_with_one_press(
    app: Flask, client: PageClient, login: Callable[..., PageClient], limit: str, back: str
) -> None:
    committee = b.committee()
    user = b.account(secretariat_of=[committee])
    sitting = b.sitting(committee)
    db.session.commit()
    address = f"/sitzungen/{sitting.id}/tagesordnung/neu"
    login(client, user)
    form = html.document_fromstring(client.get(address).text).xpath("//main//form")[0]
    text = "Ein Absatz, der Mühe gemacht hat.\n" + "lang " * 15_000
    fields = dict(form.form_values()) | {"title": "Bericht", "explanation": text}

    with disk(limit, back):
        answer = client.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    page = html.document_fromstring(answer.text)
    typed = {
        page.xpath(f"//label[@for='{one.get('id')}']")[0].text_content().strip(): one.text_content()
        for one in page.xpath("//textarea")
    }
    [again] = page.xpath("//main//form")
    saved = client.post(again.get("action"), data=dict(again.form_values()))

    assert answer.status_code == 503
    assert typed["Titel"].strip() == "Bericht"
    assert typed["Erläuterung"].strip() == text.strip()
    assert saved.status_code == 302
    assert db.session.query(AgendaItem).one().title == "Bericht"


def test_signing_in_says_that_it_is_not_the_password(app: Flask, client: PageClient) -> None:
    email = b.account().email
    db.session.commit()

    with disk("PRAGMA query_only=ON", "PRAGMA query_only=OFF"):
        answer = client.post("/anmelden", data={"email": email, "password": b.PASSWORD})

    assert answer.status_code == 503
    assert SENTENCE in answer.text
    assert "an Ihrem Passwort liegt es nicht" in answer.text
    assert b.PASSWORD not in answer.text


@either
def test_the_health_check_says_so_and_is_well_afterwards(
    app: Flask, client: PageClient, limit: str, back: str
) -> None:
    with disk(limit, back):
        answer = client.get("/healthz", headers={"Host": "127.0.0.1"})

    assert (answer.status_code, answer.json) == (503, {"status": "error", "reason": "storage"})
    assert client.get("/healthz").status_code == 200


def test_the_health_check_notices_a_folder_that_takes_no_files(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_args: Any, **_more: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)

    assert client.get("/healthz").json == {"status": "error", "reason": "storage"}


@pytest.mark.both_engines
def test_the_health_check_is_well_while_somebody_writes(app: Flask, client: PageClient) -> None:
    with db.engine.connect() as other:
        other.exec_driver_sql("SELECT 1")  # a transaction that holds the lock on SQLite

        assert client.get("/healthz").status_code == 200


def counts() -> tuple[int | None, int | None]:
    db.session.rollback()
    items = db.session.scalar(select(func.count()).select_from(AgendaItem))
    return items, db.session.scalar(select(func.count()).select_from(AuditEntry))
