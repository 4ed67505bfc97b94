"""Concurrences: who is asked to look at a paper of the office, and what was said; none so far."""

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'concurrence',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paper_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('token_hash', sa.String(length=64), nullable=True),
        sa.Column('links', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('asked_by', sa.String(length=200), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('verdict', sa.String(length=20), nullable=True),
        sa.Column('remark', sa.Text(), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('seen', sa.String(length=64), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            '(verdict IS NULL) = (answered_at IS NULL)', name=op.f('ck_concurrence_answered')
        ),
        sa.ForeignKeyConstraint(
            ['paper_id'], ['paper.id'], name=op.f('fk_concurrence_paper_id_paper'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['user_id'],
            ['user_account.id'],
            name=op.f('fk_concurrence_user_id_user_account'),
            ondelete='SET NULL',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_concurrence')),
        sa.UniqueConstraint('paper_id', 'name', name=op.f('uq_concurrence_paper_id_name')),
        sa.UniqueConstraint('token_hash', name=op.f('uq_concurrence_token_hash')),
    )
    with op.batch_alter_table('concurrence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_concurrence_user_id'), ['user_id'], unique=False)


def downgrade() -> None:
    op.drop_table('concurrence')
