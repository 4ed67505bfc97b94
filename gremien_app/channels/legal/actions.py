"""Writes of the legal pages."""

from datetime import datetime

from gremien_app.base.audit.actions import record
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.channels.legal import queries, rules
from gremien_app.channels.legal.models import LegalKey, LegalPage


def save(actor: Viewer, key: LegalKey, body: str, now: datetime) -> LegalPage:
    """Put a text in the place of the shipped one. Raises ``RuleBroken``."""
    rules.require_body(key, body)
    page = queries.row_of(key)
    if page is None:
        page = LegalPage(key=key, body=body, changed_at=now, changed_by=actor.name)
        db.session.add(page)
        db.session.flush()
    elif page.body == body:
        return page
    page.body, page.changed_at, page.changed_by = body, now, actor.name
    record(actor, "legal_page.saved", page, summary=f"Text geändert: {key.label}")
    return page


def reset(actor: Viewer, key: LegalKey) -> None:
    """Show the shipped text again."""
    page = queries.row_of(key)
    if page is None or page.body is None:
        return
    page.body = None  # the row stays: a form opened before is still told so
    record(actor, "legal_page.reset", page, summary=f"Mitgelieferter Text gilt: {key.label}")
