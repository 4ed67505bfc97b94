"""Consultations: through which bodies a paper goes. Papers that are there have none entered;
where they stand on agendas of the office, their pages say so by themselves.
"""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'consultation',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paper_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=True),
        sa.Column('body', sa.String(length=200), nullable=False),
        sa.Column('role', sa.String(length=20), nullable=False),
        sa.Column('day', sa.Date(), nullable=True),
        sa.Column('result', sa.String(length=30), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('saved_by', sa.Integer(), nullable=True),
        sa.CheckConstraint("(committee_id IS NULL) = (body <> '')", name=op.f('ck_consultation_body')),
        sa.CheckConstraint('committee_id IS NULL OR result IS NULL', name=op.f('ck_consultation_result')),
        sa.ForeignKeyConstraint(
            ['committee_id'],
            ['committee.id'],
            name=op.f('fk_consultation_committee_id_committee'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['paper_id'], ['paper.id'], name=op.f('fk_consultation_paper_id_paper'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_consultation')),
    )
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consultation_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(
            batch_op.f('ix_consultation_paper_id_position_id'), ['paper_id', 'position', 'id'], unique=False
        )


def downgrade() -> None:
    op.drop_table('consultation')
