"""What an erasure would do, the erasure, and what it did."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.words import field_label
from gremien_app.base.kernel.rights import ADMINISTRATION
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.channels.calendars import feed_views as serving
from gremien_app.channels.erasure import actions, queries
from gremien_app.channels.erasure.forms import ErasureForm
from gremien_app.people.rights import OVERSIGHT_HIDDEN

bp = Pages("erasure", __name__)


@bp.route("/personen/<oid:id>/loeschen", access=OVERSIGHT_HIDDEN)
def plan(id: int) -> ResponseReturnValue:
    return _plan(queries.get_subject(current_viewer(), id))


@bp.route("/personen/<oid:id>/endgueltig-loeschen", methods=["GET", "POST"], access=ADMINISTRATION)
def erase(id: int) -> ResponseReturnValue:
    return _erase(queries.get_subject(current_viewer(), id))


@bp.route("/verwaltung/konten/<oid:id>/loeschen", access=ADMINISTRATION)
def account_plan(id: int) -> ResponseReturnValue:
    subject = queries.get_account(current_viewer(), id)
    if subject.person is not None:
        return redirect(url_for(".plan", id=subject.person.id))
    return _plan(subject)


@bp.route(
    "/verwaltung/konten/<oid:id>/endgueltig-loeschen",
    methods=["GET", "POST"],
    access=ADMINISTRATION,
)
def erase_account(id: int) -> ResponseReturnValue:
    subject = queries.get_account(current_viewer(), id)
    if subject.person is not None:
        return redirect(url_for(".plan", id=subject.person.id))
    return _erase(subject)


def _erase(subject: queries.Subject) -> ResponseReturnValue:
    form = ErasureForm()
    if form.validate_on_submit():
        with form.rules():
            feeds = queries.feeds_of(subject)
            told = actions.erase_subject(current_viewer(), subject, form.reason.data)
            commit()
            for feed in feeds:
                serving.forget(feed)
            flash("Die Löschung ist ausgeführt.", "success")
            return redirect(url_for(".done", id=told.id))
    return _plan(subject, form)


def _plan(subject: queries.Subject, form: ErasureForm | None = None) -> ResponseReturnValue:
    return render_template(
        "erasure/plan.html",
        plan=queries.plan_of(current_viewer(), subject),
        person=subject.person,
        account=subject.account,
        form=form,
    )


@bp.route("/personen/loeschungen/<oid:id>", access=ADMINISTRATION)
def done(id: int) -> ResponseReturnValue:
    entry = queries.done(current_viewer(), id)
    counts = [(field_label(name), new) for name, (_, new) in entry.changes.items()]
    return render_template(
        "erasure/done.html", entry=entry, counts=counts, stays=queries.is_still_there(entry)
    )
