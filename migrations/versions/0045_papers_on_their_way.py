"""Papers of their own: kinds, stages, numbers, submitters, and the items on which they stand.

What was there are files at items: each becomes a paper of the kind "Unterlage" of the committee of
its sitting, received when its first file came, standing on its item as before. Its state follows
from the sitting, and it is as closed as its item.
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_TEXTS = ("text", "proposal", "summary", "urgency", "check_note", "refusal")
_LINES = {
    'number': 60, 'number_url': 500, 'own_number': 60, 'addressee': 200, 'lead_office': 200,
    'entered_by': 200, 'checked_by': 200, 'refused_by': 200,
}  # fmt: skip
_CHOICES = {
    "kind": (30, "document"),
    "state": (20, "on_agenda"),
    "part": (10, "public"),
    "way": (10, "office"),
}
_FLAGS = ("is_closed", "is_tabled", "is_suggestion")
_ANSWERS = ("is_in_time", "is_in_form", "is_entitled")
_MOMENTS = (
    'received_at', 'checked_at', 'collected_at', 'retracted_at', 'refused_at', 'answered_at', 'published_at',
)  # fmt: skip


def upgrade() -> None:
    _make_tables()
    _add_columns()
    _fill()
    _settle()


def _make_tables() -> None:
    op.create_table(
        "paper_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("gives_words", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"],
            ["agenda_item.id"],
            name=op.f("fk_paper_place_agenda_item_id_agenda_item"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
            name=op.f("fk_paper_place_paper_id_paper"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_place")),
        sa.UniqueConstraint(
            "paper_id", "agenda_item_id", name=op.f("uq_paper_place_paper_id_agenda_item_id")
        ),
    )
    with op.batch_alter_table("paper_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paper_place_agenda_item_id_position_id"),
            ["agenda_item_id", "position", "id"],
            unique=False,
        )
        _once(batch_op, "uq_paper_place_words", "gives_words", ["agenda_item_id"])
    op.create_table(
        "paper_submitter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
            name=op.f("fk_paper_submitter_paper_id_paper"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_submitter_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_submitter")),
    )
    with op.batch_alter_table("paper_submitter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paper_submitter_paper_id_id"), ["paper_id", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_paper_submitter_person_id"), ["person_id"], unique=False
        )
        _once(
            batch_op,
            "uq_paper_submitter_person",
            "person_id IS NOT NULL",
            ["paper_id", "person_id"],
        )
    op.create_table(
        "paper_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("sign", sa.String(length=20), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("last_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["committee_id"],
            ["committee.id"],
            name=op.f("fk_paper_series_committee_id_committee"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_series")),
        sa.UniqueConstraint("committee_id", name=op.f("uq_paper_series_committee_id")),
    )
    with op.batch_alter_table("paper_series", schema=None) as batch_op:
        _once(batch_op, "uq_paper_series_sign", "sign <> ''", ["sign"])


def _once(batch_op, name: str, condition: str, columns: list[str]) -> None:
    where = sa.text(condition)
    batch_op.create_index(name, columns, unique=True, sqlite_where=where, postgresql_where=where)


def _add_columns() -> None:
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("committee_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("refers_to_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("own_year", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("own_count", sa.Integer(), nullable=True))
        for name, (length, value) in _CHOICES.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default=value)
            )
        for name in _FLAGS:
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        for name in _ANSWERS:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=True))
        for name in _TEXTS:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        for name, length in _LINES.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            )
        for name in _MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def _fill() -> None:
    run = op.get_bind().execute
    run(
        sa.text(
            "INSERT INTO paper_place (paper_id, agenda_item_id, position, gives_words) "
            "SELECT id, agenda_item_id, position, false FROM paper ORDER BY id"
        )
    )
    for name, found in (
        ('committee_id', 'SELECT sitting.committee_id FROM agenda_item JOIN sitting ON sitting.id = '
         'agenda_item.sitting_id WHERE agenda_item.id = paper.agenda_item_id'),
        ('part', 'SELECT part FROM agenda_item WHERE agenda_item.id = paper.agenda_item_id'),
        ('received_at', 'SELECT min(added_at) FROM paper_file WHERE paper_file.paper_id = paper.id'),
        ('entered_by', "SELECT coalesce(min(added_by), '') FROM paper_file "
         'WHERE paper_file.paper_id = paper.id AND paper_file.number = 1'),
        ('published_at', 'SELECT max(published_at) FROM paper_file WHERE paper_file.paper_id = paper.id'),
    ):  # fmt: skip
        run(sa.text(f"UPDATE paper SET {name} = ({found})"))  # noqa: S608
    # As ``papers.rules.state_of`` did on the day of this migration.
    item = "agenda_item JOIN sitting ON sitting.id = agenda_item.sitting_id WHERE agenda_item.id = paper.agenda_item_id"
    run(
        sa.text(
            f"UPDATE paper SET state = 'handled' WHERE EXISTS (SELECT 1 FROM {item} "  # noqa: S608
            "AND sitting.state = 'closed' AND agenda_item.mark NOT IN ('adjourned', 'withdrawn', 'removed') "
            "AND (agenda_item.outcome IS NULL OR agenda_item.outcome NOT IN ('deferred', 'adjourned')))"
        )
    )
    run(
        sa.text(
            f"UPDATE paper SET state = 'received' WHERE EXISTS (SELECT 1 FROM {item} "  # noqa: S608
            "AND agenda_item.mark IN ('withdrawn', 'removed'))"
        )
    )


def _settle() -> None:
    """No column has a default of the database; what refers to others says so."""
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_agenda_item_id_position_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_paper_agenda_item_id_agenda_item"), type_="foreignkey"
        )
        batch_op.drop_column("agenda_item_id")
        batch_op.drop_column("position")
        batch_op.alter_column("committee_id", existing_type=sa.Integer(), nullable=False)
        for name, (length, _value) in _CHOICES.items():
            batch_op.alter_column(name, existing_type=sa.String(length=length), server_default=None)
        for name in _FLAGS:
            batch_op.alter_column(name, existing_type=sa.Boolean(), server_default=None)
        for name in _TEXTS:
            batch_op.alter_column(name, existing_type=sa.Text(), server_default=None)
        for name, length in _LINES.items():
            batch_op.alter_column(name, existing_type=sa.String(length=length), server_default=None)
        batch_op.create_foreign_key(
            batch_op.f("fk_paper_committee_id_committee"),
            "committee",
            ["committee_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_paper_refers_to_id_paper"),
            "paper",
            ["refers_to_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(batch_op.f("ix_paper_refers_to_id"), ["refers_to_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_paper_committee_id_state_id"),
            ["committee_id", "state", "id"],
            unique=False,
        )
        _once(
            batch_op, "uq_paper_number", "number <> '' AND removed_at IS NULL", ["kind", "number"]
        )
        _once(
            batch_op,
            "uq_paper_own_number",
            "own_count IS NOT NULL",
            ["committee_id", "own_year", "own_count"],
        )


def downgrade() -> None:
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agenda_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
    run = op.get_bind().execute
    first = "FROM paper_place WHERE paper_place.paper_id = paper.id"
    run(sa.text(f"UPDATE paper SET agenda_item_id = (SELECT min(agenda_item_id) {first})"))  # noqa: S608
    run(sa.text(f"UPDATE paper SET position = (SELECT min(position) {first})"))  # noqa: S608
    run(sa.text("DELETE FROM paper WHERE agenda_item_id IS NULL"))
    run(
        sa.text(
            "DELETE FROM paper WHERE NOT EXISTS (SELECT 1 FROM paper_file WHERE paper_file.paper_id = paper.id)"
        )
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        for name in ("uq_paper_number", "uq_paper_own_number"):
            batch_op.drop_index(name)
        batch_op.drop_index(batch_op.f("ix_paper_committee_id_state_id"))
        batch_op.drop_index(batch_op.f("ix_paper_refers_to_id"))
        batch_op.drop_constraint(batch_op.f("fk_paper_refers_to_id_paper"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_paper_committee_id_committee"), type_="foreignkey")
        for name in (
            *("committee_id", "refers_to_id", "own_year", "own_count"),
            *(*_CHOICES, *_FLAGS, *_ANSWERS, *_TEXTS, *_LINES, *_MOMENTS),
        ):
            batch_op.drop_column(name)
        batch_op.alter_column("agenda_item_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("position", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_paper_agenda_item_id_agenda_item"),
            "agenda_item",
            ["agenda_item_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(
            batch_op.f("ix_paper_agenda_item_id_position_id"),
            ["agenda_item_id", "position", "id"],
            unique=False,
        )
    for table in ("paper_series", "paper_submitter", "paper_place"):
        op.drop_table(table)
