"""Subscriptions with a neutral title: UIDs of their own, and the place by choice.

Each running subscription gets a key of its own. Those with a neutral title show from now on
other UIDs and no place: a program that asks again replaces what it has by the whole new list.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

_feed = sa.table('calendar_feed', sa.column('id', sa.Integer), sa.column('uid_key', sa.String))


def upgrade() -> None:
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_place', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('uid_key', sa.String(length=64), nullable=False, server_default=''))
    connection = op.get_bind()
    for (feed_id,) in connection.execute(sa.select(_feed.c.id)).all():
        connection.execute(
            _feed.update().where(_feed.c.id == feed_id).values(uid_key=secrets.token_urlsafe(32))
        )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.alter_column('has_place', server_default=None)
        batch_op.alter_column('uid_key', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_column('uid_key')
        batch_op.drop_column('has_place')
