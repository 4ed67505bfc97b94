"""Agenda items stand in calendars with the number of the page ("Ö 3.1").

So the entries of coming sittings read otherwise: they are stamped, because programs skip an
entry whose stamp did not rise, and the stored calendars are made anew.
"""

import secrets
from datetime import datetime, timezone

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

_sitting = sa.table(
    'sitting',
    sa.column('changed_at', sa.DateTime(timezone=True)),
    sa.column('starts_at', sa.DateTime(timezone=True)),
    sa.column('state', sa.String),
)
_version = sa.table('calendar_version', sa.column('value', sa.String))


def upgrade() -> None:
    now = datetime.now(timezone.utc).replace(microsecond=0)
    if op.get_bind().dialect.name == 'sqlite':
        now = now.replace(tzinfo=None)  # it keeps no offset; the text is UTC
    op.execute(
        _sitting.update()
        .where(
            _sitting.c.starts_at >= now,
            _sitting.c.changed_at < now,
            _sitting.c.state.not_in(('planned', 'cancelled')),
        )
        .values(changed_at=now)
    )
    op.execute(_version.update().values(value=secrets.token_hex(16)))


def downgrade() -> None:
    pass
