"""Say since when organisations have merged, and what it takes to set records apart again.

Nobody said a day so far: what was put together before was corrected as a double and stays so.
"""

import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('organization', schema=None) as batch_op:
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('merged_on', sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_organization_merged_into_id_organization'), 'organization', ['merged_into_id'], ['id']
        )
        batch_op.create_index(batch_op.f('ix_organization_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_check_constraint(
            batch_op.f('ck_organization_merged'), '(merged_into_id IS NULL) = (merged_on IS NULL)'
        )
    op.create_table(
        'organization_merger',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kept_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('short', sa.String(length=40), nullable=False),
        sa.Column(
            'kind',
            sa.Enum('party_group', 'electoral_list', 'association', 'community', 'city_office', 'other', name='organizationkind', native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column('names', sa.JSON(), nullable=False),
        sa.Column('added', sa.JSON(), nullable=False),
        sa.Column('seats', sa.JSON(), nullable=False),
        sa.Column('memberships', sa.JSON(), nullable=False),
        sa.Column('merged_by', sa.String(length=200), nullable=False),
        sa.Column('merged_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['kept_id'], ['organization.id'], name=op.f('fk_organization_merger_kept_id_organization'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_organization_merger')),
    )
    with op.batch_alter_table('organization_merger', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organization_merger_kept_id'), ['kept_id'], unique=False)


def downgrade() -> None:
    op.drop_table('organization_merger')
    with op.batch_alter_table('organization', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_organization_merged'), type_='check')
        batch_op.drop_index(batch_op.f('ix_organization_merged_into_id'))
        batch_op.drop_constraint(batch_op.f('fk_organization_merged_into_id_organization'), type_='foreignkey')
        batch_op.drop_column('merged_on')
        batch_op.drop_column('merged_into_id')
