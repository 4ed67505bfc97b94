"""Say on what a decision to name somebody rests, and when that ends.

Decisions of before said only "consent" or "office": they hold as they are, without a day or an
end, until somebody changes them.
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('name_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('basis', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('given_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('ends_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('name_decision', schema=None) as batch_op:
        batch_op.drop_column('ends_on')
        batch_op.drop_column('given_on')
        batch_op.drop_column('basis')
