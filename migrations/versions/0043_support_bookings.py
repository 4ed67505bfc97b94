"""Who interprets, assists or drives, and what is booked from them; nothing was so far."""

import sqlalchemy as sa
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'support_provider',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('offers', sa.String(length=500), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('phone', sa.String(length=60), nullable=False),
        sa.Column('lead_days', sa.Integer(), nullable=True),
        sa.Column('cancel_terms', sa.String(length=500), nullable=False),
        sa.Column('secrecy_on', sa.Date(), nullable=True),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('saved_by', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_support_provider')),
        sa.UniqueConstraint('name', name=op.f('uq_support_provider_name')),
    )
    op.create_table(
        'access_service',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('measure', sa.String(length=20), nullable=False),
        sa.Column('provider_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('who', sa.String(length=200), nullable=False),
        sa.Column('reason', sa.String(length=300), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('euros', sa.Integer(), nullable=True),
        sa.Column('is_from_need', sa.Boolean(), nullable=False),
        sa.Column('booked_for', sa.DateTime(timezone=True), nullable=True),
        sa.Column('ordered_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('saved_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ['sitting_id'], ['sitting.id'], name=op.f('fk_access_service_sitting_id_sitting'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['provider_id'],
            ['support_provider.id'],
            name=op.f('fk_access_service_provider_id_support_provider'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_access_service')),
    )
    for column in ('sitting_id', 'provider_id'):
        op.create_index(op.f(f'ix_access_service_{column}'), 'access_service', [column])


def downgrade() -> None:
    op.drop_table('access_service')
    op.drop_table('support_provider')
