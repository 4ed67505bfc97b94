"""Say of an item why it came after the notice period, and whether it was taken up.

Items that stand on agendas are taken up: what was added late so far keeps its mark "Nachtrag".
"""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('urgency', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('is_admitted', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('is_extension', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        for name in ('urgency', 'is_admitted', 'is_extension'):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        for name in ('is_extension', 'is_admitted', 'urgency'):
            batch_op.drop_column(name)
