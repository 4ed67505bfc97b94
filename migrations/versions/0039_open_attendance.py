"""Say "offen" where nobody has said yet whether somebody comes; only in sittings not opened.

A line that somebody marked as missing stays so, and so does every line of an opened sitting.
"""

import sqlalchemy as sa
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None

NOT_OPENED = sa.text(
    "UPDATE attendance SET status = 'open' WHERE status = 'absent' AND is_recorded = :unmarked "
    "AND sitting_id IN (SELECT id FROM sitting WHERE state NOT IN ('running', 'closed'))"
).bindparams(sa.bindparam('unmarked', False, sa.Boolean()))


def upgrade() -> None:
    op.get_bind().execute(NOT_OPENED)


def downgrade() -> None:
    op.execute("UPDATE attendance SET status = 'absent' WHERE status = 'open'")
