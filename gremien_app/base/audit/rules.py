"""The chain's arithmetic: what is hashed, and whether a row still fits."""

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import UTC
from typing import Any

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.kernel.errors import RuleBroken

ERASED = "audit.erased"
REWORDED = "audit.reworded"
OF_THE_RECORD = frozenset({ERASED, REWORDED})  # hold hashes of what is left of others


def payload_hash(entry: AuditEntry) -> str:
    """SHA-256 of the salted payload. Without the salt nobody can guess what was erased."""
    return _sha256(
        entry.salt
        + canonical(
            {
                "user": entry.user_id,
                "actor": entry.actor,
                "summary": entry.summary,
                "changes": entry.changes,
                "origin": entry.origin,
                "request": entry.request_id,
            }
        )
    )


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over place, time, action, object, payload's hash and the hash of the one before."""
    return _sha256(
        canonical(
            {
                "seq": entry.seq,
                "at": entry.at.astimezone(UTC).isoformat(),
                "action": entry.action,
                "object": [entry.object_type, entry.object_id],
                "committee": entry.committee_id,
                "payload": entry.payload_hash,
                "previous": entry.previous_hash,
            }
        )
    )


def remainder_hash(entry: AuditEntry) -> str:
    """SHA-256 of what is left of an entry whose text was erased; the erasing entry holds it."""
    left = {"seq": entry.seq, "user": entry.user_id, "actor": entry.actor, "text": entry.summary}
    return _sha256(canonical(left))


def require_erasable(entries: Sequence[AuditEntry], reason: str, kept: Collection[str]) -> None:
    """``kept``: the actions whose entries keep their text."""
    if not reason:
        raise RuleBroken("Bitte nennen Sie den Grund der Löschung.", field="reason")
    if not entries:
        raise RuleBroken("Hier ist kein Text zu löschen. Bitte öffnen Sie die Seite noch einmal.")
    if any(one.is_erased or one.seq is None or one.action in kept for one in entries):
        raise RuleBroken("Unter diesen Einträgen ist einer, dessen Text nicht gelöscht wird.")


def canonical(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal(entry: AuditEntry, seq: int, previous_hash: str) -> str:
    """Give the entry its place in the chain; answers with its hash."""
    entry.seq, entry.previous_hash = seq, previous_hash
    entry.payload_hash = payload_hash(entry)
    entry.hash = entry_hash(entry)
    return entry.hash


def fault_of(entry: AuditEntry, seq: int, previous_hash: str) -> str | None:
    """Why this row cannot be the one with the number ``seq``; None when it fits."""
    if entry.seq is None or entry.seq < seq:
        return f"Vor Eintrag {seq} steht ein Eintrag außerhalb der Kette; er wurde eingefügt."
    if entry.seq > seq:
        until = entry.seq - 1
        which = f"Eintrag {seq} fehlt" if until == seq else f"Die Einträge {seq} bis {until} fehlen"
        return f"{which}: gelöscht oder an eine andere Stelle gesetzt."
    if entry.hash != entry_hash(entry):
        return f"Eintrag {seq} wurde verändert oder an eine andere Stelle gesetzt."
    if entry.previous_hash != previous_hash:
        return f"Eintrag {seq} schließt nicht an seinen Vorgänger an; er wurde eingefügt."
    return _fault_of_payload(entry)


def _fault_of_payload(entry: AuditEntry) -> str | None:
    if entry.is_reworded and not entry.is_erased:
        return None  # compared with what the entry says that tells of it
    if not entry.is_erased:
        fits = entry.payload_hash == payload_hash(entry)
        return None if fits else f"Der Inhalt von Eintrag {entry.seq} wurde verändert."
    if entry.changes or entry.salt or entry.origin or entry.request_id:
        return f"Eintrag {entry.seq} gilt als geleert, enthält aber Text."
    return None
