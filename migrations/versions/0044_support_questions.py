"""Who was asked what he or she needs, and the links for it; nobody was asked so far."""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'support_question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_support_question_sitting_id_sitting'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_support_question_person_id_person'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_support_question')),
        sa.UniqueConstraint(
            'sitting_id', 'person_id', name=op.f('uq_support_question_sitting_id_person_id')
        ),
    )
    for column in ('sitting_id', 'person_id'):
        op.create_index(op.f(f'ix_support_question_{column}'), 'support_question', [column])
    op.create_table(
        'support_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('question_id', sa.Integer(), nullable=False),
        sa.Column('key_hash', sa.String(length=64), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['question_id'],
            ['support_question.id'],
            name=op.f('fk_support_link_question_id_support_question'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_support_link')),
        sa.UniqueConstraint('key_hash', name=op.f('uq_support_link_key_hash')),
    )
    op.create_index(op.f('ix_support_link_question_id'), 'support_link', ['question_id'])


def downgrade() -> None:
    op.drop_table('support_link')
    op.drop_table('support_question')
