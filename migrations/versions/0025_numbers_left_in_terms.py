"""Let a former date keep the number that the sitting was invited with in another term.

Numbers given before stay as they are, of tentative and of called off sittings too: they may have
been printed. Moves of before left no number behind; what they were renumbered from is not known.
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sitting_move', schema=None) as batch_op:
        batch_op.add_column(sa.Column('old_number', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('old_term_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_sitting_move_old_term_id_term'), 'term', ['old_term_id'], ['id']
        )
        batch_op.create_index(batch_op.f('ix_sitting_move_old_term_id'), ['old_term_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('sitting_move', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sitting_move_old_term_id'))
        batch_op.drop_constraint(batch_op.f('fk_sitting_move_old_term_id_term'), type_='foreignkey')
        batch_op.drop_column('old_term_id')
        batch_op.drop_column('old_number')
