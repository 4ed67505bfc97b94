"""Indexes for the record and the resolutions of many years."""

from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_object_type_object_id'))
        batch_op.create_index(batch_op.f('ix_audit_entry_object_type_object_id_seq'), ['object_type', 'object_id', 'seq'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_object_type_seq'), ['object_type', 'seq'], unique=False)
    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_resolution_decided_on_id'), ['decided_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resolution_year_decided_on'), ['year', 'decided_on'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_resolution_year_decided_on'))
        batch_op.drop_index(batch_op.f('ix_resolution_decided_on_id'))
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_object_type_seq'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_object_type_object_id_seq'))
        batch_op.create_index(batch_op.f('ix_audit_entry_object_type_object_id'), ['object_type', 'object_id'], unique=False)
