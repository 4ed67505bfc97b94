"""Answers to invitations, and one table of the deputies who are called.

Until now who stood in followed from the lists: deputies of an excused member, and deputies who
were entered as present. All of them become rows of the new table, so that nobody loses what he or
she could read. Excused members of sittings not opened have declined; no reason goes along.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

BERLIN = ZoneInfo("Europe/Berlin")
LINES = """
    SELECT a.sitting_id, a.person_id, a.status, a.is_deputy, m.seat_id, m.role, m.id AS membership,
           s.committee_id, s.starts_at, s.state
    FROM attendance a JOIN sitting s ON s.id = a.sitting_id
    LEFT JOIN membership m ON m.id = a.membership_id
    WHERE a.person_id IS NOT NULL AND (a.status = 'excused' OR (a.status = 'present' AND a.is_deputy))
    ORDER BY a.sitting_id, a.position, a.id
"""
DEPUTIES = """
    SELECT id, person_id, committee_id, seat_id, starts_on, ends_on FROM membership
    WHERE role = 'deputy' ORDER BY deputy_order, position, id
"""
PARTNERS = "SELECT sitting_id, committee_id FROM sitting_partner"


def upgrade() -> None:
    _create_tables()
    _fill(op.get_bind())


def _create_tables() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wish", sa.String(length=20), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("wish IS NULL OR answer = 'declines'", name=op.f("ck_reply_wish")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reply_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_reply_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint("sitting_id", "person_id", name=op.f("uq_reply_sitting_id_person_id")),
    )
    op.create_index(op.f("ix_reply_person_id"), "reply", ["person_id"])
    op.create_table(
        "calling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "(deputy_id IS NULL) = (state = 'unnamed')", name=op.f("ck_calling_unnamed")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"],
            ["membership.id"],
            name=op.f("fk_calling_deputy_id_membership"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calling_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_calling_seat_id_seat"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_calling_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calling")),
        sa.UniqueConstraint(
            "sitting_id", "deputy_id", name=op.f("uq_calling_sitting_id_deputy_id")
        ),
    )
    for name in ("seat_id", "deputy_id", "person_id"):
        op.create_index(op.f(f"ix_calling_{name}"), "calling", [name])
    accepted = sa.text("state = 'accepted'")
    op.create_index(
        "uq_calling_accepted",
        "calling",
        ["sitting_id", "seat_id"],
        unique=True,
        sqlite_where=accepted,
        postgresql_where=accepted,
    )
    op.create_table(
        "reply_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reply_link_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_reply_link_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reply_link_token_hash")),
    )
    for name in ("sitting_id", "person_id"):
        op.create_index(op.f(f"ix_reply_link_{name}"), "reply_link", [name])
    op.create_table(
        "calling_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("after_hours", sa.Integer(), nullable=False),
        sa.Column("at_once_days", sa.Integer(), nullable=False),
        sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_hour < until_hour", name=op.f("ck_calling_times_hours")),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_calling_times_committee_id_committee"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calling_times")),
        sa.UniqueConstraint("committee_id", name=op.f("uq_calling_times_committee_id")),
    )


def _fill(connection: sa.Connection) -> None:
    kind = sa.Date().dialect_impl(connection.dialect)
    day = kind.result_processor(connection.dialect, None) or (lambda value: value)
    lines = connection.execute(sa.text(LINES)).mappings().all()
    deputies = [
        dict(one) | {"starts_on": day(one["starts_on"]), "ends_on": day(one["ends_on"])}
        for one in connection.execute(sa.text(DEPUTIES)).mappings()
    ]
    partners: dict[int, set[int]] = {}
    for sitting_id, committee_id in connection.execute(sa.text(PARTNERS)):
        partners.setdefault(sitting_id, set()).add(committee_id)
    now = datetime.now(UTC).replace(microsecond=0)
    replies, callings = {}, {}
    taken: set[tuple[int, int]] = set()
    # Whoever came first: of two deputies at one seat only one can have accepted.
    for line in sorted(lines, key=lambda one: one["status"] != "present"):
        sat = _day_of(line["starts_at"])
        if line["status"] == "excused" and not line["is_deputy"]:
            if line["membership"] and line["state"] not in ("running", "closed", "cancelled"):
                replies[line["sitting_id"], line["person_id"]] = sat
        for deputy, state in _cases(line, sat, deputies, partners):
            seat = (line["sitting_id"], deputy["seat_id"])
            if state == "accepted" and deputy["seat_id"] and seat in taken:
                state = "called"  # noqa: PLW2901 -- came beside another one, without a vote
            if state == "accepted":
                taken.add(seat)
            callings.setdefault((line["sitting_id"], deputy["id"]), (deputy, state, sat))
    _insert(connection, "reply", [
        {"sitting_id": sitting, "person_id": person, "day": sat, "answer": "declines",
         "way": "office", "given_at": now, "version": 1}
        for (sitting, person), sat in replies.items()
    ])  # fmt: skip
    _insert(connection, "calling", [
        {"sitting_id": sitting, "seat_id": deputy["seat_id"], "deputy_id": id_,
         "person_id": deputy["person_id"], "name": "", "day": sat, "state": state, "cause": "list",
         "called_at": now, "changed_at": now, "told": state}
        for (sitting, id_), (deputy, state, sat) in callings.items()
    ])  # fmt: skip


def _cases(
    line: Any, sat: date, deputies: list[dict[str, Any]], partners: dict[int, set[int]]
) -> Iterator[tuple[dict[str, Any], str]]:
    """Whom this line made a deputy called in, by the reading of before."""
    bodies = {line["committee_id"], *partners.get(line["sitting_id"], ())}
    for one in deputies:
        runs = one["starts_on"] <= sat and (one["ends_on"] is None or sat <= one["ends_on"])
        if not runs or one["committee_id"] not in bodies:
            continue
        if line["status"] == "present":
            if one["person_id"] == line["person_id"]:
                yield one, "accepted"
        elif line["seat_id"] and line["role"] != "deputy" and one["seat_id"] == line["seat_id"]:
            yield one, "called"


def _day_of(at: Any) -> date:
    """SQLite stores UTC without saying so."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(BERLIN).date()


def _insert(connection: sa.Connection, name: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        connection.execute(table.insert(), rows)


def downgrade() -> None:
    op.drop_table("calling_times")
    op.drop_table("reply_link")
    op.drop_table("calling")
    op.drop_table("reply")
