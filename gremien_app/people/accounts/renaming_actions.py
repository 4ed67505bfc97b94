"""Names that stand as text beside what somebody did or is sent: today's takes a former one's place.

Which columns these are, the rooms say of their tables. What was signed and sealed is none of them.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, String

from gremien_app.base.audit.rewording_actions import replacing, reword
from gremien_app.base.extensions import db
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.queries import TEXTS, mails_with
from gremien_app.people.accounts.queries import is_named_by_others


def take_out(
    actor: Viewer, target: Any, names: Mapping[str, str], *, account_id: int | None
) -> None:
    """Put today's names in the place of these, where they are nobody else's.

    Of a name that another account has as well only what ``account_id`` did is changed.
    """
    db.session.flush()
    if is_named_by_others(names, account_id) or not all(
        " " in name for name in names
    ):  # "Admin" is many a word
        if account_id is not None:
            reword(actor, target, names, by=account_id)
        return
    _in_mails(names)
    reword(actor, target, names)
    for column in copies():
        for former, now in names.items():
            found = column.table.update().where(column == former)
            db.session.execute(found.values({column.name: now}))
    db.session.expire_all()


def copies() -> list[Column[Any]]:
    """Columns that hold one name and nothing else: what ends in "_by", and what rooms say."""
    return [
        column
        for facts in house().tables.values()
        for column in facts.table.columns
        if (column.name in facts.one_name or column.name.endswith("_by"))
        and isinstance(column.type, String)
    ]


def _in_mails(names: Mapping[str, str]) -> None:
    change = replacing(names)
    for mail in mails_with(names):
        for text in TEXTS:
            setattr(mail, text, change(getattr(mail, text)))
