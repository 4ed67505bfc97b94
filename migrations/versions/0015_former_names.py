"""Keep former names that may be seen; mark entries of the record in which a name is today's.

Of the names that are there nothing is known: no former name, no entry reworded.
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'former_name',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('salutation', sa.String(length=20), nullable=False),
        sa.Column('title', sa.String(length=40), nullable=False),
        sa.Column('first_name', sa.String(length=100), nullable=False),
        sa.Column('last_name', sa.String(length=100), nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ['person_id'], ['person.id'], name=op.f('fk_former_name_person_id_person'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_former_name')),
        sa.UniqueConstraint('person_id', 'valid_until', name=op.f('uq_former_name_person_id_valid_until')),
    )
    with op.batch_alter_table('former_name', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_former_name_person_id'), ['person_id'], unique=False)
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_reworded', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_column('is_reworded')
    op.drop_table('former_name')
