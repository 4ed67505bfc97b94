"""The own page: what is stored about oneself, to read, to take along, to correct."""

import json

from flask import Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.rights import SIGNED_IN
from gremien_app.base.transactions import held
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.channels.own import queries
from gremien_app.channels.own.forms import LanguageForm
from gremien_app.channels.own.parts import Part, as_data, as_text
from gremien_app.channels.own.queries import stored_about
from gremien_app.channels.own.rules import withdrawal_of_all
from gremien_app.people.accounts import queries as accounts
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.queries import sign_ins_of
from gremien_app.people.persons import actions as persons
from gremien_app.people.persons.queries import own_person

bp = Pages("own", __name__)


def own_account() -> User:
    return accounts.own_account(current_viewer())


def _parts() -> list[Part]:
    user = own_account()
    sign_ins = sign_ins_of(user.id, utc_now(), current_app.config["IDLE_LIMIT"])
    return stored_about(current_viewer(), user, sign_ins)


@bp.route("/meine-daten", methods=["GET", "POST"], access=SIGNED_IN)
def show() -> ResponseReturnValue:
    viewer = current_viewer()
    person = own_person(viewer)
    form = LanguageForm(obj=person)
    if person is not None and form.validate_on_submit():
        person = held(person)
        if not form.is_stale(person):
            with form.rules():
                persons.edit_person(viewer, person, language=form.language.data)
                return done("Die Sprache für Schreiben ist gespeichert.", url_for("own.show"))
    return render_template(
        "own/show.html",
        parts=_parts(),
        person=person,
        form=form,
        to_withdraw=withdrawal_of_all(person, queries.own_memberships(viewer)) if person else None,
    )


@bp.route("/meine-daten.json", access=SIGNED_IN)
def as_json() -> Response:
    text = json.dumps(as_data(_parts()), ensure_ascii=False, indent=2)
    return _file(text, "meine-daten.json")


@bp.route("/meine-daten.txt", access=SIGNED_IN)
def as_plain_text() -> Response:
    return _file(as_text(current_viewer().name, _parts()), "meine-daten.txt")


def _file(text: str, name: str) -> Response:
    response = file_answer(text.encode(), name)
    response.headers["Cache-Control"] = "no-store"
    return response
