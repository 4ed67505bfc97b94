"""State how a committee signs its minutes, and keep what was signed on paper or elsewhere.

Existing committees keep what works: where somebody has signed in the system, minutes go on being
signed there. All others are set to paper where a chair ex officio leads them or they rest on the GO
NRW (§ 52: "unterzeichnet"), else to the system; the setting is to be checked everywhere ("bitte
prüfen"). Versions of before were signed, or lie before those who sign, in the system; those taken
over from paper (a signed version without a signature) were signed on paper. Each signature of a
chair stands in the place of the one who gave it. Signed versions and files are not touched.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

COUNTS = 'NOT is_repetition AND taken_back_at IS NULL'
CHAIR = f"role = 'chair' AND {COUNTS}"


def upgrade() -> None:
    _create_tables()
    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signing', sa.String(length=20), server_default='paper', nullable=False))
    with op.batch_alter_table('minutes_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signing', sa.String(length=20), server_default='system', nullable=False))
        batch_op.add_column(sa.Column('released_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('ended_by', sa.String(length=200), server_default='', nullable=False))
    with op.batch_alter_table('minutes_remark', schema=None) as batch_op:
        batch_op.add_column(sa.Column('entered_by', sa.String(length=200), server_default='', nullable=False))
    op.drop_index('uq_signature_chair', 'signature')
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('way', sa.String(length=20), server_default='system', nullable=False))
        batch_op.add_column(sa.Column('sheet_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('signed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('presided_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('stands_for', sa.String(length=200), server_default='', nullable=False))
        batch_op.add_column(sa.Column('note', sa.Text(), server_default='', nullable=False))
        batch_op.create_foreign_key(
            batch_op.f('fk_signature_sheet_id_signed_sheet'), 'signed_sheet', ['sheet_id'], ['id']
        )
        batch_op.create_foreign_key(batch_op.f('fk_signature_presided_id_person'), 'person', ['presided_id'], ['id'])
    op.create_index(op.f('ix_signature_sheet_id'), 'signature', ['sheet_id'])
    op.create_index(op.f('ix_signature_presided_id'), 'signature', ['presided_id'])
    _fill()
    _unique('uq_signature_chair', 'signature', ['version_id', 'presided_id', 'is_refused'], CHAIR)


def _fill() -> None:
    op.execute("UPDATE signature SET presided_id = person_id WHERE role = 'chair'")
    op.execute(
        "UPDATE minutes_version SET signing = 'paper' WHERE NOT EXISTS "
        "(SELECT 1 FROM signature WHERE signature.version_id = minutes_version.id) AND EXISTS "
        "(SELECT 1 FROM minutes WHERE minutes.id = minutes_version.minutes_id "
        "AND minutes.state IN ('signed', 'published'))"
    )
    op.execute(
        "UPDATE committee SET signing = 'system' WHERE (chair_mode <> 'mayor' AND legal_basis NOT LIKE '%GO NRW%') "
        "OR EXISTS (SELECT 1 FROM signature JOIN minutes_version ON minutes_version.id = signature.version_id "
        "JOIN minutes ON minutes.id = minutes_version.minutes_id JOIN sitting ON sitting.id = minutes.sitting_id "
        "WHERE sitting.committee_id = committee.id)"
    )
    connection = op.get_bind()
    committee = sa.table('committee', sa.column('id', sa.Integer), sa.column('to_check', sa.JSON))
    for row in connection.execute(sa.select(committee.c.id, committee.c.to_check)).all():
        asked = json.loads(row.to_check) if isinstance(row.to_check, str) else row.to_check or []
        connection.execute(
            sa.update(committee).where(committee.c.id == row.id).values(to_check=[*asked, 'signing'])
        )


def _create_tables() -> None:
    op.create_table(
        'minutes_release',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=True),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('content_sha256', sa.String(length=64), nullable=False),
        sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
        _to('minutes_release', 'version_id', 'minutes_version', 'CASCADE'),
        _to('minutes_release', 'user_id', 'user_account', 'SET NULL'),
        _to('minutes_release', 'person_id', 'person'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_release')),
    )
    op.create_table(
        'signed_sheet',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('way', sa.String(length=20), nullable=False),
        sa.Column('remark', sa.Text(), nullable=False),
        sa.Column('entered_by_id', sa.Integer(), nullable=True),
        sa.Column('entered_by', sa.String(length=200), nullable=False),
        sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('confirmed_by', sa.String(length=200), nullable=False),
        sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('rejected_by', sa.String(length=200), nullable=False),
        sa.Column('rejected_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('rejection_reason', sa.Text(), nullable=False),
        _to('signed_sheet', 'version_id', 'minutes_version', 'CASCADE'),
        _to('signed_sheet', 'entered_by_id', 'user_account', 'SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_sheet')),
    )
    op.create_table(
        'sheet_line',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sheet_id', sa.Integer(), nullable=False),
        sa.Column('role', sa.String(length=20), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=True),
        sa.Column('presided_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('covers', sa.Text(), nullable=False),
        sa.Column('stands_for', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('signed_on', sa.Date(), nullable=False),
        sa.Column('is_refused', sa.Boolean(), nullable=False),
        sa.Column('refusal_reason', sa.Text(), nullable=False),
        _to('sheet_line', 'sheet_id', 'signed_sheet', 'CASCADE'),
        _to('sheet_line', 'person_id', 'person'),
        _to('sheet_line', 'presided_id', 'person'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_line')),
    )
    op.create_table(
        'signing_substitution',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('minutes_id', sa.Integer(), nullable=False),
        sa.Column('presided_id', sa.Integer(), nullable=False),
        sa.Column('deputy_id', sa.Integer(), nullable=False),
        sa.Column('deputy_name', sa.String(length=200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('entered_by', sa.String(length=200), nullable=False),
        sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('taken_back_by', sa.String(length=200), nullable=False),
        sa.Column('taken_back_at', sa.DateTime(timezone=True), nullable=True),
        _to('signing_substitution', 'minutes_id', 'minutes', 'CASCADE'),
        _to('signing_substitution', 'presided_id', 'person'),
        _to('signing_substitution', 'deputy_id', 'person'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_substitution')),
    )
    for table, columns in (
        ('minutes_release', ('version_id', 'user_id', 'person_id')),
        ('signed_sheet', ('version_id', 'entered_by_id')),
        ('sheet_line', ('sheet_id', 'person_id', 'presided_id')),
        ('signing_substitution', ('minutes_id', 'presided_id', 'deputy_id')),
    ):
        for column in columns:
            op.create_index(op.f(f'ix_{table}_{column}'), table, [column])
    stands = 'taken_back_at IS NULL'
    _unique('uq_minutes_release_standing', 'minutes_release', ['version_id', 'person_id'], stands)
    _unique('uq_signed_sheet_open', 'signed_sheet', ['version_id'], 'confirmed_at IS NULL AND rejected_at IS NULL')
    _unique('uq_signing_substitution_standing', 'signing_substitution', ['minutes_id', 'presided_id'], stands)


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{other}.id'], name=op.f(f'fk_{table}_{column}_{other}'), ondelete=ondelete
    )


def _unique(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    # Fails where one person signed twice, for another who was prevented.
    op.drop_index('uq_signature_chair', 'signature')
    op.drop_index(op.f('ix_signature_presided_id'), 'signature')
    op.drop_index(op.f('ix_signature_sheet_id'), 'signature')
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_signature_presided_id_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_signature_sheet_id_signed_sheet'), type_='foreignkey')
        for name in ('note', 'stands_for', 'presided_id', 'signed_on', 'sheet_id', 'way'):
            batch_op.drop_column(name)
    _unique('uq_signature_chair', 'signature', ['version_id', 'person_id', 'is_refused'], CHAIR)
    with op.batch_alter_table('minutes_remark', schema=None) as batch_op:
        batch_op.drop_column('entered_by')
    with op.batch_alter_table('minutes_version', schema=None) as batch_op:
        for name in ('ended_by', 'ended_at', 'released_at', 'signing'):
            batch_op.drop_column(name)
    with op.batch_alter_table('committee', schema=None) as batch_op:
        batch_op.drop_column('signing')
    for table in ('signing_substitution', 'sheet_line', 'signed_sheet', 'minutes_release'):
        op.drop_table(table)
