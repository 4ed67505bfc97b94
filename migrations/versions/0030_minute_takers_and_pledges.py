"""Appointments of minute-takers, and the days on which persons were bound.

Nobody said so far who was appointed or bound when: no row is made up.
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'pledge',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum('duty', 'secrecy', name='kind', native_enum=False, length=20), nullable=False),
        sa.Column('given_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pledge_person_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pledge')),
        sa.UniqueConstraint('person_id', 'kind', 'given_on', name=op.f('uq_pledge_person_id_kind_given_on')),
    )
    with op.batch_alter_table('pledge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pledge_person_id'), ['person_id'], unique=False)
    op.create_table(
        'minute_taker',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('is_deputy', sa.Boolean(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=True),
        sa.Column('basis', sa.String(length=300), nullable=False),
        sa.Column('starts_on', sa.Date(), nullable=False),
        sa.Column('ends_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('saved_by', sa.Integer(), nullable=True),
        sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_minute_taker_period')),
        sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_minute_taker_committee_id_committee'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_minute_taker_person_id_person')),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_minute_taker_sitting_id_sitting'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_minute_taker')),
        sa.UniqueConstraint('committee_id', 'person_id', 'starts_on', name=op.f('uq_minute_taker_committee_id_person_id_starts_on')),
    )
    with op.batch_alter_table('minute_taker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minute_taker_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_minute_taker_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_minute_taker_sitting_id'), ['sitting_id'], unique=False)


def downgrade() -> None:
    op.drop_table('minute_taker')
    op.drop_table('pledge')
