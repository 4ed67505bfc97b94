"""Files that lie below the data folder; none so far."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'stored_file',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(length=64), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column(
            'kind',
            sa.Enum('pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'png', 'jpg', name='kind', native_enum=False, length=10),
            nullable=False,
        ),
        sa.Column('pages', sa.Integer(), nullable=True),
        sa.Column('notes', sa.JSON(), nullable=False),
        sa.Column('stored_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('unused_since', sa.DateTime(timezone=True), nullable=True),
        sa.Column('words_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('words', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
        sa.UniqueConstraint('sha256', name=op.f('uq_stored_file_sha256')),
    )
    with op.batch_alter_table('stored_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_file_unused_since'), ['unused_since'], unique=False)
        batch_op.create_index(batch_op.f('ix_stored_file_words_at'), ['words_at'], unique=False)


def downgrade() -> None:
    op.drop_table('stored_file')
