"""Writes of decisions about names."""

from collections.abc import Mapping
from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.records.names import queries
from gremien_app.records.names.judging import Decided
from gremien_app.records.names.models import Ground, NameDecision
from gremien_app.records.names.rules import FIELDS, require_whole


def decide(
    actor: Viewer, sitting: Sitting, wanted: Mapping[str, Decided | None], now: datetime
) -> int:
    """Keep what was decided, by the key of the find; None takes a decision back.

    Answers how many are new or other than before. The record tells their number, not the names.
    """
    stored = queries.decisions_of(sitting)
    changed = 0
    for key, decided in wanted.items():
        row = stored.get(key)
        if decided is None:
            if row is not None:
                db.session.delete(row)
                changed += 1
            continue
        ground = Ground(decided.ground) if decided.ground else None
        values = {
            "is_hidden": decided.is_hidden,
            "is_member": decided.is_member,
            "words": decided.words,
            "ground": ground,
            **{name: getattr(decided, name) for name in FIELDS.values()},
        }
        if row is not None and {name: getattr(row, name) for name in values} == values:
            continue
        require_whole(decided, today())
        row = row or NameDecision(sitting_id=sitting.id, key=key)
        for name, value in values.items():
            setattr(row, name, value)
        row.decided_at, row.decided_by = now, actor.name
        db.session.add(row)
        changed += 1
    if changed:
        record(
            actor,
            "names.decided",
            sitting,
            f"{format_count(changed, 'Name', 'Namen')} vor der Veröffentlichung zu "
            f"{sitting.ref} entschieden",
        )
    db.session.flush()
    return changed
