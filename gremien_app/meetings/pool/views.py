"""The page "Sammlung" of a sitting's agenda."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.numbers import format_count
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.agenda.rules import needs_urgency
from gremien_app.meetings.pool import actions, queries
from gremien_app.meetings.pool.forms import PoolForm
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.sittings.rules import require_editable
from gremien_app.people.rights import SECRETARIAT

bp = Pages("pool", __name__)


@bp.route("/sitzungen/<oid:id>/sammlung", methods=["GET", "POST"], access=SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    sitting = _sitting(id)
    form = PoolForm()
    if form.is_submitted():
        keys, group = request.form.getlist("chosen"), request.form.get("group", "")
        with form.rules():
            items = actions.take(
                current_viewer(), sitting, keys, group=group, urgency=form.urgency.data
            )
            told = format_count(len(items), "Punkt steht", "Punkte stehen")
            return done(
                f"{told} jetzt auf der Tagesordnung.",
                url_for("agenda.show", id=sitting.id, _anchor=f"top-{items[0].id}"),
            )
    offered = queries.offered_for(current_viewer(), sitting)
    form.offer(offered)
    aside = [one for one in offered if one.offer.is_laid_aside]
    return render_template(
        "pool/show.html",
        form=form,
        sitting=sitting,
        aside=aside,
        asks_urgency=needs_urgency(sitting, today()),
    )


def _sitting(id: int) -> Sitting:
    """Not held here: the sittings that offer something are locked with it, by their days."""
    sitting = get_sitting(current_viewer(), id)
    if not current_viewer().manages(sitting.committee_id):
        raise Forbidden
    require_editable(sitting)
    return sitting


@bp.route("/sitzungen/<oid:id>/sammlung/weglegen", methods=["POST"], access=SECRETARIAT)
def lay_aside(id: int) -> ResponseReturnValue:
    sitting = _sitting(id)
    actions.lay_aside(current_viewer(), sitting, request.form.get("key", ""), utc_now())
    return done(
        "Der Punkt wird nicht mehr angeboten. Unter der Sammlung können Sie ihn zurückholen.",
        url_for("pool.show", id=sitting.id),
    )


@bp.route("/sitzungen/<oid:id>/sammlung/wieder-anbieten", methods=["POST"], access=SECRETARIAT)
def offer_again(id: int) -> ResponseReturnValue:
    sitting = _sitting(id)
    actions.lay_aside(current_viewer(), sitting, request.form.get("key", ""), None)
    return done("Der Punkt wird wieder angeboten.", url_for("pool.show", id=sitting.id))
