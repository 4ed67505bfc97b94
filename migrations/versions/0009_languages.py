"""Keep no health data among a person's language and form of papers; say when it was recorded.

"Deutsche Gebärdensprache", "Leichte Sprache", "Großdruck" tell of a disability. They are taken
out, on record without their value. The day of recording comes from the record of changes; for
whoever is not in it, it is the day of the upgrade, so that nobody is forgotten too early.
"""

import re
from datetime import date

import sqlalchemy as sa
from alembic import op

from gremien_app.base.audit.upgrade_actions import tell

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

_person = sa.table(
    'person',
    sa.column('id', sa.Integer),
    sa.column('language', sa.String),
    sa.column('papers_as', sa.String),
    sa.column('recorded_on', sa.Date),
)
_entry = sa.table(
    'audit_entry',
    sa.column('at', sa.DateTime(timezone=True)),
    sa.column('object_type', sa.String),
    sa.column('object_id', sa.Integer),
    sa.column('action', sa.String),
)
# As the program's rule stood when this was written.
_SUPPORT = re.compile(
    r'geb(ä|ae)rd|signed|sign language|lormen|taub|geh(ö|oe)rlos|h(ö|oe)rbehind|schwerh(ö|oe)r|h(ö|oe)rgesch'
    r'|blind|sehbehind|braille|leichte[rns]? sprache|einfache[rns]? sprache|leicht lesbar|schriftdolm'
    r'|schriftmittl|gro(ß|ss)(druck|schrift)|gro(ß|ss)e[rn]? (druck|schrift)|punktschrift|assisten'
    r'|unterst(ü|ue)tzte kommunikation|vorlese|screenreader|h(ö|oe)rbuch|daisy|behinder|barrierefrei'
    r'|induktiv|h(ö|oe)ranlage|\b(dgs|(ö|oe)gs|lbg|asl|bsl|lsf)\b'
)
_WORDS = {'language': 'Sprache', 'papers_as': 'Form der Unterlagen'}


def upgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('recorded_on', sa.Date(), nullable=True))
    connection = op.get_bind()
    connection.execute(_person.update().values(recorded_on=date.today()))
    told = sa.select(_entry.c.object_id, sa.func.min(_entry.c.at)).where(
        _entry.c.object_type == 'person', _entry.c.action == 'person.added'
    )
    for person_id, at in connection.execute(told.group_by(_entry.c.object_id)).all():
        if person_id is not None:
            connection.execute(
                _person.update().where(_person.c.id == person_id).values(recorded_on=at.date())
            )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('recorded_on', nullable=False)
    _take_out(connection)


def _take_out(connection: sa.Connection) -> None:
    columns = (_person.c.id, _person.c.language, _person.c.papers_as)
    for row in connection.execute(sa.select(*columns).order_by(_person.c.id)).mappings().all():
        found = [name for name in _WORDS if _SUPPORT.search(row[name].casefold())]
        if found:
            empty = _person.update().where(_person.c.id == row['id'])
            connection.execute(empty.values({name: '' for name in found}))
            words = ' und '.join(_WORDS[name] for name in found)
            tell(connection, 'person.edited', 'person', row['id'], summary=f'Angaben zur Person geleert: {words}')


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('recorded_on')
