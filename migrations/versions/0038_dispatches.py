"""Dispatches with their recipients and documents; what was put on record before stays that alone.

An invitation of before has no dispatch: it was noted as sent ("vermerkt"), and nothing proves it.
Committees count as they did: the day of dispatch, and four working days for a letter.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outbox_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_outbox_file_sha256")),
    )
    op.create_table(
        "correspondence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail_agreed_on", sa.Date(), nullable=True),
        sa.Column(
            "address_kind",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column("names_committee", sa.Boolean(), nullable=False),
        sa.Column("wants_calendar", sa.Boolean(), nullable=False),
        sa.Column("has_stopped", sa.Boolean(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("returned_why", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_correspondence_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correspondence")),
        sa.UniqueConstraint("person_id", name=op.f("uq_correspondence_person_id")),
    )
    op.create_table(
        "outbox_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["outbox_file.id"], name=op.f("fk_outbox_attachment_file_id_outbox_file")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["outbox_mail.id"],
            name=op.f("fk_outbox_attachment_mail_id_outbox_mail"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_attachment")),
        sa.UniqueConstraint("mail_id", "name", name=op.f("uq_outbox_attachment_mail_id_name")),
    )
    with op.batch_alter_table("outbox_attachment") as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_attachment_file_id"), ["file_id"], unique=False)

    op.create_table(
        "public_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=200), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_public_notice_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_notice")),
        sa.UniqueConstraint(
            "sitting_id", "way", "given_on", name=op.f("uq_public_notice_sitting_id_way_given_on")
        ),
    )
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("kept_hints", sa.JSON(), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispatched_by", sa.String(length=200), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_by", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_dispatch_invitation_id_invitation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"],
            ["sitting.id"],
            name=op.f("fk_dispatch_sitting_id_sitting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
    )
    with op.batch_alter_table("dispatch") as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dispatch_invitation_id"), ["invitation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_dispatch_sitting_id"), ["sitting_id"], unique=False)
        batch_op.create_index(
            "uq_dispatch_draft",
            ["sitting_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'draft'"),
            postgresql_where=sa.text("state = 'draft'"),
        )

    op.create_table(
        "dispatch_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["dispatch.id"],
            name=op.f("fk_dispatch_document_dispatch_id_dispatch"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch_document")),
        sa.UniqueConstraint(
            "dispatch_id", "kind", name=op.f("uq_dispatch_document_dispatch_id_kind")
        ),
    )
    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dispatch_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=300), nullable=False),
        sa.Column(
            "way",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column(
            "copy",
            sa.String(length=20),
            nullable=False,
        ),
        sa.Column("is_informed", sa.Boolean(), nullable=False),
        sa.Column(
            "address_kind",
            sa.String(length=20),
            nullable=True,
        ),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("mail_key", sa.String(length=120), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by", sa.String(length=200), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=500), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["dispatch.id"],
            name=op.f("fk_recipient_dispatch_id_dispatch"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recipient_person_id_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint(
            "dispatch_id", "person_id", name=op.f("uq_recipient_dispatch_id_person_id")
        ),
        sa.UniqueConstraint("mail_key", name=op.f("uq_recipient_mail_key")),
    )
    with op.batch_alter_table("recipient") as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("committee") as batch_op:
        batch_op.add_column(
            sa.Column(
                "notice_counts",
                sa.String(length=20),
                server_default="sending",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("post_days", sa.Integer(), server_default="4", nullable=False)
        )
        batch_op.add_column(
            sa.Column("public_notice_way", sa.String(length=200), server_default="", nullable=False)
        )

    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.add_column(
            sa.Column("list_id", sa.String(length=80), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("calendar", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(
            sa.Column("calendar_method", sa.String(length=10), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox_mail") as batch_op:
        batch_op.drop_column("calendar_method")
        batch_op.drop_column("calendar")
        batch_op.drop_column("list_id")

    with op.batch_alter_table("committee") as batch_op:
        batch_op.drop_column("public_notice_way")
        batch_op.drop_column("post_days")
        batch_op.drop_column("notice_counts")
    op.drop_table("recipient")
    op.drop_table("dispatch_document")
    op.drop_table("dispatch")
    op.drop_table("public_notice")
    op.drop_table("outbox_attachment")
    op.drop_table("correspondence")
    op.drop_table("outbox_file")
