"""A service whose database or files were exchanged under it says so, instead of failing."""

import logging
import time
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from jinja2 import TemplateError
from sqlalchemy.exc import SQLAlchemyError

from gremien_app.base.extensions import db
from gremien_app.base.kernel import version
from gremien_app.base.web.access import stand_alone
from gremien_app.base.web.errors import error_page
from gremien_app.base.web.typed import sent_here, typed_here
from gremien_app.operation.service.lock_actions import UnderMaintenance
from gremien_app.operation.service.schema_queries import is_known, known, stored_revision

SECONDS = 2.0  # so long a verdict is believed
RETRY_AFTER = "60"
log = logging.getLogger(__name__)


@dataclass
class Verdict:
    """Why this service must not work now; empty: it may."""

    reason: str = ""
    until: float = 0.0  # of the monotonic clock


def init_app(app: Flask) -> None:
    """Register before whatever asks the database who is there."""
    app.extensions["service_verdict"] = Verdict()
    app.extensions["service_program"] = version.built_in(version.PACKAGE.parent)
    app.extensions["why_unavailable"] = _after_a_fault
    app.before_request(_check)
    app.register_error_handler(UnderMaintenance, lambda error: refusal(str(error)))


def _check() -> ResponseReturnValue | None:
    verdict: Verdict = current_app.extensions["service_verdict"]
    if time.monotonic() >= verdict.until:
        _judge(verdict)
    return refusal(verdict.reason) if verdict.reason else None


def _judge(verdict: Verdict) -> None:
    driver: Any = db.engine.dialect.loaded_dbapi
    try:
        reason = schema_fault(stored_revision(db.engine))
    except (SQLAlchemyError, driver.Error):
        return  # who needs the database will say that it is not there
    if reason and reason != verdict.reason:
        log.error("%s", reason)
    verdict.reason, verdict.until = reason, time.monotonic() + SECONDS


def schema_fault(stored: str | None) -> str:
    """What is wrong with a database of this revision; one without any is being set up."""
    newest = known().newest
    if stored is None or stored == newest:
        return ""
    if is_known(stored):
        return (
            f"Die Datenbank ist auf einem älteren Stand ({stored}) als das Programm ({newest}). "
            "Die technische Betreuung bringt sie mit „gremien init“ auf den Stand."
        )
    return (
        f"Die Datenbank ist auf einem neueren Stand ({stored}) als das laufende Programm "
        f"({newest}): Es wird gerade aktualisiert. Danach muss die technische Betreuung den "
        "Dienst neu starten."
    )


def _after_a_fault() -> str:
    """Something failed: perhaps because what it belongs to is no longer there."""
    verdict: Verdict = current_app.extensions["service_verdict"]
    _judge(verdict)
    if verdict.reason:
        return verdict.reason
    started, now = (
        current_app.extensions["service_program"],
        version.built_in(version.PACKAGE.parent),
    )
    if started == now:
        return ""
    return (
        "Das Programm wurde aktualisiert, während der Dienst lief. Die technische Betreuung muss "
        "den Dienst neu starten."
    )


def refusal(reason: str) -> Response:
    """The answer 503 in the kind that was asked for; asks nothing of the database."""
    if request.endpoint == "portal.healthz":
        answer = jsonify(status="error", reason=reason)
    elif request.endpoint in current_app.config["SESSIONLESS"]:
        answer = _plain(reason)
    else:
        stand_alone()
        try:
            page = error_page(503, reason, typed=sent_here(), again=typed_here())
            answer = current_app.make_response(page)
        except (TemplateError, LookupError, TypeError, AttributeError):
            answer = _plain(reason)  # templates of another program
    answer.status_code = 503
    answer.headers["Retry-After"] = RETRY_AFTER
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _plain(reason: str) -> Response:
    return Response(f"{reason}\n", content_type="text/plain; charset=utf-8")
