"""Let the dispatch of an invitation be entered afterwards, or be noted without its day.

Dispatches of before were put on record when they were sent: they have their time and no note.
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('entered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('note', sa.String(length=500), server_default='', nullable=False))
        batch_op.alter_column('dispatched_at', existing_type=sa.DateTime(timezone=True), nullable=True)
        batch_op.create_check_constraint(
            batch_op.f('ck_invitation_dispatched_or_noted'), "dispatched_at IS NOT NULL OR note <> ''"
        )


def downgrade() -> None:
    op.execute("UPDATE invitation SET dispatched_at = entered_at WHERE dispatched_at IS NULL")
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_invitation_dispatched_or_noted'), type_='check')
        batch_op.alter_column('dispatched_at', existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.drop_column('note')
        batch_op.drop_column('entered_at')
