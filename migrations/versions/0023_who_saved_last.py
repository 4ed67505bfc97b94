"""Seats, offices, tasks and accounts count their versions; all that does tells who saved it.

Who saved the rows that stand already is not known: nobody is told that it was somebody else.
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

NEWLY_COUNTED = ('assignment', 'office', 'seat', 'user_account')
COUNTED = (
    'agenda_item', 'attendance', 'calendar_feed', 'committee', 'concern', 'guest', 'legal_page', 'membership',
    'minutes', 'minutes_entry', 'observance', 'office_tenure', 'organization', 'person', 'resolution', 'room',
    'sitting', 'sitting_plan', 'term', 'venue', 'vote', *NEWLY_COUNTED,
)


def upgrade() -> None:
    for table in NEWLY_COUNTED:
        op.add_column(table, sa.Column('version', sa.Integer(), nullable=False, server_default='1'))
    for table in COUNTED:
        op.add_column(table, sa.Column('saved_by', sa.Integer(), nullable=True))
    # A text that is taken back leaves its row: a form opened before is still told so.
    with op.batch_alter_table('legal_page', schema=None) as batch_op:
        batch_op.alter_column('body', existing_type=sa.Text(), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM legal_page WHERE body IS NULL')
    with op.batch_alter_table('legal_page', schema=None) as batch_op:
        batch_op.alter_column('body', existing_type=sa.Text(), nullable=False)
    for table in COUNTED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('saved_by')
    for table in NEWLY_COUNTED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('version')
