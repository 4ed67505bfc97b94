"""Say what a vote was on, and count resolutions of the closed part by themselves.

Votes of before: the last of an item is the one on the matter itself, the earlier ones are
amendments. Where the item was referred, deferred or adjourned and the last vote adopted that, it was
a vote on just this. An outcome that agrees with the last vote came with it. Nothing of what was
counted, and no number that was issued, changes.

Numbers of before count both parts together: they stay in the one series, that of the public part.
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

LAST = (
    "NOT EXISTS (SELECT 1 FROM vote AS later WHERE later.agenda_item_id = vote.agenda_item_id "
    "AND (later.position > vote.position OR (later.position = vote.position AND later.id > vote.id)))"
)
OUTCOME = "(SELECT outcome FROM agenda_item WHERE agenda_item.id = vote.agenda_item_id)"


def upgrade() -> None:
    with op.batch_alter_table('vote', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=20), nullable=False, server_default='main'))
        batch_op.add_column(sa.Column('brought', sa.String(length=30), nullable=True))
    op.execute(f"UPDATE vote SET kind = 'amendment' WHERE NOT {LAST}")
    op.execute(
        f"UPDATE vote SET kind = 'referral' WHERE {LAST} AND is_adopted AND {OUTCOME} IN ('deferred', "
        "'adjourned', 'to_administration', 'referred', 'referred_following')"
    )
    op.execute(
        f"UPDATE vote SET brought = {OUTCOME} WHERE {LAST} AND ("
        f"(is_adopted AND {OUTCOME} IN ('adopted', 'adopted_amended', 'recommended_amended', 'noted', "
        "'deferred', 'adjourned', 'to_administration', 'referred', 'referred_following')) OR "
        f"(NOT is_adopted AND {OUTCOME} IN ('rejected', 'finally_rejected')))"
    )
    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.add_column(sa.Column('part', sa.String(length=10), nullable=False, server_default='public'))
        batch_op.drop_constraint(batch_op.f('uq_resolution_committee_id_year_number'), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f('uq_resolution_committee_id_year_part_number'), ['committee_id', 'year', 'part', 'number']
        )


def downgrade() -> None:
    # Fails where numbers of both parts exist by now: they do not fit into one series.
    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_resolution_committee_id_year_part_number'), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f('uq_resolution_committee_id_year_number'), ['committee_id', 'year', 'number']
        )
        batch_op.drop_column('part')
    with op.batch_alter_table('vote', schema=None) as batch_op:
        batch_op.drop_column('brought')
        batch_op.drop_column('kind')
