"""Writing the record from a migration, by plain SQL in the migration's own transaction.

The chain's rule stands here once more as it was when the chain began (migration 0003): what an
upgrade writes must not follow later changes of ``rules``, and no model may be loaded then.
"""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

ACTOR = "Aktualisierung"
_ENTRY = sa.table(
    "audit_entry",
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.Integer()) for name in ("seq", "user_id", "object_id", "committee_id")),
    *(sa.column(name, sa.String()) for name in ("actor", "action", "object_type", "summary")),
    *(sa.column(name, sa.String()) for name in ("previous_hash", "hash", "payload_hash", "salt")),
    *(sa.column(name, sa.String()) for name in ("origin", "request_id")),
    sa.column("changes", sa.JSON()),
    sa.column("is_erased", sa.Boolean()),
)
_HEAD = sa.table(
    "audit_head", sa.column("id", sa.Integer()), sa.column("seq", sa.Integer()), sa.column("hash")
)


def tell(
    connection: Connection,
    action: str,
    object_type: str = "",
    object_id: int | None = None,
    *,
    summary: str,
    committee_id: int | None = None,
    changes: dict[str, list[Any]] | None = None,
) -> None:
    """Add one sealed entry in the name of the upgrade; ``changes`` maps a field to [old, new]."""
    locked = sa.select(_HEAD.c.seq, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
    head = connection.execute(locked).one_or_none()
    if head is None:
        connection.execute(_HEAD.insert().values(id=1, seq=0, hash=""))
    seq, previous = (head.seq + 1, head.hash) if head else (1, "")
    at, salt = datetime.now(UTC), secrets.token_hex(16)
    said = {"actor": ACTOR, "summary": summary[:500], "changes": changes or {}}
    payload = _hash(salt + _canonical({"user": None, "origin": "", "request": "", **said}))
    link = {
        "seq": seq,
        "at": at.isoformat(),
        "action": action,
        "object": [object_type, object_id],
        "committee": committee_id,
        "payload": payload,
        "previous": previous,
    }
    whole = _hash(_canonical(link))
    row = {
        "at": at.replace(tzinfo=None) if connection.dialect.name == "sqlite" else at,
        "seq": seq,
        "object_id": object_id,
        "committee_id": committee_id,
        "action": action,
        "object_type": object_type,
        "previous_hash": previous,
        "hash": whole,
        "payload_hash": payload,
        "salt": salt,
        "origin": "",
        "request_id": "",
        "is_erased": False,
    }
    connection.execute(_ENTRY.insert().values(**said, **row))
    connection.execute(_HEAD.update().where(_HEAD.c.id == 1).values(seq=seq, hash=whole))


def _canonical(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
