"""What was recorded stays: which lines of attendance somebody recorded, and questions on them.

Existing lines count as recorded where something was entered (present, excused, a note, times,
the chair, a conflict of interest) and in every sitting that was opened or held: whoever stands
there as missing was missing. Lines that were only prepared may go on following the roster.
In joint sittings the list says from now on for which committee a person sat; for existing lines
it is taken from the memberships as they are on the day of the upgrade.
"""

from collections import defaultdict
from datetime import UTC
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_BERLIN = ZoneInfo('Europe/Berlin')
_line = sa.table(
    'attendance', sa.column('id', sa.Integer), sa.column('sitting_id', sa.Integer),
    sa.column('person_id', sa.Integer), sa.column('membership_id', sa.Integer),
    sa.column('sits_for', sa.JSON),
)  # fmt: skip
_sitting = sa.table(
    'sitting', sa.column('id', sa.Integer), sa.column('committee_id', sa.Integer),
    sa.column('starts_at', sa.DateTime(timezone=True)),
)  # fmt: skip
_partner = sa.table('sitting_partner', sa.column('sitting_id', sa.Integer), sa.column('committee_id', sa.Integer))
_membership = sa.table(
    'membership', sa.column('committee_id', sa.Integer), sa.column('person_id', sa.Integer),
    sa.column('counts_for_quorum', sa.Boolean), sa.column('starts_on', sa.Date), sa.column('ends_on', sa.Date),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_recorded', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('sits_for', sa.JSON(), nullable=False, server_default='{}'))
    op.execute(
        "UPDATE attendance SET is_recorded = true WHERE status <> 'absent' OR note <> '' "
        "OR sitting_id IN (SELECT id FROM sitting WHERE state IN ('running', 'closed') OR record_closed_at IS NOT NULL) "
        "OR id IN (SELECT attendance_id FROM attendance_interval) "
        "OR id IN (SELECT attendance_id FROM chair_period) "
        "OR id IN (SELECT attendance_id FROM conflict_of_interest)"
    )
    _say_for_whom()
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.alter_column('is_recorded', server_default=None)
        batch_op.alter_column('sits_for', server_default=None)
    op.create_table(
        'roster_question',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.Integer(), nullable=False),
        sa.Column('kept', sa.String(length=600), nullable=True),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_question_person_id_person')),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_roster_question_sitting_id_sitting'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_question')),
        sa.UniqueConstraint('sitting_id', 'person_id', name=op.f('uq_roster_question_sitting_id_person_id')),
    )
    with op.batch_alter_table('roster_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_question_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_question_sitting_id'), ['sitting_id'], unique=False)
    op.create_table(
        'seats_of_day',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sitting_id', sa.Integer(), nullable=False),
        sa.Column('committee_id', sa.Integer(), nullable=False),
        sa.Column('seats', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['committee_id'], ['committee.id'], name=op.f('fk_seats_of_day_committee_id_committee'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_seats_of_day_sitting_id_sitting'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_seats_of_day')),
        sa.UniqueConstraint('sitting_id', 'committee_id', name=op.f('uq_seats_of_day_sitting_id_committee_id')),
    )
    with op.batch_alter_table('seats_of_day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seats_of_day_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seats_of_day_sitting_id'), ['sitting_id'], unique=False)


def _say_for_whom() -> None:
    """Lines of joint sittings: per committee whether the person counts for its quorum."""
    connection = op.get_bind()
    partners = defaultdict(set)
    for sitting_id, committee_id in connection.execute(sa.select(_partner.c.sitting_id, _partner.c.committee_id)):
        partners[sitting_id].add(committee_id)
    for one in connection.execute(sa.select(_sitting).where(_sitting.c.id.in_(partners))).all():
        day = (one.starts_at if one.starts_at.tzinfo else one.starts_at.replace(tzinfo=UTC)).astimezone(_BERLIN).date()
        bodies = partners[one.id] | {one.committee_id}
        lines = sa.select(_line.c.id, _line.c.person_id).where(
            _line.c.sitting_id == one.id, _line.c.membership_id.is_not(None)
        )
        for line_id, person_id in connection.execute(lines).all():
            sits_for: dict[str, bool] = {}
            for member in connection.execute(
                sa.select(_membership).where(
                    _membership.c.person_id == person_id,
                    _membership.c.committee_id.in_(bodies),
                    _membership.c.starts_on <= day,
                    sa.or_(_membership.c.ends_on.is_(None), _membership.c.ends_on >= day),
                )
            ):
                key = str(member.committee_id)
                sits_for[key] = sits_for.get(key, False) or bool(member.counts_for_quorum)
            connection.execute(_line.update().where(_line.c.id == line_id).values(sits_for=sits_for))


def downgrade() -> None:
    op.drop_table('seats_of_day')
    op.drop_table('roster_question')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_column('sits_for')
        batch_op.drop_column('is_recorded')
