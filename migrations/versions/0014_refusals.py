"""A refusal to sign can be taken back; the files of before stay beside the new ones.

Nothing of what was signed or refused changes. Minutes that everybody refused and that an older
program counted as signed stay as they are; they are not published any more, and whoever refused may
take that back.
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

ONCE = (
    ('uq_signature_chair', ['version_id', 'person_id', 'is_refused'], "role = 'chair' AND NOT is_repetition"),
    ('uq_signature_minute_taker', ['version_id', 'is_refused'], "role = 'minute_taker' AND NOT is_repetition"),
)
STANDS = ' AND taken_back_at IS NULL'


def upgrade() -> None:
    _drop_indexes()
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column('covers', existing_type=sa.String(length=300), type_=sa.Text(), existing_nullable=False)
    _create_indexes(STANDS)
    with op.batch_alter_table('minutes_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edition', sa.Integer(), nullable=False, server_default='1'))
        batch_op.drop_constraint(batch_op.f('uq_minutes_file_version_id_part_kind'), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f('uq_minutes_file_version_id_part_kind_edition'), ['version_id', 'part', 'kind', 'edition']
        )


def downgrade() -> None:
    # Fails where a refusal was taken back by now: its second files do not fit the old table.
    with op.batch_alter_table('minutes_file', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_minutes_file_version_id_part_kind_edition'), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f('uq_minutes_file_version_id_part_kind'), ['version_id', 'part', 'kind']
        )
        batch_op.drop_column('edition')
    _drop_indexes()
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.alter_column('covers', existing_type=sa.Text(), type_=sa.String(length=300), existing_nullable=False)
        batch_op.drop_column('taken_back_at')
    _create_indexes('')


def _drop_indexes() -> None:
    for name, _columns, _condition in ONCE:
        op.drop_index(name, 'signature')


def _create_indexes(more: str) -> None:
    for name, columns, condition in ONCE:
        where = sa.text(condition + more)
        op.create_index(name, 'signature', columns, unique=True, sqlite_where=where, postgresql_where=where)
