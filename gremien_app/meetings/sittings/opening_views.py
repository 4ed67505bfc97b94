"""The buttons of the running sitting: opened, closed, each taken back, and its real times."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.sittings import actions, opening_actions, opening_rules, queries, rules
from gremien_app.meetings.sittings.forms import TimesForm
from gremien_app.meetings.sittings.models import Sitting, SittingState
from gremien_app.meetings.sittings.views import bp
from gremien_app.people.rights import SECRETARIAT

__all__ = ["bp"]


@bp.route("/sitzungen/<oid:id>/eroeffnen", methods=["GET", "POST"], access=SECRETARIAT)
def open_sitting(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.require_transition(sitting, SittingState.RUNNING)
    if _is_still_to_be_asked(sitting):
        return _question(sitting, SittingState.RUNNING)
    actions.open_sitting(current_viewer(), sitting, utc_now(), is_meant=True)
    commit()
    flash("Die Sitzung ist eröffnet.", "success")
    if sitting.date != today():
        flash(
            "Heute ist nicht der Sitzungstag. Als Beginn gilt die geplante Uhrzeit; "
            "Sie können sie beim Bearbeiten unter „Beginn und Ende berichtigen“ ändern.",
            "warning",
        )
    return redirect(url_for("portal.sitting", id=sitting.id))


def _is_still_to_be_asked(sitting: Sitting) -> bool:
    """Shown before its day, and sent by a button that asks nothing; the page asks."""
    is_meant = request.form.get("is_meant") == "ja"
    return request.method != "POST" or (opening_rules.is_ahead(sitting, utc_now()) and not is_meant)


def _question(sitting: Sitting, state: SittingState) -> ResponseReturnValue:
    page = render_template(
        "sittings/ahead.html",
        sitting=sitting,
        opens=state is SittingState.RUNNING,
        is_ahead=opening_rules.is_ahead(sitting, utc_now()),
        days=(sitting.date - today()).days,
    )
    return page, 200 if request.method == "GET" else 409


@bp.route("/sitzungen/<oid:id>/eroeffnung-zuruecknehmen", methods=["POST"], access=SECRETARIAT)
def undo_opening(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    opening_actions.undo_opening(current_viewer(), sitting, utc_now())
    return done(
        "Die Eröffnung ist zurückgenommen. Es ist alles wie nach der Einladung.",
        url_for("portal.sitting", id=sitting.id),
    )


@bp.route("/sitzungen/<oid:id>/schliessen", methods=["GET", "POST"], access=SECRETARIAT)
def close_sitting(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.require_transition(sitting, SittingState.CLOSED)
    if _is_still_to_be_asked(sitting):
        return _question(sitting, SittingState.CLOSED)
    actions.close_sitting(current_viewer(), sitting, utc_now(), is_meant=True)
    return done(
        "Die Sitzung ist geschlossen. Jetzt lässt sich die Niederschrift schreiben.",
        url_for("portal.sitting", id=sitting.id),
    )


@bp.route("/sitzungen/<oid:id>/wieder-oeffnen", methods=["POST"], access=SECRETARIAT)
def reopen(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    actions.reopen(current_viewer(), sitting, utc_now())
    return done("Die Sitzung ist wieder offen.", url_for("portal.sitting", id=sitting.id))


@bp.route("/sitzungen/<oid:id>/zeiten", methods=["GET", "POST"], access=SECRETARIAT)
def times(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    rules.require_open_record(sitting)
    form = TimesForm(obj=sitting)
    if form.validate_on_submit() and not form.is_stale(sitting):
        with form.rules():
            opened_at, closed_at = form.times_on(sitting.date)
            actions.record_times(
                current_viewer(), sitting, opened_at=opened_at, closed_at=closed_at
            )
            return done(
                "Beginn und Ende sind berichtigt.", url_for("portal.sitting", id=sitting.id)
            )
    return render_template("sittings/times.html", form=form, sitting=sitting)
