"""A link from a mail may confirm another address; those of before set a password."""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('one_time_link', schema=None) as batch_op:
        batch_op.add_column(sa.Column('to_email', sa.String(length=254), server_default='', nullable=False))
        batch_op.add_column(sa.Column('also_contact', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.execute("DELETE FROM one_time_link WHERE purpose = 'address'")
    with op.batch_alter_table('one_time_link', schema=None) as batch_op:
        batch_op.drop_column('also_contact')
        batch_op.drop_column('to_email')
