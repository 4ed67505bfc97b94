"""Closes what all have signed and an older program left open.

Its chair and its minute-taker could sign in the same moment; neither saw the other's signature,
so nobody wrote the files and the minutes stayed with the chair for ever.
"""

from datetime import datetime

from sqlalchemy import select

from gremien_app.audit.actions import SYSTEM, record
from gremien_app.extensions import db
from gremien_app.minutes import assembly, queries, rules
from gremien_app.minutes.actions import close
from gremien_app.minutes.models import Minutes, MinutesState


def close_all_signed(now: datetime) -> int:
    """Write the files from the frozen text, as the last signature does; answers with how many."""
    count = 0
    waiting = select(Minutes).where(Minutes.state == MinutesState.SUBMITTED).order_by(Minutes.id)
    for minutes in db.session.scalars(waiting).all():
        version = minutes.current_version
        chairs = assembly.chairs_of(queries.record_of(minutes.sitting, minutes))
        if version is None or not rules.is_fully_signed(version, chairs):
            continue
        record(
            SYSTEM,
            "minutes.closed_later",
            minutes,
            committee_id=minutes.sitting.committee_id,
            summary=f"Niederschrift zu {minutes.sitting.ref} war von allen unterzeichnet und noch "
            "nicht abgeschlossen; das wurde nachgeholt",
        )
        close(SYSTEM, minutes, version, now)
        count += 1
    return count
