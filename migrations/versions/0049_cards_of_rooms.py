"""Complete the card of a room: doors, lift, escape, loop, light, acoustics, dogs; way and parking.

Of rooms so far nobody has looked at these: unknown is what the page says.
"""

import sqlalchemy as sa
from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None

_TEXTS = {'room': {'lift_off': 200, 'escape_way': 500, 'checked_by': 120}, 'venue': {'stop_way': 500, 'parking': 500}}
_NUMBERS = ('entrance_width_cm', 'door_width_cm')
_ANSWERS = ('has_step_free_escape', 'has_good_light', 'has_good_acoustics', 'welcomes_dogs')


def upgrade() -> None:
    for table, texts in _TEXTS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name, length in texts.items():
                batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=''))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in texts:
                batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table('room', schema=None) as batch_op:
        for name in _NUMBERS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in _ANSWERS:
            batch_op.add_column(sa.Column(name, sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('loop_tested_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('room', schema=None) as batch_op:
        for name in (*_NUMBERS, *_ANSWERS, 'loop_tested_on'):
            batch_op.drop_column(name)
    for table, texts in _TEXTS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in texts:
                batch_op.drop_column(name)
