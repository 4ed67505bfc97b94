"""One random value that changes with everything from which rights follow.

Processes remember what somebody may do as long as it stands.
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = op.create_table(
        'rights_version',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('value', sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rights_version')),
    )
    op.bulk_insert(table, [{'id': 1, 'value': secrets.token_hex(16)}])


def downgrade() -> None:
    op.drop_table('rights_version')
