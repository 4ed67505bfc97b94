"""What the search reads of a paper: title, file name and typed text, folded."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None

_SHAPES = str.maketrans(dict.fromkeys("‘’‚‛ʼʻ′`´＇", "'") | dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"))
_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)


def fold(value: str) -> str:
    """As ``base.kernel.text`` did on the day of this migration."""
    text = unicodedata.normalize("NFKD", value.casefold().translate(_SHAPES))
    text = "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Cf"})
    return " ".join(text.casefold().translate(_UNDECOMPOSED).split())


def upgrade() -> None:
    with op.batch_alter_table('paper_file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('search_key', sa.Text(), nullable=False, server_default=''))
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT paper_file.id, paper.title, paper_file.name, paper_file.text "
            "FROM paper_file JOIN paper ON paper.id = paper_id"
        )
    ).all()
    for id, title, name, text in rows:
        connection.execute(
            sa.text("UPDATE paper_file SET search_key = :key WHERE id = :id"),
            {"key": fold(f"{title} {name} {text}"), "id": id},
        )
    with op.batch_alter_table('paper_file', schema=None) as batch_op:
        batch_op.alter_column('search_key', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('paper_file', schema=None) as batch_op:
        batch_op.drop_column('search_key')
