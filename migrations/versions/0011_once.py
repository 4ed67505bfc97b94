"""Say each thing once: signatures, roles, subscriptions and links that two saves at once doubled."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from gremien_app.base.audit.upgrade_actions import tell

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

SIGNATURE = sa.table(
    'signature', *map(sa.column, ('id', 'version_id', 'role', 'person_id', 'user_id', 'name', 'is_refused')),
    sa.column('is_repetition', sa.Boolean()),
)
VERSION = sa.table('minutes_version', *map(sa.column, ('id', 'minutes_id', 'number')))
MINUTES = sa.table('minutes', *map(sa.column, ('id', 'sitting_id')))
SITTING = sa.table('sitting', *map(sa.column, ('id', 'committee_id', 'ref')))
ROLE = sa.table(
    'assignment', *map(sa.column, ('id', 'user_id', 'committee_id', 'role')),
    sa.column('starts_on', sa.Date()), sa.column('ends_on', sa.Date()),
)
FEED = sa.table(
    'calendar_feed', *map(sa.column, ('id', 'user_id', 'name')), sa.column('last_used_on', sa.Date()),
    sa.column('revoked_at', sa.DateTime(timezone=True)), sa.column('version', sa.Integer()),
)
LINK = sa.table(
    'one_time_link', *map(sa.column, ('id', 'user_id')), sa.column('used_at', sa.DateTime(timezone=True)),
)
USER = sa.table('user_account', *map(sa.column, ('id', 'name')))
LABELS = {'chair': 'Vorsitz', 'minute_taker': 'Schriftführung', 'secretariat': 'Geschäftsführung'}
CHAIR = "role = 'chair' AND NOT is_repetition"
TAKER = "role = 'minute_taker' AND NOT is_repetition"


def upgrade() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_repetition', sa.Boolean(), server_default=sa.false(), nullable=False))
    told = [*_mark_repetitions(), *_merge_roles(), *_part_subscriptions(now), *_end_links(now)]
    for one in told:
        tell(op.get_bind(), **one)
    for name, columns, condition in (
        ('signature_chair', ['version_id', 'person_id', 'is_refused'], CHAIR),
        ('signature_minute_taker', ['version_id', 'is_refused'], TAKER),
    ):
        _create_index('signature', f'uq_{name}', columns, condition)
    _create_index('calendar_feed', 'uq_calendar_feed_running_name', ['user_id', 'name'], 'revoked_at IS NULL')
    _create_index('one_time_link', 'uq_one_time_link_open', ['user_id'], 'used_at IS NULL')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_unique_constraint(
            batch_op.f('uq_assignment_user_id_committee_id_role_starts_on'),
            ['user_id', 'committee_id', 'role', 'starts_on'],
        )


def downgrade() -> None:
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_assignment_user_id_committee_id_role_starts_on'), type_='unique')
    op.drop_index('uq_one_time_link_open', 'one_time_link')
    op.drop_index('uq_calendar_feed_running_name', 'calendar_feed')
    op.drop_index('uq_signature_minute_taker', 'signature')
    op.drop_index('uq_signature_chair', 'signature')
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_column('is_repetition')


def _create_index(table: str, name: str, columns: list, condition: str) -> None:
    op.create_index(name, table, columns, unique=True, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))


def _rows(query: sa.Select) -> list:
    return list(op.get_bind().execute(query).mappings())


def _change(table: sa.TableClause, id: int, **values: object) -> None:
    op.get_bind().execute(sa.update(table).where(table.c.id == id).values(**values))


def _doubles(rows: list, *names: str) -> list:
    """Pairs of a row and the first one that says the same."""
    first: dict = {}
    found = []
    for row in rows:
        known = first.setdefault(tuple(row[name] for name in names), row)
        if known is not row:
            found.append((row, known))
    return found


def _mark_repetitions() -> list:
    """A signature is never deleted: the one that was stored again is marked, and counts no more."""
    rows = _rows(
        sa.select(SIGNATURE, VERSION.c.minutes_id, VERSION.c.number, SITTING.c.committee_id, SITTING.c.ref)
        .join(VERSION, VERSION.c.id == SIGNATURE.c.version_id)
        .join(MINUTES, MINUTES.c.id == VERSION.c.minutes_id)
        .join(SITTING, SITTING.c.id == MINUTES.c.sitting_id)
        .order_by(SIGNATURE.c.id)
    )
    chairs = [row for row in rows if row['role'] == 'chair' and row['person_id'] is not None]
    takers = [row for row in rows if row['role'] == 'minute_taker']
    doubles = _doubles(chairs, 'version_id', 'person_id', 'is_refused') + _doubles(takers, 'version_id', 'is_refused')
    told = []
    for row, _first in doubles:
        _change(SIGNATURE, row['id'], is_repetition=True)
        told.append({
            'action': 'minutes.signature_repeated', 'object_type': 'minutes', 'object_id': row['minutes_id'],
            'committee_id': row['committee_id'],
            'summary': f"Unterschrift ({LABELS[row['role']]}, {row['name']}) zu {row['ref']}, Fassung {row['number']}, "
            'war doppelt gespeichert; sie gilt und erscheint einmal',
            'changes': {},
        })
    return told


def _merge_roles() -> list:
    """One and the same role from the same day: the longer one stays."""
    told, names = [], _names()
    rows = _rows(sa.select(ROLE).order_by(ROLE.c.id))
    ends: dict = {}
    for row, first in _doubles(rows, 'user_id', 'committee_id', 'role', 'starts_on'):
        known = ends.get(first['id'], first['ends_on'])
        ends[first['id']] = None if known is None or row['ends_on'] is None else max(known, row['ends_on'])
        _change(ROLE, first['id'], ends_on=ends[first['id']])
        op.get_bind().execute(sa.delete(ROLE).where(ROLE.c.id == row['id']))
        told.append({
            'action': 'account.role_merged', 'object_type': 'user_account', 'object_id': row['user_id'],
            'committee_id': row['committee_id'],
            'summary': f"{names[row['user_id']]}: {LABELS[row['role']]} war doppelt eingetragen und steht jetzt einmal",
            'changes': {},
        })
    return told


def _part_subscriptions(now: datetime) -> list:
    """Two of one name: what no program ever fetched ends; one that is in use gets a name of its own."""
    told = []
    rows = _rows(sa.select(FEED).where(FEED.c.revoked_at.is_(None)).order_by(FEED.c.last_used_on.is_(None), FEED.c.id))
    taken = {(row['user_id'], row['name']) for row in rows}
    for row, first in _doubles(rows, 'user_id', 'name'):
        if row['last_used_on'] is None and first['last_used_on'] is not None:
            _change(FEED, row['id'], revoked_at=now, version=row['version'] + 1)
            what, changes = f"Kalender-Abo „{row['name']}“ war doppelt und nie abgerufen; beendet", {}
        else:
            number = 2
            while (row['user_id'], _numbered(row['name'], number)) in taken:
                number += 1
            name = _numbered(row['name'], number)
            taken.add((row['user_id'], name))
            _change(FEED, row['id'], name=name, version=row['version'] + 1)
            what, changes = f"Kalender-Abo „{row['name']}“ war doppelt; eines heißt jetzt „{name}“", {'name': [row['name'], name]}
        told.append({
            'action': 'calendar_feed.parted', 'object_type': 'calendar_feed', 'object_id': row['id'],
            'committee_id': None, 'summary': what, 'changes': changes,
        })
    return told


def _numbered(name: str, number: int) -> str:
    return f'{name[:74]} ({number})'


def _end_links(now: datetime) -> list:
    """Of several links to one account the newest opens it, as every new one ends the older ones."""
    told, names = [], _names()
    rows = _rows(sa.select(LINK).where(LINK.c.used_at.is_(None)).order_by(LINK.c.id.desc()))
    for row, _newest in _doubles(rows, 'user_id'):
        _change(LINK, row['id'], used_at=now)
        told.append({
            'action': 'account.link_ended', 'object_type': 'user_account', 'object_id': row['user_id'],
            'committee_id': None, 'changes': {},
            'summary': f"{names[row['user_id']]}: ein älterer Link aus einer Mail gilt nicht mehr, ein neuerer war offen",
        })
    return told


def _names() -> dict:
    return {row['id']: row['name'] for row in _rows(sa.select(USER))}
