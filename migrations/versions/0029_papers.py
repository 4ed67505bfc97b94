"""Papers of agenda items and the versions of their files; none so far."""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'paper',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('agenda_item_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(length=300), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('saved_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ['agenda_item_id'], ['agenda_item.id'], name=op.f('fk_paper_agenda_item_id_agenda_item'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_paper')),
    )
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f('ix_paper_agenda_item_id_position_id'), ['agenda_item_id', 'position', 'id'], unique=False
        )
        batch_op.create_index(batch_op.f('ix_paper_removed_at'), ['removed_at'], unique=False)
    op.create_table(
        'paper_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('paper_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('stored_file_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=130), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('added_by', sa.String(length=200), nullable=False),
        sa.Column('is_late', sa.Boolean(), nullable=False),
        sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ['paper_id'], ['paper.id'], name=op.f('fk_paper_file_paper_id_paper'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['stored_file_id'], ['stored_file.id'], name=op.f('fk_paper_file_stored_file_id_stored_file')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_file')),
        sa.UniqueConstraint('paper_id', 'number', name=op.f('uq_paper_file_paper_id_number')),
    )
    with op.batch_alter_table('paper_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_file_stored_file_id'), ['stored_file_id'], unique=False)
        batch_op.create_index(
            'uq_paper_file_published',
            ['paper_id'],
            unique=True,
            sqlite_where=sa.text('published_at IS NOT NULL'),
            postgresql_where=sa.text('published_at IS NOT NULL'),
        )


def downgrade() -> None:
    op.drop_table('paper_file')
    op.drop_table('paper')
