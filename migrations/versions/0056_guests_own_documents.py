"""A guest's own document, whether letters greet by name, whether closed matters leave by mail.

What was sent so far belongs to all of its dispatch; letters greeted nobody by name; nothing closed
left by mail, and nothing does until a committee says so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.add_column(
            sa.Column("is_personal", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("committee") as batch_op:
        batch_op.add_column(
            sa.Column("mails_closed", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("dispatch_document") as batch_op:
        batch_op.add_column(sa.Column("recipient_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_dispatch_document_recipient_id_recipient"),
            "recipient",
            ["recipient_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.drop_constraint("uq_dispatch_document_dispatch_id_kind", type_="unique")
        batch_op.create_index(batch_op.f("ix_dispatch_document_dispatch_id"), ["dispatch_id"])
        batch_op.create_index(batch_op.f("ix_dispatch_document_recipient_id"), ["recipient_id"])
        batch_op.create_index(
            "uq_dispatch_document_common",
            ["dispatch_id", "kind"],
            unique=True,
            sqlite_where=sa.text("recipient_id IS NULL"),
            postgresql_where=sa.text("recipient_id IS NULL"),
        )
        batch_op.create_index(
            "uq_dispatch_document_own",
            ["recipient_id", "kind"],
            unique=True,
            sqlite_where=sa.text("recipient_id IS NOT NULL"),
            postgresql_where=sa.text("recipient_id IS NOT NULL"),
        )


def downgrade() -> None:
    op.execute("DELETE FROM dispatch_document WHERE recipient_id IS NOT NULL")
    with op.batch_alter_table("dispatch_document") as batch_op:
        batch_op.drop_index("uq_dispatch_document_own")
        batch_op.drop_index("uq_dispatch_document_common")
        batch_op.drop_index(batch_op.f("ix_dispatch_document_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_dispatch_document_dispatch_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_dispatch_document_recipient_id_recipient"), type_="foreignkey"
        )
        batch_op.drop_column("recipient_id")
        batch_op.create_unique_constraint(
            "uq_dispatch_document_dispatch_id_kind", ["dispatch_id", "kind"]
        )
    with op.batch_alter_table("committee") as batch_op:
        batch_op.drop_column("mails_closed")
    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.drop_column("is_personal")
