"""A clock that is wrong is noticed, deletes nothing, and signs nobody out when it is put right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from gremien_app import create_app
from gremien_app.base.audit.actions import SYSTEM, record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.config import load_settings
from gremien_app.operation.cli import cli
from gremien_app.operation.cli.schema import migrate_database
from gremien_app.operation.cli.serving import tell_of_the_clock
from gremien_app.operation.service.clock_queries import clock_fault
from gremien_app.people.accounts.models import LoginSession
from tests import builders as b
from tests.live import prepare_folder
from tests.page_client import PageClient

HOUR = timedelta(hours=1)
Freeze = Callable[..., AbstractContextManager[None]]


@pytest.mark.both_engines
def test_a_clock_that_is_right_is_not_complained_of(app: Flask) -> None:
    record(SYSTEM, "account.signed_in", b.account(), summary="x")
    db.session.commit()

    assert clock_fault() == ""


@pytest.mark.both_engines
def test_a_clock_that_is_behind_what_was_stored_is_named(app: Flask, freeze: Freeze) -> None:
    now = utc_now()
    with freeze(now):
        record(SYSTEM, "account.signed_in", b.account(), summary="x")
        db.session.commit()

    with freeze(utc_now() - timedelta(seconds=10)):  # within what two machines differ
        assert clock_fault() == ""
    with freeze(now - HOUR):
        told = clock_fault()

    on_its_own = "Sie geht nach, oder sie ging vor."
    beside = r"geht gegenüber der des Datenbankservers 6\d Minuten nach\.$"  # some pass meanwhile
    if db.engine.dialect.name == "sqlite":
        assert told.endswith(on_its_own)
    else:
        assert re.search(beside, told)


@pytest.mark.postgresql_only
def test_a_clock_that_is_ahead_of_the_databases_is_named(app: Flask, freeze: Freeze) -> None:
    with freeze(utc_now() + 3 * HOUR):
        assert clock_fault().endswith("gegenüber der des Datenbankservers 3 Stunden vor.")


@pytest.fixture
def office(engine_name: str, new_database: Callable[[str, str], str], tmp_path: Path) -> Path:
    """An installation in which a sign-in has run out long ago, and somebody is there now."""
    url = "" if engine_name == "sqlite" else new_database(engine_name, "clocked")
    folder = prepare_folder(tmp_path / "amt", url)
    app = create_app(load_settings(folder))
    with app.app_context():
        migrate_database()
        user, now = b.account(), utc_now()
        db.session.flush()
        for key, at in (("old", now - 48 * HOUR), ("new", now)):
            db.session.add(
                LoginSession(
                    user_id=user.id,
                    key_hash=key,
                    created_at=at,
                    last_seen_at=at,
                    expires_at=at + 9 * HOUR,
                    device="Firefox",
                    origin="",
                )
            )
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return folder


def run(*arguments: object) -> Any:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="gremien")


@pytest.mark.both_engines
def test_doctor_and_tick_end_with_one_and_nothing_is_deleted(office: Path, freeze: Freeze) -> None:
    with freeze(utc_now() - HOUR):
        regular = run("tick", "--json", "--data", office)
        examined = run("doctor", "--json", "--data", office)
    later = run("tick", "--json", "--data", office)

    told = next(one for one in json.loads(examined.stdout) if one["check"] == "Uhr")
    assert (regular.exit_code, examined.exit_code, told["state"]) == (1, 1, "error")
    assert "aufgeräumt" not in json.loads(regular.stdout)
    assert "Bitte lassen Sie die Uhr stellen" in regular.stderr
    assert "löscht „gremien tick“ nichts" in told["advice"]
    assert (later.exit_code, json.loads(later.stdout)["aufgeräumt"]) == (0, 1)


def test_a_backup_by_a_wrong_clock_deletes_none_and_is_not_deleted_itself(
    office: Path, freeze: Freeze, tmp_path: Path
) -> None:
    target = tmp_path / "sicherungen"
    first = run("backup", target, "--create", "--keep", "1", "--data", office)
    with freeze(utc_now() - 48 * HOUR):
        by_a_wrong_clock = run("backup", target, "--keep", "1", "--data", office)
        kept = len(list(target.iterdir()))
    right = run("backup", target, "--keep", "1", "--data", office)

    assert (first.exit_code, by_a_wrong_clock.exit_code, kept) == (0, 1, 2), first.output
    assert "Gesichert ist alles" in by_a_wrong_clock.stderr
    assert (right.exit_code, len(list(target.iterdir()))) == (0, 1)


def test_a_service_says_so_at_the_start(app: Flask, freeze: Freeze, capsys) -> None:
    record(SYSTEM, "account.signed_in", b.account(), summary="x")
    db.session.commit()

    tell_of_the_clock()
    assert capsys.readouterr().err == ""
    with freeze(utc_now() - HOUR):
        tell_of_the_clock()
    assert capsys.readouterr().err.startswith("Hinweis: Gespeichert ist schon etwas vom ")


# What people notice when it is put right


@pytest.fixture
def signed_in_ahead(app: Flask, client: PageClient, login: Any, freeze: Freeze) -> PageClient:
    """Somebody signed in while the clock was an hour ahead."""
    committee = b.committee()
    b.sitting(committee)
    user = b.account(secretariat_of=[committee])
    db.session.commit()
    with freeze(utc_now() + HOUR):
        login(client, user)
    return client


def test_nobody_is_signed_out_when_the_clock_is_put_back(signed_in_ahead: PageClient) -> None:
    assert signed_in_ahead.get("/konto").status_code == 200
    assert signed_in_ahead.get("/").status_code == 200


def test_a_form_that_was_opened_while_the_clock_was_ahead_is_saved(
    app: Flask, client: PageClient, signed_in_ahead: PageClient, freeze: Freeze
) -> None:
    with freeze(utc_now() + HOUR):
        page = client.get("/organisationen/neu")

    answer = client.post("/organisationen/neu", data={"name": "Verein", "kind": "association"})

    assert (page.status_code, answer.status_code) == (200, 302)


def test_wrong_passwords_of_a_time_to_come_hold_up_nobody(
    app: Flask, client: PageClient, freeze: Freeze
) -> None:
    user = b.account()
    db.session.commit()
    wrong = {"email": user.email, "password": "falsch-falsch"}
    right = {"email": user.email, "password": b.PASSWORD}
    with freeze(utc_now() + HOUR):
        for _ in range(11):
            client.post("/anmelden", data=wrong)
        held_up = client.post("/anmelden", data=right)

    assert "zu viele Fehlversuche" in held_up.text
    assert client.post("/anmelden", data=right).status_code == 302
