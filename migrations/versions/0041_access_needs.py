"""What somebody needs to take part, sealed; nobody was asked so far."""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'access_need',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('sitting_id', sa.Integer(), nullable=True),
        sa.Column('sealed', sa.Text(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('saved_by', sa.Integer(), nullable=True),
        sa.CheckConstraint(
            'person_id IS NOT NULL OR sitting_id IS NOT NULL', name=op.f('ck_access_need_somebody')
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_access_need_person_id_person'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_access_need_sitting_id_sitting'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_access_need')),
    )
    op.create_index(op.f('ix_access_need_sitting_id'), 'access_need', ['sitting_id'])
    for name, columns, condition in (
        ('uq_access_need_standing', ['person_id'], 'sitting_id IS NULL'),
        (
            'uq_access_need_of_sitting',
            ['person_id', 'sitting_id'],
            'sitting_id IS NOT NULL AND person_id IS NOT NULL',
        ),
    ):
        where = sa.text(condition)
        op.create_index(
            name, 'access_need', columns, unique=True, sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    op.drop_table('access_need')
