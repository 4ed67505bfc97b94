"""The page of the seats by statute of each Wahlperiode, and of their groups."""

from flask import render_template
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.meetings.founding import seat_actions
from gremien_app.meetings.founding.forms import seats_form
from gremien_app.people.committees import queries
from gremien_app.people.committees.views import bp, saved
from gremien_app.people.rights import SECRETARIAT

__all__ = ["bp"]


@bp.route("/gremien/<slug>/sitze", methods=["GET", "POST"], access=SECRETARIAT)
def seats(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = queries.manageable(viewer, slug)
    terms = queries.terms()
    form = seats_form(terms, committee)
    if form.validate_on_submit() and not form.is_stale(committee, form.stored(committee)):
        with form.rules():
            seat_actions.edit_seats(
                current_viewer(), committee, utc_now(), today(), **form.details()
            )
            commit()
            return saved(committee)
    return render_template("founding/seats.html", form=form, committee=committee, terms=terms)
