"""Note when the papers were handed to whoever interprets; of bookings so far nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('access_service', schema=None) as batch_op:
        batch_op.add_column(sa.Column('papers_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('access_service', schema=None) as batch_op:
        batch_op.drop_column('papers_on')
