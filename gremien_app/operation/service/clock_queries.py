"""Whether this machine's clock can be right: by the database's, and by what was stored last."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.dates import format_datetime
from gremien_app.people.accounts.models import LoginSession

MOST_APART = timedelta(minutes=1)


def clock_fault() -> str:
    """What contradicts the clock, in a sentence; "" when nothing does.

    With SQLite a clock that is ahead has nothing to be compared with, until it is put right.
    """
    if db.engine.dialect.name != "sqlite":
        there, now = db.session.scalar(select(func.clock_timestamp())), utc_now()
        apart = now - there if there else timedelta(0)
        if abs(apart) > MOST_APART:
            return _beside_the_server(apart)
    last, now = _newest(), utc_now()
    if last is None or last - now <= MOST_APART:
        return ""
    return (
        f"Gespeichert ist schon etwas vom {format_datetime(last)}; nach der Uhr dieser Maschine "
        f"ist es erst {format_datetime(now)}. Sie geht nach, oder sie ging vor."
    )


def _beside_the_server(apart: timedelta) -> str:
    minutes = abs(round(apart.total_seconds() / 60))
    shown = f"{minutes} Minuten" if minutes < 120 else f"{round(minutes / 60)} Stunden"
    return (
        f"Die Uhr dieser Maschine geht gegenüber der des Datenbankservers {shown} "
        f"{'vor' if apart > timedelta(0) else 'nach'}."
    )


def _newest() -> datetime | None:
    found = [
        db.session.scalar(select(func.max(column)))
        for column in (AuditEntry.at, LoginSession.last_seen_at)
    ]
    return max((one for one in found if one is not None), default=None)
