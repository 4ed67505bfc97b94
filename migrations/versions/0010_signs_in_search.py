"""Search finds d'Arc and d’Arc: stored keys have one shape of apostrophe and hyphen."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_SHAPES = str.maketrans(dict.fromkeys('‘’‚‛ʼʻ′`´＇', "'") | dict.fromkeys('‐‑‒–—―−⁃﹘﹣－', '-'))
_KEYS = (
    ('person', 'search_key'), ('person', 'sort_key'), ('organization', 'search_key'),
    ('organization_name', 'search_key'), ('resolution', 'search_key'),
)


def upgrade() -> None:
    connection = op.get_bind()
    for name, column in _KEYS:
        table = sa.table(name, sa.column('id', sa.Integer), sa.column(column, sa.String))
        rows = connection.execute(sa.select(table).order_by(table.c.id)).all()
        # Two organisations told apart by such a sign alone: the second keeps its key.
        taken = {key for _, key in rows} if name == 'organization' else set()
        for row_id, key in rows:
            plain = key.translate(_SHAPES)
            if plain != key and plain not in taken:
                connection.execute(table.update().where(table.c.id == row_id).values({column: plain}))
                if name == 'organization':
                    taken.add(plain)


def downgrade() -> None:
    pass
