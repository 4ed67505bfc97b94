"""Databases that earlier releases made: brought up to date, read, signed, verified."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from flask_migrate import upgrade
from sqlalchemy import Connection, inspect, select, text, update

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.proceedings.models import Attendance, Vote
from gremien_app.meetings.proceedings.representation_queries import viewer_of
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.people.accounts.queries import find_by_email
from gremien_app.people.committees.models import Committee, MinutesWording
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.download_views import word_file
from gremien_app.records.minutes.models import Minutes, MinutesState, MinutesVersion, SignatureRole
from gremien_app.records.minutes.seal_queries import verify_minutes
from gremien_app.records.publication.actions import publish_unseen
from gremien_app.records.resolutions.models import Resolution

pytestmark = pytest.mark.both_engines
FOLDER = Path(__file__).parent / "releases"
# What the schema of a release was, and how many of its files its record tells nothing of.
RELEASES = {"58e3b53": ("0001", 5), "5b670bf": ("0005", 0)}
NOW = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)
SEALED = {
    "beirat-2025-01-14": 0,  # from paper, published
    "beirat-2025-02-11": 0,  # from paper
    "beirat-2025-03-11": 1,  # published
    "beirat-2025-04-08": 1,  # signed; the chair was handed over
}
SUBMITTED, HALF_SIGNED = "beirat-2025-05-13", "beirat-2025-06-10"
RETURNED = "beirat-2025-08-12"


@pytest.fixture(params=RELEASES)
def release(request):
    return request.param


@pytest.fixture
def office(engine_name, new_database, new_app, release, tmp_path):
    """The database of a release on today's schema, and what was frozen in it before."""
    address = new_database(engine_name, "release")
    old = Path(address.removeprefix("sqlite:///")) if engine_name == "sqlite" else tmp_path / "old"
    with closing(sqlite3.connect(old)) as database:
        database.executescript(gzip.decompress(dump_of(release)).decode())
    app = new_app(address.replace("sql://", "sql+psycopg://"))
    with app.app_context(), closing(sqlite3.connect(old)) as source:
        if engine_name != "sqlite":
            upgrade(revision=RELEASES[release][0])
            with db.engine.begin() as target:
                copy(source, target)
        source.row_factory = sqlite3.Row
        app.frozen = source.execute("SELECT * FROM minutes_version ORDER BY id").fetchall()
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def dump_of(release: str) -> bytes:
    return (FOLDER / f"release-{release}.sql.gz").read_bytes()


def copy(source: sqlite3.Connection, target: Connection) -> None:
    """All rows as they are into the same schema of PostgreSQL, which has booleans of its own."""
    target.execute(text("SET session_replication_role = replica"))
    target.execute(text("SET TIME ZONE 'UTC'"))
    raw = target.connection.cursor()
    for table in sorted(set(inspect(target).get_table_names()) - {"alembic_version"}):
        columns = inspect(target).get_columns(table)
        names = ", ".join(f'"{one["name"]}"' for one in columns)
        flags = [str(one["type"]) == "BOOLEAN" for one in columns]
        marks = ", ".join(["%s"] * len(columns))
        raw.execute(f'DELETE FROM "{table}"')
        for row in source.execute(f'SELECT {names} FROM "{table}"').fetchall():
            values = [
                bool(v) if f and v is not None else v for f, v in zip(flags, row, strict=True)
            ]
            raw.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)
        if "id" in {one["name"] for one in columns}:
            raw.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
                f'coalesce(max(id), 1)) FROM "{table}"'
            )
    target.execute(text("SET session_replication_role = DEFAULT"))


def minutes_of(ref: str) -> Minutes:
    return db.session.scalars(select(Minutes).join(Minutes.sitting).where(Sitting.ref == ref)).one()


def account(email: str) -> Viewer:
    return viewer_of(find_by_email(f"{email}@example.org"), NOW.date())


def sign(ref: str, *, by_chair: bool = True) -> Minutes:
    minutes = minutes_of(ref)
    shown = minutes.current_version.content_sha256
    if by_chair:
        actions.sign(account("vorsitz"), minutes, SignatureRole.CHAIR, shown, NOW)
    actions.sign(account("protokoll"), minutes, SignatureRole.MINUTE_TAKER, shown, NOW)
    db.session.commit()
    return minutes


def words_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def call_everything_otherwise() -> None:
    """What an office may rename at any time, and what newer releases word otherwise."""
    committee = db.session.query(Committee).one()
    committee.minutes_wording = MinutesWording.RECOMMENDATION
    committee.attendance_groups = [{"role": "voting", "heading": "Delegierte"}]
    committee.short, committee.contact_phone = "BfB", "0221 2"
    committee.names[0].name = "Rat der Barrierefreiheit"
    db.session.execute(
        update(Attendance)
        .where(
            Attendance.sitting_id.in_([minutes_of(ref).sitting_id for ref in SEALED]),
            Attendance.name.in_(["Ola Nowak", "Kit Meier"]),
        )
        .values(name="Lena Nowak-Meier")
    )
    db.session.commit()


def test_what_an_earlier_release_made_is_read_signed_and_verified(office, release, login):
    for before, now in zip(office.frozen, stored_versions(), strict=True):
        assert (now.content, now.content_sha256) == (
            json.loads(before["content"]),
            before["content_sha256"],
        )
    formats = {ref: minutes_of(ref).current_version.format for ref in SEALED}
    assert formats == SEALED
    report = verify_minutes()
    assert (report.faults, report.minutes, report.incomparable) == ([], 4, RELEASES[release][1])

    pages = login(office.test_client(), find_by_email("protokoll@example.org"))
    for minutes in db.session.query(Minutes).order_by(Minutes.id).all():
        ref, id_ = minutes.sitting.ref, minutes.sitting_id
        page = pages.get(f"/sitzungen/{id_}/niederschrift")
        assert page.status_code == 200, ref
        assert "<strong>10.000 €</strong>" in page.text, ref
        assert "Achtung: Was hier steht" not in page.text, ref
        _, data = word_file(account("protokoll"), minutes.sitting)
        assert "Der Beirat bittet um 10.000 € für den Umbau." in words_of(data), ref

    call_everything_otherwise()
    assert sign(SUBMITTED).state is MinutesState.SIGNED
    assert sign(HALF_SIGNED, by_chair=False).state is MinutesState.SIGNED
    publish_unseen(account("protokoll"), minutes_of(SUBMITTED), NOW)
    actions.submit(account("protokoll"), minutes_of(RETURNED), NOW)
    sign(RETURNED)
    assert minutes_of(RETURNED).current_version.format == 3
    assert (verify_minutes().faults, verify_chain().faults) == ([], [])
    told = words_of(word_file(account("protokoll"), minutes_of(HALF_SIGNED).sitting)[1])
    assert "Beschluss Beirat 6/2025:" in told  # in the words of its day


def stored_versions() -> list[MinutesVersion]:
    return db.session.query(MinutesVersion).order_by(MinutesVersion.id).all()


def test_what_is_changed_in_it_afterwards_is_found_in_its_own_format(office):
    ids = [minutes_of(ref).sitting_id for ref in SEALED]

    def on(kind: Any) -> Any:
        return kind.agenda_item_id.in_(
            text(f"SELECT id FROM agenda_item WHERE sitting_id IN ({', '.join(map(str, ids))})")
        )

    db.session.execute(update(Resolution).where(on(Resolution)).values(text="99.000 €"))
    db.session.execute(update(Vote).where(on(Vote), Vote.yes == 2).values(yes=3, no=1))
    db.session.commit()

    assert verify_minutes().faults == [
        f"Niederschrift zu {ref}: Anders als unterzeichnet: Ö 2, {what}."
        for ref in SEALED
        for what in ("Abstimmung", "Beschlusstext")
    ]


def test_a_fact_changed_after_the_submission_stops_the_signature(office):
    minutes = minutes_of(SUBMITTED)
    db.session.execute(
        update(Attendance)
        .where(Attendance.sitting_id == minutes.sitting_id, Attendance.name == "Gabi Gast")
        .values(status="absent")
    )

    with pytest.raises(RuleBroken, match=r"Angaben zur Sitzung geändert \(Anwesenheit"):
        sign(SUBMITTED)
