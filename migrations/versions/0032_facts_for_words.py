"""What was told by its words so far has a column: blanked mails, names hidden as "ein Mitglied".

A mail whose text is the sentence that replaced a one-time link was blanked, when it was sent or
given up. A hidden name with the words "ein Mitglied" is hidden as one; with the usual words it has
no words of its own. The words are read here once.
"""

import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

_BLANKED = '(Dieser Text enthielt einen persönlichen Link und wurde gelöscht.)'
_MEMBER, _WITHHELD = 'ein Mitglied', '[Name nicht veröffentlicht]'


def upgrade() -> None:
    connection = op.get_bind()
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('blanked_at', sa.DateTime(timezone=True), nullable=True))
    connection.execute(
        sa.text(
            "UPDATE outbox_mail SET blanked_at = coalesce(sent_at, given_up_at, created_at) "
            "WHERE holds_secret AND body = :body"
        ),
        {'body': _BLANKED},
    )
    with op.batch_alter_table('name_decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_member', sa.Boolean(), server_default=sa.false(), nullable=False))
    hidden = "UPDATE name_decision SET {} WHERE is_hidden AND words = :words"
    for what, words in (("is_member = true, words = ''", _MEMBER), ("words = ''", _WITHHELD)):
        connection.execute(sa.text(hidden.format(what)), {'words': words})


def downgrade() -> None:
    op.get_bind().execute(
        sa.text("UPDATE name_decision SET words = :words WHERE is_member"), {'words': _MEMBER}
    )
    with op.batch_alter_table('name_decision', schema=None) as batch_op:
        batch_op.drop_column('is_member')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('blanked_at')
