"""Deadlines of a sitting, ticked off and opened again."""

from flask import url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.deadlines import actions
from gremien_app.meetings.deadlines.forms import DeadlineForm
from gremien_app.meetings.sittings import queries as sittings
from gremien_app.people.rights import SECRETARIAT

bp = Pages("deadlines", __name__)


@bp.route("/sitzungen/<oid:id>/frist", methods=["POST"], access=SECRETARIAT)
def tick(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = sittings.manageable(viewer, id)
    form = DeadlineForm()
    if not form.validate_on_submit():
        raise RuleBroken("Das Formular ist unvollständig. Bitte laden Sie die Seite neu.")
    kind = form.chosen()
    if form.is_done.data == "ja":
        actions.tick(viewer, sitting, kind, now=utc_now())
        told = f"„{kind.label}“ ist als erledigt vermerkt."
    else:
        actions.untick(viewer, sitting, kind)
        told = f"„{kind.label}“ ist wieder offen."
    return done(told, url_for("support.show", id=sitting.id))
