"""Refused attempts and downloads of confidential files, noted after the answer.

This is the one place where a GET may write: in a short transaction of its own, once the answer
is decided. When it fails (a full disk, a locked database), the answer goes out all the same.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.audit.actions import Target, record, record_once_a_day
from gremien_app.base.extensions import db
from gremien_app.base.kernel.text import clean_text, excerpt
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer

_log = logging.getLogger(__name__)
_LONGEST_PART = 30  # in an address; what is longer may be the key of a link


@dataclass(frozen=True)
class _Note:
    action: str
    summary: str
    target: Target | None = None
    committee_id: int | None = None
    about: Mapping[str, str] | None = None  # given: put on record once a day


def note_download(target: Any, what: str, committee_id: int | None) -> None:
    """Called by a view that sends a confidential file, e.g. a draft; ``what`` names the file."""
    g.audit_download = _Note(
        "download.sent",
        f"Heruntergeladen: {what}",
        Target(str(target.__tablename__), target.id),
        committee_id,
    )


def note_alarm(
    action: str, target: Any, what: str, about: Mapping[str, str], committee_id: int | None
) -> None:
    """Called where something stored is not what it was: put on record once a day, as often as
    anybody asks for it. ``about`` tells one such thing from another.
    """
    thing = Target(str(target.__tablename__), target.id)
    g.audit_alarm = _Note(action, what, thing, committee_id, about)


def init_app(app: Flask) -> None:
    @app.after_request
    def note(response: Response) -> Response:
        what = _worth_noting(response)
        if what is not None:
            _write(what)
        return response


def _worth_noting(response: Response) -> _Note | None:
    alarm: _Note | None = g.get("audit_alarm")
    if alarm is not None:
        return alarm
    if response.status_code == 403 and current_viewer().is_signed_in:
        return _Note("access.refused", f"Abgewiesen: {request.method} {_address()}")
    if response.status_code in {200, 206} and request.method == "GET":
        sent: _Note | None = g.get("audit_download")
        return sent
    return None


def _address() -> str:
    """The path, or only its pattern where it carries the key of a link."""
    keys = [v for v in (request.view_args or {}).values() if len(str(v)) > _LONGEST_PART]
    rule = request.url_rule
    return excerpt(clean_text(rule.rule if keys and rule else request.path, multiline=False))


def _write(what: _Note) -> None:
    try:
        db.session.rollback()  # what a refused request began, or a page read
        g.writes_after_reading = True
        viewer, target, own = current_viewer(), what.target, what.committee_id
        if what.about is None:
            record(viewer, what.action, target, committee_id=own, summary=what.summary)
        else:
            record_once_a_day(
                viewer,
                what.action,
                target,
                committee_id=own,
                summary=what.summary,
                about=what.about,
            )
        commit()
    except SQLAlchemyError:
        db.session.rollback()
        _log.warning("the record of %s could not be written", what.action, exc_info=True)
