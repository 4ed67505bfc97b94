"""Error pages and refusals, in plain German; whatever was typed stays on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from flask import Flask, Response, current_app, flash, g, make_response, redirect, render_template
from flask import request as asked
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import (
    Forbidden,
    Frozen,
    Gone,
    NotFound,
    ReachesBack,
    RuleBroken,
    StaleVersion,
)
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import current_viewer, stand_alone
from gremien_app.base.web.shown import mark_here, tells_of_deletion, texts_of, thing_at
from gremien_app.base.web.staleness import saver
from gremien_app.base.web.targets import same_site_target
from gremien_app.base.web.typed import Typed, may_be_sent, sent_here, typed_here

PAGES = {400, 403, 404, 405, 409, 410, 413, 429, 500, 503}
# What an exception of Werkzeug says besides its page.
_TOLD_HEADERS = {"Allow", "Retry-After", "WWW-Authenticate"}


@dataclass(frozen=True)
class Saved:
    """What stands there instead, for who may know: when, by whom, what, and where it is."""

    at: datetime
    actor: str
    what: str
    href: str | None


# Who keeps the record answers: what was last saved of this object (its table and id), or by this
# viewer a moment ago; the room of the record stands above this one.
Teller = Callable[[Viewer, str, int | None], Saved | None]
Handler = Callable[[Any], ResponseReturnValue]


def error_page(
    code: int,
    message: str | None = None,
    *,
    typed: Typed | None = None,
    again: Typed | None = None,
    saved: Saved | None = None,
    is_unsure: bool = False,
    template: str = "",
) -> tuple[str, int]:
    """The page of a failure. ``typed``: to be read and copied; ``again``: to be sent once more.

    ``is_unsure``: nobody knows whether it was saved.
    """
    known = code if code in PAGES else (400 if code < 500 else 500)
    page = render_template(
        f"errors/{template or known}.html",
        message=message,
        texts=texts_of(typed) if typed else [],
        had_files=typed is not None and typed.had_files,
        again=again,
        saved=saved,
        is_unsure=is_unsure,
        request_id=g.get("request_id", ""),
    )
    return page, code


def init_app(app: Flask, tell: Teller) -> None:
    app.extensions["tell_what_was_saved"] = tell
    handlers: dict[type[Exception], Handler] = {
        HTTPException: _http,
        CSRFError: _csrf,
        NotFound: lambda _error: _missing(),
        Gone: _withdrawn,
        Forbidden: lambda _error: error_page(403, typed=_marked()),
        RuleBroken: _refused,
        StaleVersion: _stale,
        StaleDataError: _stale,
        ObjectDeletedError: _stale,
        IntegrityError: _taken,
    }
    for kind, handler in handlers.items():
        app.register_error_handler(kind, _or_its_fault(handler))
    app.after_request(_tell_conflict)


def _or_its_fault(handler: Handler) -> Handler:
    """Every page asks who is signed in; where nobody can tell, that is what the answer says."""

    @wraps(handler)
    def answer(error: Any) -> ResponseReturnValue:
        try:
            return handler(error)
        except DBAPIError as fault:
            return current_app.handle_user_exception(fault)

    return answer


def _tell_conflict(response: Response) -> Response:
    """A page that shows both texts (``BaseForm.is_stale``) is no success."""
    if g.pop("is_conflict", False) and response.status_code == 200:
        response.status_code = 409
    return response


def _marked() -> Typed | None:
    """What was typed into a form that this person was shown; nothing of anybody else's."""
    return sent_here() if mark_here() else None


def _http(error: HTTPException) -> tuple[str, int] | AnyResponse:
    code = error.code or 500
    if code < 400:  # a redirect raised by the router
        return error.get_response()
    if code == 404:
        return _missing()
    if code >= 500:
        return _failed(code)
    response = make_response(error_page(code, typed=_marked()))
    response.headers.extend([one for one in error.get_headers() if one[0] in _TOLD_HEADERS])
    return response


def _missing() -> tuple[str, int]:
    """Not found, or not to be known; who was shown the form of it may learn that it is gone."""
    mark = mark_here()
    if mark is None:
        return error_page(404)
    return error_page(410 if tells_of_deletion(mark) else 404, typed=sent_here())


def _failed(code: int) -> tuple[str, int]:
    """A fault of ours; the page must come even where the database does not answer any more."""
    typed, again = sent_here(), typed_here()
    # Something failed: perhaps the database or the program were exchanged under the service.
    reason = current_app.extensions["why_unavailable"]() if code == 500 else None
    if reason:
        stand_alone()
        return error_page(503, reason, typed=typed, again=again)
    try:
        db.session.rollback()
        return error_page(code, typed=typed, again=again)
    except Exception:
        current_app.logger.exception("The page of a failure failed")
        stand_alone()
        return error_page(code, typed=typed, again=again)


def _withdrawn(error: Gone) -> tuple[str, int]:
    return render_template("errors/withdrawn.html", message=error.message), 410


def _csrf(_error: CSRFError) -> tuple[str, int]:
    typed = typed_here()
    if typed is not None and may_be_sent(typed, current_viewer()):
        return render_template("errors/typed.html", typed=typed), 400
    return error_page(
        400,
        "Das Formular ist abgelaufen oder kommt von einer anderen Seite. Bitte gehen Sie "
        "zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.",
    )


def _refused(error: RuleBroken) -> tuple[str, int] | AnyResponse:
    """A refused button press leads back to its page with the reason; a form shows its own.

    What was typed would be lost on the way back, so it stays with the reason on a page.
    """
    db.session.rollback()
    typed = sent_here()
    if isinstance(error, Frozen) and asked.method == "GET" and (read := _read_page()):
        flash(error.message, "info")
        return redirect(read)
    target = same_site_target(asked.referrer)
    if isinstance(error, ReachesBack):
        return _ask(error, target), 409
    if target is None or target == asked.path or (typed and texts_of(typed)):
        return error_page(409, error.message, typed=typed, template="refused")
    flash(error.message, "error")
    return redirect(target)


def _read_page() -> str | None:
    """Said by the view, or the nearest page above this form that only shows something."""
    if address := g.get("read_at"):
        return str(address)
    routes, path = current_app.url_map.bind(""), asked.path
    while (path := path.rpartition("/")[0]).count("/") > 1:
        try:
            rule, _arguments = routes.match(path, "GET", return_rule=True)
        except HTTPException:
            continue
        if "POST" not in (rule.methods or ()):
            return path
    return None


def _ask(error: ReachesBack, back: str | None) -> str:
    """A button whose press reaches held sittings: they are shown, then it is pressed again."""
    carried = [
        (key, text)
        for key, text in asked.form.items(multi=True)
        if key not in {"csrf_token", "reach_seen"}
    ]
    return render_template(
        "errors/reach.html", message=error.message, met=error.met, carried=carried, back=back
    )


def _stale(error: Exception) -> tuple[str, int]:
    db.session.rollback()
    mark = mark_here()
    if mark is not None and tells_of_deletion(mark):
        return error_page(410, typed=sent_here())
    thing = thing_at(asked.path)
    row = thing.row if thing else None
    saved = _saved(str(row.__tablename__), row.id) if row is not None else None
    by = error.saved_by if isinstance(error, StaleVersion) else None
    by = getattr(row, "saved_by", None) if by is None else by
    return error_page(
        409, f"{saver(by)} Ihre Änderung wurde nicht übernommen.", typed=sent_here(), saved=saved
    )


def _saved(table: str, id: int | None = None) -> Saved | None:
    tell: Teller = current_app.extensions["tell_what_was_saved"]
    return tell(current_viewer(), table, id)


def _taken(error: IntegrityError) -> tuple[str, int]:
    """Two saved the same at the same moment: the database let the first one through."""
    db.session.rollback()
    told = str(error.orig).lower()
    if "foreign key" in told:  # what it belongs to was deleted in the same moment
        return _stale(error)
    if "unique" not in told:
        raise error
    return error_page(
        409,
        "Dasselbe wurde gerade eben schon gespeichert, vielleicht durch einen zweiten Klick. Es "
        "steht nur einmal da. Bitte laden Sie die Seite neu und prüfen Sie den Stand.",
        typed=sent_here(),
        saved=_saved(_table_of(error)),
    )


def _table_of(error: IntegrityError) -> str:
    """The table of the row that was there already; "" where the database does not say."""
    named = getattr(getattr(error.orig, "diag", None), "table_name", None)  # PostgreSQL
    # SQLite says it in its sentence: "… failed: table.column, table.column".
    return str(named or str(error.orig).rpartition(": ")[2].partition(".")[0])
