"""Say of an item what it was before it left the agenda, and with which one it went.

Items withdrawn or adjourned so far become plain items when that is taken back, as before; what is
below them stays as it stands. Adjourned ones that stand nowhere again, and those of sittings that
were called off, wait in the pool from now on. An item that was adjourned several times may have
several copies: the newest stays its copy, the others are items of their own.
"""

import sqlalchemy as sa
from alembic import op

from gremien_app.base.audit.upgrade_actions import tell

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

_WHERE = "carried_from_id IS NOT NULL AND mark NOT IN ('removed', 'withdrawn')"
_MARKS = sa.Enum('none', 'added_late', 'withdrawn', 'adjourned', 'removed', name='itemmark', native_enum=False, length=20)


def upgrade() -> None:
    connection = op.get_bind()
    older = sa.text(
        "SELECT older.id, sitting.committee_id FROM agenda_item AS older JOIN sitting ON sitting.id = older.sitting_id "
        "WHERE older.carried_from_id IS NOT NULL AND older.mark NOT IN ('removed', 'withdrawn') AND EXISTS ("
        "SELECT 1 FROM agenda_item AS newer WHERE newer.carried_from_id = older.carried_from_id "
        "AND newer.mark NOT IN ('removed', 'withdrawn') AND newer.id > older.id) ORDER BY older.id"
    )
    for id, committee_id in connection.execute(older).all():
        connection.execute(sa.text("UPDATE agenda_item SET carried_from_id = NULL WHERE id = :id"), {"id": id})
        tell(
            connection,
            "agenda.item_edited",
            "agenda_item",
            id,
            summary="Mehrfach vertagt: steht für sich, ohne Verweis auf die frühere Sitzung",
            committee_id=committee_id,
        )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mark_before', _MARKS, nullable=True))
        batch_op.add_column(sa.Column('gone_with_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('laid_aside_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f('fk_agenda_item_gone_with_id_agenda_item'), 'agenda_item', ['gone_with_id'], ['id'], ondelete='SET NULL'
        )
        batch_op.create_index(batch_op.f('ix_agenda_item_gone_with_id'), ['gone_with_id'], unique=False)
        batch_op.create_index(
            'uq_agenda_item_carried', ['carried_from_id'], unique=True,
            sqlite_where=sa.text(_WHERE), postgresql_where=sa.text(_WHERE),
        )


def downgrade() -> None:
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index('uq_agenda_item_carried')
        batch_op.drop_index(batch_op.f('ix_agenda_item_gone_with_id'))
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_gone_with_id_agenda_item'), type_='foreignkey')
        batch_op.drop_column('laid_aside_at')
        batch_op.drop_column('gone_with_id')
        batch_op.drop_column('mark_before')
