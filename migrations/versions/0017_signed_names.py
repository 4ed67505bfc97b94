"""Find in signed papers the former names that may not be told any more; none is known so far."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'signed_name',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('salutation', sa.String(length=20), nullable=False),
        sa.Column('title', sa.String(length=40), nullable=False),
        sa.Column('first_name', sa.String(length=100), nullable=False),
        sa.Column('last_name', sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_signed_name_sitting_id_sitting'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_signed_name_person_id_person'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_name')),
        sa.UniqueConstraint(
            'sitting_id', 'person_id', 'salutation', 'first_name', 'last_name', name='uq_signed_name_once'
        ),
    )
    with op.batch_alter_table('signed_name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signed_name_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('signed_name')
