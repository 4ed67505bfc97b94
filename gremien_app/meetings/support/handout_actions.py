"""Papers for those who interpret: by mail what is public, the rest by hand after a declaration."""

from datetime import date, datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.audit.change_actions import apply
from gremien_app.base.extensions import db
from gremien_app.base.kernel.dates import (
    berlin_date,
    format_date,
    format_date_long,
    format_time_span,
)
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.mail.actions import keep_file
from gremien_app.base.mail.occasion_actions import tell as put
from gremien_app.base.mail.occasion_actions import writing
from gremien_app.base.mail.occasion_rules import Reader
from gremien_app.base.mail.rules import Extras
from gremien_app.meetings.support import booking_rules, handout_queries
from gremien_app.meetings.support.models import AccessService
from gremien_app.meetings.support.occasions import PAPERS


def send_papers(actor: Viewer, service: AccessService, now: datetime) -> None:
    """The public agenda to the provider, once a day. Names and closed matters
    never leave by mail.
    """
    provider = booking_rules.require_reachable(service)
    sitting = service.sitting
    name, data = handout_queries.agenda_for(actor, service, with_closed=False)
    day = sitting.date
    put(
        writing(PAPERS),
        Reader(provider.email, provider.name, None),
        {
            "datum": format_date(day),
            "tag": format_date_long(day),
            "zeit": format_time_span(sitting.starts_at, sitting.ends_at),
            "ort": sitting.place or "noch offen",
        },
        key=f"support-papers-{service.id}-{berlin_date(now)}",
        now=now,
        extras=Extras(attachments=((name, keep_file(data)),)),
    )
    note_papers(actor, service, berlin_date(now))


def note_papers(actor: Viewer, service: AccessService, day: date) -> None:
    """The papers are with whoever interprets."""
    if apply(service, {"papers_on": day}):
        what = f"Unterlagen übergeben: Sitzung am {format_date(service.sitting.date)}"
        record(actor, "support.papers", service.sitting, summary=what)
    db.session.flush()
