"""What a committee's own headings of lists mean; nobody has said so yet."""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'list_heading',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=False),
        sa.Column('heading', sa.String(length=120), nullable=False),
        sa.Column('column', sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ['committee_id'], ['committee.id'], name=op.f('fk_list_heading_committee_id_committee'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_list_heading')),
        sa.UniqueConstraint('committee_id', 'heading', name=op.f('uq_list_heading_committee_id_heading')),
    )


def downgrade() -> None:
    op.drop_table('list_heading')
