"""What was known when a date was kept is known again by a key, however its sentence is worded.

The sentences stay as they were told. They are read here once: each gives the kind of the warning,
which covers whatever of that kind spoke against the date, as a sentence does not say more for sure
(it named sittings by their times). A sentence that is none of these stays readable and gives no
key; what it spoke of is then asked once more.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

_TOLD = (
    (re.compile(r'Der Termin liegt in der Vergangenheit'), 'past'),
    (re.compile(r'Der Termin liegt auf einem (Sams|Sonn)tag'), 'weekend'),
    (re.compile(r'Am .* zweimal, weil die Uhren'), 'clock'),
    (re.compile(r'Schulferien unbekannt'), 'school:unknown'),
    (re.compile(r'Der Tag liegt in den Schulferien'), 'school'),
    (re.compile(r'(Am selben Tag|Zur selben Zeit) tagt'), None),
    (re.compile(r'(Zur selben Zeit|Vorher am selben Tag): '), 'council'),
    (re.compile(r'Der Raum (ist belegt|„.*“ steht nicht mehr zur Verfügung)'), 'room'),
    (re.compile(r'Der Raum hat '), 'capacity'),
    (re.compile(r'.* (gehört|gehören) beiden Gremien an'), 'roster'),
    (re.compile(r'Die Ladungsfrist '), 'notice'),
)
_DAY = re.compile(r'An diesem Tag ist |Die Sitzung reicht in den Abend')
_TRADITIONS = {
    'christlich-orthodoxer Feiertag': 'orthodox', 'alevitischer Feiertag': 'alevi',
    'jüdischer Feiertag': 'jewish', 'islamischer Feiertag': 'islamic', 'gesetzlicher Feiertag': 'public',
    'Karneval': 'carnival', 'weiterer Tag': 'other', 'Schulferien': 'school',
}  # fmt: skip
_sitting = sa.table(
    'sitting', sa.column('id', sa.Integer), sa.column('kept_warnings', sa.JSON), sa.column('kept_keys', sa.JSON)
)


def upgrade() -> None:
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kept_keys', sa.JSON(), server_default='[]', nullable=False))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_sitting).order_by(_sitting.c.id)).all():
        keys = sorted({key for text in row.kept_warnings or [] for key in _keys(text)})
        if keys:
            values = sa.update(_sitting).where(_sitting.c.id == row.id).values(kept_keys=keys)
            connection.execute(values)
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.alter_column('kept_keys', existing_type=sa.JSON(), server_default=None)


def _keys(text: str) -> list[str]:
    if _DAY.match(text):
        return [key for label, key in _TRADITIONS.items() if label in text][:1]
    found = next((key for pattern, key in _TOLD if pattern.match(text)), '')
    if found is None:
        return ['same_day' if text.startswith('Am') else 'same_time']
    return [found] if found else []


def downgrade() -> None:
    with op.batch_alter_table('sitting', schema=None) as batch_op:
        batch_op.drop_column('kept_keys')
