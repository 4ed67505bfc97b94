"""Say of an item what everybody reads of it, and what it was called and numbered before.

A proposal typed so far was for the members: it stays so where one stands. Nothing is known of
former titles and numbers; no item is only for information, none has a designation of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_proposal_internal', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('is_information', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('designation', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('other_number', sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column('invited_title', sa.String(length=1000), nullable=True))
        batch_op.add_column(sa.Column('retitled_at', sa.DateTime(timezone=True), nullable=True))
    item = sa.table('agenda_item', sa.column('proposal', sa.Text()), sa.column('is_proposal_internal', sa.Boolean()))
    op.execute(item.update().where(item.c.proposal != '').values(is_proposal_internal=sa.true()))
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        for name in ('is_proposal_internal', 'is_information', 'designation'):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        for name in ('retitled_at', 'invited_title', 'other_number', 'designation', 'is_information', 'is_proposal_internal'):
            batch_op.drop_column(name)
