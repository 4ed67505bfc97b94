"""A basis on which a name is public is of a kind: a consent, an office, or who signed.

What is public stays public, and nothing becomes public. Until now a basis was a text with its
first day. A text that names an office or mandate becomes one: "Amtsträgerin", "Ratsmitglied". Its
end is known to nobody, so it gets none; the pages say that it is missing, and the office enters
it. Everything else becomes a consent, with its text as what was shown: also what was revoked, for
only a consent can be, and what speaks of a consent, of a former office or of none. A text in doubt
is a consent because the person can revoke that.
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_OFFICE = re.compile(
    r"\bamt(s(traeg|inhab|leit|person)\w*)?\b|mandat|\b(ober)?buergermeist|\brats(mitgl|frau|herr)"
    r"|mitglied des (stadt)?rat|stadtverordnet|beigeordnet|dezernent|abgeordnet"
)
_OTHERWISE = re.compile(
    r"einwillig|zustimm|einverst|erlaub|widerr|wunsch|\bkein|\bohne\b|ehemal|frueher|\bnicht\b"
)


def upgrade() -> None:
    for table in ('person', 'membership'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('publication_kind', sa.String(length=20), nullable=True))
            batch_op.add_column(sa.Column('publication_ends_on', sa.Date(), nullable=True))
            if table == 'membership':
                batch_op.add_column(
                    sa.Column('publication_ends_along', sa.Boolean(), server_default=sa.false(), nullable=False)
                )
        _say_kinds(table)
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_check_constraint(
                op.f(f'ck_{table}_publication_kind'),
                "publication_basis = '' OR publication_kind IS NOT NULL",
            )


def _say_kinds(table: str) -> None:
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(f"SELECT id, publication_basis, publication_revoked_on FROM {table} "  # noqa: S608
                "WHERE publication_basis <> '' ORDER BY id")
    ).all()
    for id_, words, revoked_on in rows:
        is_office = revoked_on is None and _names_office(words)
        connection.execute(
            sa.text(f"UPDATE {table} SET publication_kind = :kind WHERE id = :id"),  # noqa: S608
            {'kind': 'office' if is_office else 'consent', 'id': id_},
        )


def _names_office(words: str) -> bool:
    for letter, written in (('ä', 'ae'), ('ö', 'oe'), ('ü', 'ue'), ('ß', 'ss')):
        words = unicodedata.normalize('NFC', words.lower()).replace(letter, written)
    return _OFFICE.search(words) is not None and _OTHERWISE.search(words) is None


def downgrade() -> None:
    for table in ('membership', 'person'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f'ck_{table}_publication_kind'), type_='check')
            if table == 'membership':
                batch_op.drop_column('publication_ends_along')
            batch_op.drop_column('publication_ends_on')
            batch_op.drop_column('publication_kind')
