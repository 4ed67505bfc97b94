"""Whether another body's calendar says when a sitting ends; of what was read so far it is taken so."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outside_sitting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_end_known', sa.Boolean(), nullable=False, server_default=sa.true()))
    # The next reading of the calendar says it of each sitting.
    with op.batch_alter_table('outside_sitting', schema=None) as batch_op:
        batch_op.alter_column('is_end_known', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('outside_sitting', schema=None) as batch_op:
        batch_op.drop_column('is_end_known')
