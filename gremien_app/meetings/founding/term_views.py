"""Pages of the Wahlperioden, for the administration of the application."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.rights import ADMINISTRATION
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.founding import term_actions
from gremien_app.meetings.founding.forms import TermForm
from gremien_app.meetings.founding.queries import get_term
from gremien_app.people.committees.queries import term_on, terms

bp = Pages("terms", __name__)


@bp.route("/verwaltung/wahlperioden", access=ADMINISTRATION)
def index() -> ResponseReturnValue:
    return render_template("founding/terms.html", terms=terms(), current=term_on(today()))


@bp.route("/verwaltung/wahlperioden/neu", methods=["GET", "POST"], access=ADMINISTRATION)
def add() -> ResponseReturnValue:
    form = TermForm()
    if form.validate_on_submit():
        with form.rules():
            term = term_actions.add(current_viewer(), **form.given())
            return done(f"Die Wahlperiode {term.name} ist angelegt.", url_for("terms.index"))
    return render_template("founding/term.html", form=form, term=None)


@bp.route("/verwaltung/wahlperioden/<oid:id>", methods=["GET", "POST"], access=ADMINISTRATION)
def edit(id: int) -> ResponseReturnValue:
    term = get_term(id)
    form = TermForm(obj=term)
    if form.validate_on_submit() and not form.is_stale(term):
        with form.rules():
            term_actions.edit(current_viewer(), term, **form.given())
            return done(f"Die Wahlperiode {term.name} ist gespeichert.", url_for("terms.index"))
    return render_template("founding/term.html", form=form, term=term)


@bp.route("/verwaltung/wahlperioden/<oid:id>/loeschen", methods=["POST"], access=ADMINISTRATION)
def remove(id: int) -> ResponseReturnValue:
    term = get_term(id)
    term_actions.remove(current_viewer(), term)
    return done(f"Die Wahlperiode {term.name} ist gelöscht.", url_for("terms.index"))
