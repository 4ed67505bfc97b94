"""The own page: what is stored about oneself, to read, to take along, to correct."""

import json

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.rights import OWNER, SIGNED_IN
from gremien_app.base.transactions import held
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.channels.concerns import queries
from gremien_app.channels.concerns.forms import LanguageForm
from gremien_app.channels.concerns.own import Part, as_data, as_text
from gremien_app.channels.concerns.own_queries import stored_about
from gremien_app.channels.concerns.views import bp
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.queries import sign_ins_of
from gremien_app.people.bases.rules import can_revoke
from gremien_app.people.persons import actions as persons

__all__ = ["bp"]


def _parts() -> list[Part]:
    user: User = current_user._get_current_object()  # noqa: SLF001 -- the proxy is no User
    sign_ins = sign_ins_of(user.id, utc_now(), current_app.config["IDLE_LIMIT"])
    return stored_about(current_viewer(), user, sign_ins)


@bp.route("/meine-daten", methods=["GET", "POST"], access=SIGNED_IN)
def own() -> ResponseReturnValue:
    viewer = current_viewer()
    person = queries.own_person(viewer)
    form = LanguageForm(obj=person)
    if person is not None and form.validate_on_submit():
        person = held(person)
        if not form.is_stale(person, {"language": person.language}):
            with form.rules():
                persons.edit_person(viewer, person, language=form.language.data or "")
                return done("Die Sprache für Schreiben ist gespeichert.", url_for("concerns.own"))
    return render_template(
        "concerns/own.html",
        parts=_parts(),
        person=person,
        form=form,
        can_revoke_name=person is not None and can_revoke(person),
        consents=[one for one in person.consents if one.revoked_on is None] if person else [],
    )


@bp.route("/meine-daten.json", access=SIGNED_IN)
def own_json() -> Response:
    text = json.dumps(as_data(_parts()), ensure_ascii=False, indent=2)
    return _file(text, "application/json", "meine-daten.json")


@bp.route("/meine-daten.txt", access=SIGNED_IN)
def own_text() -> Response:
    return _file(as_text(current_viewer().name, _parts()), "text/plain", "meine-daten.txt")


def _file(text: str, mimetype: str, name: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/meine-daten/einwilligungen/<oid:id>/widerrufen", methods=["POST"], access=OWNER)
def withdraw(id: int) -> ResponseReturnValue:
    consent = queries.own_consent(current_viewer(), id)
    if consent.revoked_on is None:
        persons.revoke_consent(current_viewer(), consent, today())
    label = consent.kind.label
    return done(f"Widerrufen: {label} wird nicht mehr veröffentlicht.", url_for("concerns.own"))


@bp.route("/meine-daten/name-nicht-mehr-veroeffentlichen", methods=["POST"], access=SIGNED_IN)
def withdraw_name() -> ResponseReturnValue:
    """Only a consent can be withdrawn; an office or a signature is public by law."""
    person = queries.own_person(current_viewer())
    person = person and held(person)
    if person is None or not can_revoke(person):
        return done("Es gibt keine Einwilligung zu widerrufen.", url_for("concerns.own"))
    persons.edit_person(current_viewer(), person, publication_revoked_on=today())
    return done(
        "Die Einwilligung ist widerrufen. Wegen eines Amtes oder für eine einzelne Mitgliedschaft "
        "kann Ihr Name noch öffentlich sein; das steht unter „Mitgliedschaften“.",
        url_for("concerns.own"),
    )
