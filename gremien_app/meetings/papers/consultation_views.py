"""Entering the way of a paper through the bodies; it is shown on the paper's own page."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.meetings.papers import (
    consultation_actions,
    consultation_queries,
    consultation_rules,
    queries,
)
from gremien_app.meetings.papers.consultation_forms import EditStationForm, StationForm
from gremien_app.meetings.papers.consultation_models import Consultation, ConsultationRole
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.rights import SECRETARIAT_HIDDEN

bp = Pages("paper_consultations", __name__)


def _page(paper: Paper) -> str:
    return url_for("papers.show", id=paper.id, _anchor="beraten")


@bp.route("/unterlagen/<oid:id>/beratungsfolge", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def add(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = queries.manageable(viewer, id)
    read_at(_page(paper))
    consultation_rules.require_consulted(paper)
    known = consultation_queries.all_of_paper(id)
    form = StationForm(
        data={
            "role": ConsultationRole.ADVISES,
            "committee": None if known else paper.committee,
            "after": known[-1] if known else None,
        }
    )
    form.offer(consultation_queries.own_bodies(viewer, today()), known)
    if form.validate_on_submit():
        with form.rules():
            consultation_actions.add(viewer, paper, form.after.data, **form.given(Consultation))
            return done("Die Station steht in der Beratungsfolge.", _page(paper))
    return render_template("papers/station.html", form=form, paper=paper, one=None)


@bp.route("/beratungsfolge/<oid:id>", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    one = consultation_queries.manageable(viewer, id)
    paper = one.paper
    read_at(_page(paper))
    consultation_rules.require_consulted(paper)
    form = EditStationForm(obj=one)
    others = [other for other in consultation_queries.all_of_paper(paper.id) if other is not one]
    if request.method == "GET":
        before = [other for other in others if other.position < one.position]
        form.after.data = before[-1] if before else None
    committees = consultation_queries.own_bodies(viewer, today(), one)
    form.offer(committees, others)
    if form.validate_on_submit() and not form.is_stale(one):
        with form.rules():
            consultation_actions.edit(viewer, one, form.after.data, **form.given(Consultation))
            return done("Die Station ist gespeichert.", _page(paper))
    return render_template("papers/station.html", form=form, paper=paper, one=one)


@bp.route("/beratungsfolge/<oid:id>/entfernen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def remove(id: int) -> ResponseReturnValue:
    one = consultation_queries.manageable(current_viewer(), id)
    paper = one.paper
    consultation_actions.remove(current_viewer(), one)
    return done("Die Station ist gestrichen.", _page(paper))
