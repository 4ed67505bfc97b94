"""Publications, withdrawn and renewed; resolutions published by themselves; names decided.

What is public stays public: each published file becomes the first publication of its minutes, and
each numbered resolution of the public part of signed minutes, public until now by signing alone,
stands in the register as it is. Neither was looked at in a preview: their texts are left empty,
which means "as stored".
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('name_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('is_hidden', sa.Boolean(), nullable=False),
    sa.Column('words', sa.String(length=200), nullable=False),
    sa.Column('ground', sa.String(length=20), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_by', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_name_decision_sitting_id_sitting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_name_decision')),
    sa.UniqueConstraint('sitting_id', 'key', name=op.f('uq_name_decision_sitting_id_key'))
    )
    with op.batch_alter_table('name_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_name_decision_key'), ['key'], unique=False)

    op.create_table('minutes_publication',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=True),
    sa.Column('content_sha256', sa.String(length=64), nullable=False),
    sa.Column('relied', sa.JSON(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by', sa.String(length=200), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.String(length=200), nullable=False),
    sa.Column('withdrawal_reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['minutes_file.id'], name=op.f('fk_minutes_publication_file_id_minutes_file'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['version_id'], ['minutes_version.id'], name=op.f('fk_minutes_publication_version_id_minutes_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_publication')),
    sa.UniqueConstraint('file_id', name=op.f('uq_minutes_publication_file_id')),
    sa.UniqueConstraint('version_id', 'number', name=op.f('uq_minutes_publication_version_id_number'))
    )
    op.create_index(
        'uq_minutes_publication_running',
        'minutes_publication',
        ['version_id'],
        unique=True,
        sqlite_where=sa.text('withdrawn_at IS NULL'),
        postgresql_where=sa.text('withdrawn_at IS NULL'),
    )

    op.create_table('published_resolution',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('resolution_id', sa.Integer(), nullable=False),
    sa.Column('minutes_publication_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.Column('addressee', sa.Text(), nullable=True),
    sa.Column('votes', sa.JSON(), nullable=True),
    sa.Column('relied', sa.JSON(), nullable=True),
    sa.Column('search_key', sa.Text(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by', sa.String(length=200), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.String(length=200), nullable=False),
    sa.Column('withdrawal_reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['minutes_publication_id'], ['minutes_publication.id'], name=op.f('fk_published_resolution_minutes_publication_id_minutes_publication'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['resolution_id'], ['resolution.id'], name=op.f('fk_published_resolution_resolution_id_resolution'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_published_resolution')),
    sa.UniqueConstraint('resolution_id', name=op.f('uq_published_resolution_resolution_id'))
    )
    with op.batch_alter_table('published_resolution', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_published_resolution_minutes_publication_id'), ['minutes_publication_id'], unique=False)
    _keep_public()


def _keep_public() -> None:
    """The state of "published" is the minutes'; its file belongs to one of their versions."""
    connection = op.get_bind()
    connection.execute(sa.text("""
        INSERT INTO minutes_publication (version_id, file_id, number, content_sha256, published_at,
                                         published_by, withdrawn_by, withdrawal_reason)
        SELECT f.version_id, f.id, 1, '', COALESCE(m.published_at, m.signed_at, m.created_at),
               '', '', ''
        FROM minutes_file f
        JOIN minutes_version v ON v.id = f.version_id
        JOIN minutes m ON m.id = v.minutes_id
        WHERE f.kind = 'published' AND m.state = 'published' AND f.edition = (
            SELECT MAX(g.edition) FROM minutes_file g
            WHERE g.version_id = f.version_id AND g.kind = 'published'
        )
        ORDER BY f.id
    """))
    connection.execute(sa.text("""
        INSERT INTO published_resolution (resolution_id, minutes_publication_id, published_at,
                                          published_by, withdrawn_by, withdrawal_reason)
        SELECT r.id, p.id, COALESCE(p.published_at, s.record_closed_at), '', '', ''
        FROM resolution r
        JOIN agenda_item i ON i.id = r.agenda_item_id
        JOIN sitting s ON s.id = i.sitting_id
        LEFT JOIN minutes m ON m.sitting_id = s.id
        LEFT JOIN minutes_version v ON v.minutes_id = m.id AND v.number = (
            SELECT MAX(w.number) FROM minutes_version w WHERE w.minutes_id = m.id
        )
        LEFT JOIN minutes_publication p ON p.version_id = v.id
        WHERE r.number IS NOT NULL AND s.record_closed_at IS NOT NULL AND i.part = 'public'
        ORDER BY r.id
    """))


def downgrade() -> None:
    op.drop_table('published_resolution')
    op.drop_table('minutes_publication')
    op.drop_table('name_decision')
