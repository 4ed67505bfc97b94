"""Keep for which items somebody signed in two columns, one for each part of the agenda.

Until now both stood in one text, and what the public reads of it was cut from it each time: a title
like "Anfragen; Neues" lost its end. The hash of a signature holds the whole text, so the two have to
give it again, letter by letter. The closed items stand last: labels "N", "N 1", "N 3.2", alone or as
ranges; whatever else stands there (hours, titles of items without a number) is of the public part.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

TABLES = ('signature', 'sheet_line')
_LABEL = r'N(?: \d+(?:\.\d+)*)?'
_CLOSED = re.compile(rf'(?:(?P<public>.+); )?(?P<closed>{_LABEL}(?:(?: bis |, ){_LABEL})*)', re.DOTALL)


def parts_of(covers: str) -> tuple[str, str]:
    """The items of the public part and those of the closed one."""
    found = _CLOSED.fullmatch(covers)
    return (found['public'] or '', found['closed']) if found else (covers, '')


def upgrade() -> None:
    for name in TABLES:
        for column in ('covers_public', 'covers_closed'):
            op.add_column(name, sa.Column(column, sa.Text(), server_default='', nullable=False))
        texts = _columns(name)
        for id_, covers in _rows(sa.select(texts.c.id, texts.c.covers).where(texts.c.covers != '')):
            public, closed = parts_of(covers)
            if '; '.join(filter(None, (public, closed))) != covers:
                raise RuntimeError(f'{name} {id_} would not have the same hash')
            values = {'covers_public': public, 'covers_closed': closed}
            op.execute(sa.update(texts).where(texts.c.id == id_).values(values))
        op.drop_column(name, 'covers')


def downgrade() -> None:
    for name in TABLES:
        op.add_column(name, sa.Column('covers', sa.Text(), server_default='', nullable=False))
        texts = _columns(name)
        for id_, *both in _rows(sa.select(texts.c.id, texts.c.covers_public, texts.c.covers_closed)):
            op.execute(sa.update(texts).where(texts.c.id == id_).values(covers='; '.join(filter(None, both))))
        for column in ('covers_public', 'covers_closed'):
            op.drop_column(name, column)


def _columns(name: str) -> sa.TableClause:
    texts = ('covers', 'covers_public', 'covers_closed')
    return sa.table(name, sa.column('id', sa.Integer), *(sa.column(one, sa.Text) for one in texts))


def _rows(query: sa.Select) -> list[sa.Row]:
    return list(op.get_bind().execute(query).all())
