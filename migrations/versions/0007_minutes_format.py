"""Number the format in which minutes were frozen."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('minutes_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('format', sa.Integer(), nullable=False, server_default='1'))
    # Signed, and nobody signed here: taken over from paper. Content and hash stay untouched.
    op.execute(
        "UPDATE minutes_version SET format = 0 WHERE minutes_id IN "
        "(SELECT id FROM minutes WHERE state IN ('signed', 'published')) AND NOT EXISTS "
        "(SELECT 1 FROM signature JOIN minutes_version AS other ON other.id = signature.version_id "
        "WHERE other.minutes_id = minutes_version.minutes_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table('minutes_version', schema=None) as batch_op:
        batch_op.drop_column('format')
