"""Why a membership ended, where the program said so, is a choice and no text.

An erasure keeps these reasons and empties what somebody typed; it told them apart by their words.
The texts of before that are such a reason become the choice.
"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

_REASONS = {
    'office': 'Amtswechsel', 'term': 'Ende der Wahlperiode', 'rotation': 'Wechsel im Vorsitz',
    'moved_up': 'nachgerückt', 'closed': 'Gremium geschlossen',
}  # fmt: skip
_COLUMNS = (('membership', 'end_reason', 'own_reason'), ('ending', 'former_reason', 'former_own'))


def upgrade() -> None:
    for table, typed, own in _COLUMNS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column(own, sa.String(length=20), nullable=True))
        for key, words in _REASONS.items():
            _set(f"UPDATE {table} SET {own} = :key, {typed} = '' WHERE {typed} = :words", key, words)  # noqa: S608


def _set(statement: str, key: str, words: str) -> None:
    op.get_bind().execute(sa.text(statement), {'key': key, 'words': words})


def downgrade() -> None:
    for table, typed, own in _COLUMNS:
        for key, words in _REASONS.items():
            _set(f"UPDATE {table} SET {typed} = :words WHERE {own} = :key", key, words)  # noqa: S608
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(own)
