"""Chain the record of changes: place, hashes, origin; seal the rows that are there."""

import hashlib
import json
import secrets
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

TEXTS = (('previous_hash', 64), ('hash', 64), ('payload_hash', 64), ('salt', 32), ('origin', 60), ('request_id', 32))

ENTRY = sa.table(
    'audit_entry',
    sa.column('id', sa.Integer()),
    sa.column('at', sa.DateTime(timezone=True)),
    sa.column('user_id', sa.Integer()),
    sa.column('actor', sa.String()),
    sa.column('action', sa.String()),
    sa.column('object_type', sa.String()),
    sa.column('object_id', sa.Integer()),
    sa.column('committee_id', sa.Integer()),
    sa.column('summary', sa.String()),
    sa.column('changes', sa.JSON()),
    sa.column('seq', sa.Integer()),
    sa.column('previous_hash', sa.String()),
    sa.column('hash', sa.String()),
    sa.column('payload_hash', sa.String()),
    sa.column('salt', sa.String()),
)


def upgrade() -> None:
    head = op.create_table('audit_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_constraint('fk_audit_entry_user_id_user_account', type_='foreignkey')
        batch_op.add_column(sa.Column('seq', sa.Integer(), nullable=True))
        for name, length in TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(length=length), server_default='', nullable=False))
        batch_op.add_column(sa.Column('is_erased', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_unique_constraint(batch_op.f('uq_audit_entry_seq'), ['seq'])
    seq, last = _seal_all()
    op.bulk_insert(head, [{'id': 1, 'seq': seq, 'hash': last}])


def downgrade() -> None:
    op.execute('UPDATE audit_entry SET user_id = NULL WHERE user_id NOT IN (SELECT id FROM user_account)')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_audit_entry_seq'), type_='unique')
        for name in ('seq', *(name for name, _length in TEXTS), 'is_erased'):
            batch_op.drop_column(name)
        batch_op.create_foreign_key('fk_audit_entry_user_id_user_account', 'user_account', ['user_id'], ['id'], ondelete='SET NULL')
    op.drop_table('audit_head')


def _seal_all() -> tuple[int, str]:
    """The rule of the chain as it stood when this was written; it must never follow the code."""
    connection = op.get_bind()
    last, seq, sealed = '', 0, []
    for seq, row in enumerate(connection.execute(sa.select(ENTRY).order_by(ENTRY.c.id)).mappings(), start=1):
        salt = secrets.token_hex(16)
        at = row['at'] if row['at'].tzinfo else row['at'].replace(tzinfo=UTC)
        payload = _hash(salt + _canonical({
            'user': row['user_id'], 'actor': row['actor'], 'summary': row['summary'],
            'changes': row['changes'], 'origin': '', 'request': '',
        }))
        whole = _hash(_canonical({
            'seq': seq, 'at': at.astimezone(UTC).isoformat(), 'action': row['action'],
            'object': [row['object_type'], row['object_id']], 'committee': row['committee_id'],
            'payload': payload, 'previous': last,
        }))
        sealed.append({'of': row['id'], 'place': seq, 'before': last, 'own': whole, 'content': payload, 'grain': salt})
        last = whole
    if sealed:
        connection.execute(
            sa.update(ENTRY).where(ENTRY.c.id == sa.bindparam('of')).values(
                seq=sa.bindparam('place'), previous_hash=sa.bindparam('before'), hash=sa.bindparam('own'),
                payload_hash=sa.bindparam('content'), salt=sa.bindparam('grain'),
            ),
            sealed,
        )
    return seq, last


def _canonical(values: dict) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(',', ':'))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
