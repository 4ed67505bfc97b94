"""What else a subscription may show; the running ones show what they did, and nothing more.

A way to dial in goes to whoever keeps that calendar for its owner, so it is not added unasked.
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None

_AS_BEFORE = {'has_dial_in': sa.false(), 'shows_signing': sa.true(), 'shows_motions': sa.false()}


def upgrade() -> None:
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        for name, value in _AS_BEFORE.items():
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=value))
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        for name in _AS_BEFORE:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        for name in reversed(_AS_BEFORE):
            batch_op.drop_column(name)
