"""Error pages and refusals, in plain German."""

from flask import Flask, current_app, flash, g, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from gremien_app.extensions import db
from gremien_app.kernel.errors import (
    Forbidden,
    NotFound,
    RuleBroken,
    StaleVersion,
    is_crossing,
    is_storage_fault,
)
from gremien_app.web.access import current_viewer
from gremien_app.web.targets import same_site_target
from gremien_app.web.typed import may_be_sent, typed_here

PAGES = {400, 403, 404, 405, 409, 413, 429, 500, 503}


def error_page(code: int, message: str | None = None) -> tuple[str, int]:
    known = code if code in PAGES else (400 if code < 500 else 500)
    return render_template(f"errors/{known}.html", message=message), code


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(NotFound, lambda _error: error_page(404))
    app.register_error_handler(Forbidden, lambda _error: error_page(403))
    app.register_error_handler(RuleBroken, _refused)
    app.register_error_handler(StaleVersion, _stale)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(ObjectDeletedError, _stale)
    app.register_error_handler(IntegrityError, _taken)
    app.register_error_handler(OperationalError, _database)
    app.after_request(_tell_conflict)


def _tell_conflict(response: Response) -> Response:
    """A page that shows both texts (``BaseForm.is_stale``) is no success."""
    if g.pop("is_conflict", False) and response.status_code == 200:
        response.status_code = 409
    return response


def _http(error: HTTPException) -> tuple[str, int] | Response:
    code = error.code or 500
    if code < 400:  # a redirect raised by the router
        return error.get_response()
    # Something failed: perhaps the database or the program were exchanged under the service.
    if code == 500 and (reason := current_app.extensions["why_unavailable"]()):
        return error_page(503, reason)
    return error_page(code)


def _csrf(_error: CSRFError) -> tuple[str, int]:
    typed = typed_here()
    if typed is not None and may_be_sent(typed, current_viewer()):
        return render_template("errors/typed.html", typed=typed), 400
    return error_page(
        400,
        "Das Formular ist abgelaufen oder kommt von einer anderen Seite. Bitte gehen Sie "
        "zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.",
    )


def _refused(error: RuleBroken) -> tuple[str, int] | Response:
    """A refused button press leads back to its page with the reason; a form shows its own."""
    db.session.rollback()
    target = same_site_target(request.referrer)
    if target is None or target == request.path:
        return error_page(409, error.message)
    flash(error.message, "error")
    return redirect(target)


def _stale(_error: Exception) -> tuple[str, int]:
    db.session.rollback()
    return error_page(
        409,
        "Jemand anderes hat diesen Eintrag inzwischen geändert. Ihre Änderung wurde nicht "
        "gespeichert. Bitte laden Sie die Seite neu und prüfen Sie den neuen Stand.",
    )


def _taken(error: IntegrityError) -> tuple[str, int]:
    """Two saved the same at the same moment: the database let the first one through."""
    db.session.rollback()
    if "unique" not in str(error.orig).lower():
        raise error
    return error_page(
        409,
        "Dasselbe wurde gerade eben schon gespeichert, vielleicht durch einen zweiten Klick. Es "
        "steht nur einmal da. Bitte laden Sie die Seite neu und prüfen Sie den Stand.",
    )


def _database(error: OperationalError) -> tuple[str | dict[str, object], int]:
    db.session.rollback()
    if is_storage_fault(str(error.orig)):
        g.only_reads_now = True
        return error_page(
            503,
            "Der Speicher des Servers ist voll oder schreibgeschützt. Es wurde nichts "
            "gespeichert. Bitte verständigen Sie die technische Betreuung.",
        )
    if is_crossing(getattr(error.orig, "sqlstate", None), str(error.orig)):
        return _crossed()
    raise error


def _crossed() -> tuple[str | dict[str, object], int]:
    """Two were in each other's way: nothing is repeated by itself, and nothing typed is lost."""
    told = (
        "Zwei haben im selben Augenblick gespeichert und standen einander im Weg. Ihre Eingaben "
        "sind noch nicht gespeichert."
    )
    if request.accept_mimetypes.best == "application/json":
        return {"saved": False, "message": told}, 409
    typed = typed_here()
    if typed is not None and may_be_sent(typed, current_viewer()):
        return render_template("errors/typed.html", typed=typed, told=told), 409
    return error_page(409, f"{told} Bitte versuchen Sie es noch einmal.")
