"""Correcting what was printed or sent: the number of a sitting and its Kennung."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.sittings import number_actions, number_queries, number_rules, queries
from gremien_app.meetings.sittings.forms import NumberForm
from gremien_app.meetings.sittings.opening_views import bp
from gremien_app.meetings.sittings.rules import require_open_record
from gremien_app.people.rights import SECRETARIAT

__all__ = ["bp"]


@bp.route("/sitzungen/<oid:id>/nummer", methods=["GET", "POST"], access=SECRETARIAT)
def correct_number(id: int) -> ResponseReturnValue:
    sitting = queries.manageable(current_viewer(), id)
    require_open_record(sitting)
    form = NumberForm(obj=sitting)
    if form.validate_on_submit() and not form.is_stale(sitting):
        with form.rules():
            number_actions.correct(
                current_viewer(),
                sitting,
                number=form.number.data or None,
                reference=form.reference.data,
                reason=form.reason.data,
                now=utc_now(),
            )
            return done("Die Angaben sind berichtigt.", url_for("portal.sitting", id=sitting.id))
    return render_template(
        "sittings/number.html",
        form=form,
        sitting=sitting,
        absence=number_rules.absence(sitting),
        corrections=number_queries.corrections_of(sitting),
    )
