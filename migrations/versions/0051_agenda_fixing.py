"""Who sets the agenda, and that it was set.

By law the chair does: every committee asks for it, marked "bitte prüfen"; groups do not. No agenda
that lies here is said to be set: what went out stays as it is, what is to go out asks for it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

COMMITTEE = sa.table(
    "committee",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("to_check", sa.JSON),
    sa.column("agenda_fixing", sa.String),
)


def upgrade() -> None:
    with op.batch_alter_table("committee") as batch_op:
        batch_op.add_column(
            sa.Column(
                "agenda_fixing", sa.String(length=20), nullable=False, server_default="chair"
            )
        )
    with op.batch_alter_table("committee") as batch_op:
        batch_op.alter_column("agenda_fixing", server_default=None)
    connection = op.get_bind()
    is_committee = COMMITTEE.c.kind == "committee"
    connection.execute(COMMITTEE.update().where(~is_committee).values(agenda_fixing="none"))
    own = sa.select(COMMITTEE.c.id, COMMITTEE.c.to_check).where(is_committee)
    for number, to_check in connection.execute(own.order_by(COMMITTEE.c.id)).all():
        connection.execute(
            COMMITTEE.update()
            .where(COMMITTEE.c.id == number)
            .values(to_check=[*(to_check or []), "agenda_fixing"])
        )
    op.create_table(
        "agenda_fixing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("chair_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_note", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chair_id"],
            ["person.id"],
            name=op.f("fk_agenda_fixing_chair_id_person"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_agenda_fixing_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_fixing")),
        sa.UniqueConstraint("sitting_id", name=op.f("uq_agenda_fixing_sitting_id")),
    )
    op.create_index(op.f("ix_agenda_fixing_chair_id"), "agenda_fixing", ["chair_id"])


def downgrade() -> None:
    op.drop_table("agenda_fixing")
    with op.batch_alter_table("committee") as batch_op:
        batch_op.drop_column("agenda_fixing")
