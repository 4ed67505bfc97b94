"""What a database's own refusals become: no space, no answer, two in each other's way."""

from flask import Flask, current_app, g, has_request_context, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import is_crossing, is_storage_fault, is_unreachable
from gremien_app.base.web.access import current_viewer, stand_alone
from gremien_app.base.web.errors import error_page
from gremien_app.base.web.typed import may_be_sent, sent_here, typed_here


def init_app(app: Flask) -> None:
    app.register_error_handler(DBAPIError, _database)


@event.listens_for(Engine, "commit")
def _begin_to_save(connection: Connection) -> None:
    """A connection that breaks before this has saved nothing; during it nobody can know."""
    if has_request_context() and connection.engine is db.engine:
        g.was_saving = True


@event.listens_for(Engine, "begin")
def _begin_anew(connection: Connection) -> None:
    if has_request_context() and connection.engine is db.engine:
        g.was_saving = False


def _database(error: DBAPIError) -> ResponseReturnValue:
    told = str(error.orig)
    if error.connection_invalidated or is_unreachable(told):
        return _gone(told)
    db.session.rollback()
    if is_storage_fault(told):
        g.only_reads_now = True
        g.is_told = True
        current_app.logger.error("The storage is full or read-only: %s", told)
        return _unavailable(
            "Der Speicher des Servers ist voll oder schreibgeschützt. Es wurde nichts "
            "gespeichert. Bitte verständigen Sie die technische Betreuung."
        )
    if is_crossing(getattr(error.orig, "sqlstate", None), told):
        return _crossed()
    raise error


def _gone(told: str) -> ResponseReturnValue:
    """Nothing more is asked of it in this request, not even who is there."""
    db.session().invalidate()  # what is broken is not given back to the pool
    stand_alone()
    g.is_told = True
    current_app.logger.error("The database does not answer: %s", told)
    if g.get("was_saving"):
        return _unavailable(
            "Die Datenbank ist gerade beim Speichern ausgefallen. Ob Ihre Eingaben noch "
            "gespeichert wurden, weiß das Programm nicht. Bitte warten Sie einen Augenblick und "
            "sehen Sie nach, bevor Sie sie noch einmal senden.",
            is_unsure=True,
        )
    return _unavailable(
        "Die Datenbank antwortet gerade nicht. Es wurde nichts gespeichert. Bitte warten Sie "
        "einen Augenblick und versuchen Sie es dann noch einmal."
    )


def _unavailable(message: str, *, is_unsure: bool = False) -> ResponseReturnValue:
    if request.endpoint in current_app.config["SESSIONLESS"]:  # a calendar program reads no page
        return message, 503, {"Content-Type": "text/plain; charset=utf-8"}
    if not current_viewer().is_signed_in and "_user_id" not in session:
        message += (
            " Auch eine Anmeldung ist deshalb zurzeit nicht möglich; an Ihrem Passwort liegt es "
            "nicht."
        )
    return error_page(503, message, typed=sent_here(), again=typed_here(), is_unsure=is_unsure)


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
    return error_page(
        409, f"{told} Bitte versuchen Sie es noch einmal.", typed=sent_here(), again=typed
    )
