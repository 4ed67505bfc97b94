"""A name that may not be disclosed any more is taken out of the record, today's stands instead.

The chain holds salted hashes only, so it stays whole; the salt goes, so that nobody can try former
names. One entry tells of the act with a hash of what each entry says now.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from gremien_app.base.audit import rewording_queries, rules
from gremien_app.base.audit.actions import record
from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer


def reword(
    actor: Viewer,
    target: Any,
    names: Mapping[str, str],
    *,
    by: int | None = None,
    told: str = "Heutiger Name",
    is_erasure: bool = False,
) -> int:
    """Say in all entries the new name for the former one; answers in how many.

    ``is_erasure``: also where each of these entries came from goes.

    ``by``: only in those of this account, where others are called so too. Nothing changes in
    entries older than the first one about ``target``: who enters "Sitzung verlegt" as a person
    and renames it rewrites no record of before.
    """
    if not names:
        return 0
    change = replacing(names)
    changed = [
        one for one in rewording_queries.telling_of(names, target, by=by) if _say(one, change)
    ]
    sealed = [one for one in changed if one.seq is not None]
    if sealed:
        for entry in sealed:
            entry.salt, entry.is_reworded = "", True
            if is_erasure:
                entry.origin = entry.request_id = ""
        record(
            actor,
            rules.REWORDED,
            target,
            summary=f"{told} in {format_count(len(sealed), 'Eintrag', 'Einträgen')}",
            changes={"entries": (None, [[one.seq, rules.payload_hash(one)] for one in sealed])},
        )
    db.session.flush()
    return len(changed)


def replacing(names: Mapping[str, str]) -> Callable[[str], str]:
    """Puts these names in the place of the former ones, the longest first, whole words only."""
    longest_first = sorted(names, key=lambda one: (-len(one), one))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?=s?(?!\w))")
    return lambda text: pattern.sub(lambda found: names[found[0]], text)


def _say(entry: AuditEntry, change: Callable[[str], str]) -> bool:
    new = (change(entry.actor)[:200], change(entry.summary)[:500], _changed(entry.changes, change))
    if new == (entry.actor, entry.summary, entry.changes):
        return False
    entry.actor, entry.summary, entry.changes = new
    return True


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_changed(one, change) for one in value]
    if isinstance(value, dict):
        return {key: _changed(one, change) for key, one in value.items()}
    return value
