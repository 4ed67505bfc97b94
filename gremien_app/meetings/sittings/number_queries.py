"""Reads of the numbers of sittings."""

from datetime import datetime

from sqlalchemy import select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.reading import all_of, first_of
from gremien_app.meetings.sittings.models import Sitting, SittingMove, SittingState
from gremien_app.meetings.sittings.number_rules import Given, dispatch_notes, next_number


def given_beside(sitting: Sitting) -> list[Given]:
    """The numbers taken in the committee and term, of called off and of moved away ones too."""
    if sitting.term_id is None:
        return []
    running = select(Sitting.starts_at, Sitting.number).where(
        Sitting.committee_id == sitting.committee_id,
        Sitting.term_id == sitting.term_id,
        Sitting.number.is_not(None),
        Sitting.id != (sitting.id or 0),
    )
    former = (
        select(SittingMove.old_starts_at, SittingMove.old_number)
        .join(Sitting, Sitting.id == SittingMove.sitting_id)
        .where(
            Sitting.committee_id == sitting.committee_id,
            SittingMove.old_term_id == sitting.term_id,
            SittingMove.old_number.is_not(None),
            # Back in its term, the sitting may have its own number again.
            Sitting.id != (sitting.id or 0),
        )
    )
    with db.session.no_autoflush:
        rows = [*db.session.execute(running), *db.session.execute(former)]
    return sorted(Given(starts_at, number) for starts_at, number in rows)


def suggested_number(sitting: Sitting) -> int | None:
    """What the dispatch would give it; None outside every known term."""
    if sitting.term_id is None:
        return None
    return next_number(sitting.starts_at, given_beside(sitting))


def number_notes(sitting: Sitting) -> list[str]:
    """What the dispatch does with the number, in sentences."""
    return dispatch_notes(
        sitting, suggested_number(sitting), given_beside(sitting), _waiting_before(sitting)
    )


def _waiting_before(sitting: Sitting) -> list[datetime]:
    return all_of(
        select(Sitting.starts_at)
        .where(
            Sitting.committee_id == sitting.committee_id,
            Sitting.term_id == sitting.term_id,
            Sitting.number.is_(None),
            Sitting.state.in_((SittingState.PLANNED, SittingState.MOVED)),
            Sitting.starts_at < sitting.starts_at,
            Sitting.id != sitting.id,
        )
        .order_by(Sitting.starts_at, Sitting.id)
    )


def number_is_taken(sitting: Sitting, number: int) -> bool:
    query = select(Sitting.id).where(
        Sitting.committee_id == sitting.committee_id,
        Sitting.term_id.is_(None)
        if sitting.term_id is None
        else Sitting.term_id == sitting.term_id,
        Sitting.number == number,
        Sitting.id != (sitting.id or 0),
    )
    with db.session.no_autoflush:
        return first_of(query) is not None


def corrections_of(sitting: Sitting) -> list[AuditEntry]:
    """Who corrected number or Kennung, when and why; the last first."""
    return all_of(
        select(AuditEntry)
        .where(
            AuditEntry.action == "sitting.number_corrected",
            AuditEntry.object_type == "sitting",
            AuditEntry.object_id == sitting.id,
        )
        .order_by(AuditEntry.id.desc())
    )
