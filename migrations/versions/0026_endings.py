"""What ended memberships and tenures has one table, so that it can be taken back as a whole.

Until now five memories held it: a mapping each at closed committees, at new beginnings and at
tenures (two kinds in one), and for successions and changes from a day on only the record of
changes. Nothing is lost: every mapping becomes rows, also for memberships that are gone by now.
From the record it is taken as far as that still tells. Where its texts were erased, the row says
that nobody knows what was there before (``is_known``), and the page offers no undo. No memory but
the record held the reason of the former end; where that cannot tell either, it stays open (NULL).
Chairs that were entered by hand before their tenure are marked at the membership.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

_DAY = timedelta(days=1)
_ENDED = ('membership.ended', 'membership.succeeded', 'membership.split', 'membership.reconstituted')
_FOLLOWED = ('membership.succeeded', 'membership.split')
_ending = sa.table(
    'ending', sa.column('id', sa.Integer), sa.column('cause', sa.String),
    sa.column('closed_committee_id', sa.Integer), sa.column('reconstitution_id', sa.Integer),
    sa.column('by_tenure_id', sa.Integer), sa.column('successor_id', sa.Integer),
    sa.column('membership_id', sa.Integer), sa.column('tenure_id', sa.Integer),
    sa.column('last_day', sa.Date), sa.column('former_end', sa.Date),
    sa.column('former_reason', sa.String), sa.column('is_known', sa.Boolean),
)  # fmt: skip
_membership = sa.table(
    'membership', sa.column('id', sa.Integer), sa.column('person_id', sa.Integer),
    sa.column('predecessor_id', sa.Integer), sa.column('starts_on', sa.Date), sa.column('ends_on', sa.Date),
    sa.column('is_adopted', sa.Boolean),
)  # fmt: skip
_committee = sa.table(
    'committee', sa.column('id', sa.Integer), sa.column('closed_on', sa.Date), sa.column('closing_ended', sa.JSON)
)
_renewal = sa.table(
    'reconstitution', sa.column('id', sa.Integer), sa.column('first_day', sa.Date),
    sa.column('ended', sa.JSON), sa.column('undone_at', sa.DateTime(timezone=True)),
)  # fmt: skip
_tenure = sa.table(
    'office_tenure', sa.column('id', sa.Integer), sa.column('starts_on', sa.Date),
    sa.column('ends_on', sa.Date), sa.column('ended', sa.JSON),
)  # fmt: skip
_entry = sa.table(
    'audit_entry', sa.column('id', sa.Integer), sa.column('action', sa.String), sa.column('object_type', sa.String),
    sa.column('object_id', sa.Integer), sa.column('changes', sa.JSON), sa.column('is_erased', sa.Boolean),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        'ending',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('cause', sa.String(length=20), nullable=False),
        sa.Column('closed_committee_id', sa.Integer(), nullable=True),
        sa.Column('reconstitution_id', sa.Integer(), nullable=True),
        sa.Column('by_tenure_id', sa.Integer(), nullable=True),
        sa.Column('successor_id', sa.Integer(), nullable=True),
        sa.Column('membership_id', sa.Integer(), nullable=True),
        sa.Column('tenure_id', sa.Integer(), nullable=True),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('former_end', sa.Date(), nullable=True),
        sa.Column('former_reason', sa.String(length=300), nullable=True),
        sa.Column('is_known', sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "(closed_committee_id IS NOT NULL) = (cause = 'closing') "
            "AND (reconstitution_id IS NOT NULL) = (cause = 'renewal') "
            "AND (by_tenure_id IS NOT NULL) = (cause IN ('office', 'leaving')) "
            "AND (successor_id IS NOT NULL) = (cause = 'following')",
            name=op.f('ck_ending_cause'),
        ),
        sa.ForeignKeyConstraint(
            ['closed_committee_id'], ['committee.id'], ondelete='CASCADE',
            name=op.f('fk_ending_closed_committee_id_committee'),
        ),
        sa.ForeignKeyConstraint(
            ['reconstitution_id'], ['reconstitution.id'], ondelete='CASCADE',
            name=op.f('fk_ending_reconstitution_id_reconstitution'),
        ),
        sa.ForeignKeyConstraint(
            ['by_tenure_id'], ['office_tenure.id'], ondelete='CASCADE',
            name=op.f('fk_ending_by_tenure_id_office_tenure'),
        ),
        sa.ForeignKeyConstraint(
            ['successor_id'], ['membership.id'], ondelete='CASCADE', name=op.f('fk_ending_successor_id_membership')
        ),
        sa.ForeignKeyConstraint(
            ['membership_id'], ['membership.id'], ondelete='SET NULL', name=op.f('fk_ending_membership_id_membership')
        ),
        sa.ForeignKeyConstraint(
            ['tenure_id'], ['office_tenure.id'], ondelete='SET NULL', name=op.f('fk_ending_tenure_id_office_tenure')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_ending')),
        sa.UniqueConstraint('closed_committee_id', 'membership_id', name=op.f('uq_ending_closed_committee_id_membership_id')),
        sa.UniqueConstraint('reconstitution_id', 'membership_id', name=op.f('uq_ending_reconstitution_id_membership_id')),
        sa.UniqueConstraint('by_tenure_id', 'cause', 'membership_id', name=op.f('uq_ending_by_tenure_id_cause_membership_id')),
        sa.UniqueConstraint('by_tenure_id', 'tenure_id', name=op.f('uq_ending_by_tenure_id_tenure_id')),
        sa.UniqueConstraint('successor_id', 'membership_id', name=op.f('uq_ending_successor_id_membership_id')),
    )  # fmt: skip
    with op.batch_alter_table('ending', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ending_membership_id'), ['membership_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ending_tenure_id'), ['tenure_id'], unique=False)
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_adopted', sa.Boolean(), server_default=sa.false(), nullable=False))
    _Moving().move()
    for table, column in (('committee', 'closing_ended'), ('reconstitution', 'ended'), ('office_tenure', 'ended')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)


class _Moving:
    def __init__(self) -> None:
        self.connection = op.get_bind()
        rows = self.connection.execute(sa.select(_membership).order_by(_membership.c.id)).all()
        self.memberships = {row.id: row for row in rows}
        self.tenures = {
            row.id: row for row in self.connection.execute(sa.select(_tenure).order_by(_tenure.c.id))
        }
        self.history: dict[int, list[Any]] = defaultdict(list)  # by membership, the newest first
        entries = sa.select(_entry).where(_entry.c.object_type == 'membership').order_by(_entry.c.id.desc())
        for entry in self.connection.execute(entries):
            self.history[entry.object_id].append(entry)

    def move(self) -> None:
        """In the order in which it was done, as far as that shows: the latest end counts."""
        closed = sa.select(_committee).where(_committee.c.closed_on.is_not(None)).order_by(_committee.c.id)
        renewed = sa.select(_renewal).where(_renewal.c.undone_at.is_(None)).order_by(_renewal.c.id)
        for successor in self.memberships.values():
            if successor.predecessor_id is not None:
                self._following(successor)
        for tenure in self.tenures.values():
            self._tenure(tenure)
        for made in self.connection.execute(renewed).all():
            for key, former in (made.ended or {}).items():
                self._add('renewal', int(key), made.first_day - _DAY, _day(former), reconstitution_id=made.id)
        for body in self.connection.execute(closed).all():
            for key, former in (body.closing_ended or {}).items():
                self._add('closing', int(key), body.closed_on, _day(former), closed_committee_id=body.id)

    def _tenure(self, tenure: Any) -> None:
        before, by = tenure.starts_on - _DAY, {'by_tenure_id': tenure.id}
        for key, former in (tenure.ended or {}).items():
            kind, _, number = key.partition(':')
            if kind == 'tenure':
                old = int(number) if int(number) in self.tenures else None
                self._insert(cause='office', last_day=before, former_end=_day(former), tenure_id=old, **by)
            elif kind == 'membership':
                self._add('office', int(number), before, _day(former), **by)
            elif kind == 'left':
                self._add('leaving', int(number), tenure.ends_on or before, _day(former), **by)
            elif kind == 'adopted':
                adopted = sa.update(_membership).where(_membership.c.id == int(number))
                self.connection.execute(adopted.values(is_adopted=True))

    def _following(self, successor: Any) -> None:
        former = self.memberships.get(successor.predecessor_id)
        if former is None:
            return
        followed = [e for e in self.history[former.id] if e.action in _FOLLOWED]
        told = next((e for e in followed if _is_before(e, successor.starts_on)), None)
        by = {'successor_id': successor.id}
        if told is None or told.is_erased or 'ends_on' not in told.changes:
            last_day = former.ends_on or successor.starts_on - _DAY
            self._insert(
                cause='following', membership_id=former.id, last_day=last_day,
                former_reason=None, is_known=False, **by,
            )  # fmt: skip
            return
        old, new = told.changes['ends_on']
        last_day = _day(new) or successor.starts_on - _DAY
        for key, ended in ((told.changes.get('deputies') or [{}])[0] or {}).items():
            deputy = self.memberships.get(int(key))
            moved_up = deputy is not None and deputy.person_id == successor.person_id
            until = successor.starts_on - _DAY if moved_up else last_day
            self._add('following', int(key), until, _day(ended), **by)
        self._add('following', former.id, last_day, _day(old), **by)

    def _add(self, cause: str, membership_id: int, last_day: date, former_end: date | None, **by: int) -> None:
        is_there = membership_id in self.memberships
        self._insert(
            cause=cause,
            membership_id=membership_id if is_there else None,
            last_day=last_day,
            former_end=former_end,
            former_reason=self._reason(membership_id, last_day, former_end),
            **by,
        )

    def _reason(self, membership_id: int, last_day: date, former_end: date | None) -> str | None:
        """Of the former end, as the record tells it; None where it cannot."""
        if former_end is None:
            return ''
        is_before = False
        for entry in self.history[membership_id]:
            until = _day((entry.changes.get('ends_on') or [None, None])[1])
            if is_before and until == former_end:
                is_end = entry.action in _ENDED and not entry.is_erased
                return (entry.changes.get('reason') or [None, None])[1] if is_end else None
            is_before = is_before or until == last_day
        return None

    def _insert(self, **values: Any) -> None:
        row = {
            'closed_committee_id': None, 'reconstitution_id': None, 'by_tenure_id': None, 'successor_id': None,
            'membership_id': None, 'tenure_id': None, 'former_end': None, 'former_reason': '', 'is_known': True,
        }  # fmt: skip
        self.connection.execute(sa.insert(_ending).values(row | values))


def _is_before(entry: Any, first_day: date) -> bool:
    until = _day((entry.changes.get('ends_on') or [None, None])[1])
    return until is None or until < first_day


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def downgrade() -> None:
    """Successions are undone by the record again, as far as it tells; the others keep theirs."""
    for table, column in (('committee', 'closing_ended'), ('reconstitution', 'ended'), ('office_tenure', 'ended')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column(column, sa.JSON(), server_default='{}', nullable=False))
    _give_back()
    for table, column in (('committee', 'closing_ended'), ('reconstitution', 'ended'), ('office_tenure', 'ended')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=sa.JSON(), server_default=None)
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_column('is_adopted')
    op.drop_table('ending')


def _give_back() -> None:
    connection = op.get_bind()
    maps: dict[tuple[Any, Any, int], dict[str, str | None]] = defaultdict(dict)
    for row in connection.execute(sa.select(_ending).order_by(_ending.c.id)).all():
        former = row.former_end.isoformat() if row.former_end else None
        if row.cause == 'closing' and row.membership_id:
            maps[_committee, _committee.c.closing_ended, row.closed_committee_id][str(row.membership_id)] = former
        elif row.cause == 'renewal' and row.membership_id:
            maps[_renewal, _renewal.c.ended, row.reconstitution_id][str(row.membership_id)] = former
        elif row.by_tenure_id and (row.tenure_id or row.membership_id):
            kind = 'left' if row.cause == 'leaving' else 'tenure' if row.tenure_id else 'membership'
            key = f'{kind}:{row.tenure_id or row.membership_id}'
            maps[_tenure, _tenure.c.ended, row.by_tenure_id][key] = former
    adopted = sa.text("SELECT id, tenure_id FROM membership WHERE is_adopted AND tenure_id IS NOT NULL ORDER BY id")
    for id_, tenure_id in connection.execute(adopted).all():
        maps[_tenure, _tenure.c.ended, tenure_id][f'adopted:{id_}'] = None
    for (table, column, id_), ended in maps.items():
        connection.execute(sa.update(table).where(table.c.id == id_).values({column: ended}))
