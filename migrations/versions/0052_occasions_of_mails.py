"""The words of mails as the office has them, and which mails a person wants.

Mails that wait or were sent leave as they were written. Nobody has chosen anything so far: what
everybody gets goes on, what is only sent on wish goes to nobody.
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "occasion_setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occasion_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_occasion_setting_key")),
    )
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.add_column(
            sa.Column("reader", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("is_gathered", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_outbox_mail_reader"), ["reader"], unique=False)
    with op.batch_alter_table("correspondence") as batch_op:
        batch_op.add_column(
            sa.Column("occasions", sa.JSON(), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("gets_digest", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("correspondence") as batch_op:
        batch_op.alter_column("occasions", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("correspondence") as batch_op:
        batch_op.drop_column("gets_digest")
        batch_op.drop_column("occasions")
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_mail_reader"))
        batch_op.drop_column("is_gathered")
        batch_op.drop_column("reader")
    op.drop_table("occasion_setting")
