"""The stages of a paper as pages and buttons: received, checked, collected, retracted, refused."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.dates import local_datetime, to_berlin
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.papers import (
    handing_actions,
    queries,
    stage_actions,
    stage_queries,
    stage_rules,
)
from gremien_app.meetings.papers.reading_queries import is_own
from gremien_app.meetings.papers.stage_forms import CheckForm, ReceiptForm, RefusalForm
from gremien_app.people.rights import CHAIR_HIDDEN, SECRETARIAT_HIDDEN, SUBMITTERS

bp = Pages("paper_stages", __name__)


def _page(id: int) -> str:
    return url_for("papers.show", id=id)


@bp.route("/unterlagen/<oid:id>/eingang", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def receive(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    now = to_berlin(utc_now())
    form = ReceiptForm(data={"day": now.date(), "time": now.time(), "version": paper.version})
    if form.validate_on_submit():
        form.check_version(paper)
        with form.rules():
            assert form.day.data is not None
            assert form.time.data is not None
            at = local_datetime(form.day.data, form.time.data)
            stage_actions.receive(current_viewer(), paper, at, utc_now())
            return done("Der Eingang ist vermerkt.", _page(id))
    return render_template("papers/receive.html", form=form, paper=paper)


@bp.route("/unterlagen/<oid:id>/pruefung", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def check(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    found = stage_queries.findings(paper)
    form = CheckForm(obj=paper)
    if request.method == "GET" and paper.checked_at is None:
        form.is_in_time.data, form.is_entitled.data = found.is_in_time, found.is_entitled
    if form.validate_on_submit() and not form.is_stale(paper):
        with form.rules():
            stage_actions.check(current_viewer(), paper, utc_now(), **form.given())
            return done("Die Vorlage ist formal geprüft.", _page(id))
    return render_template("papers/check.html", form=form, paper=paper, found=found)


@bp.route("/unterlagen/<oid:id>/sammeln", methods=["POST"], access=SECRETARIAT_HIDDEN)
def collect(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    stage_actions.collect(current_viewer(), paper, utc_now())
    return done("Die Vorlage steht in der Sammlung; die Mitglieder können sie lesen.", _page(id))


@bp.route("/unterlagen/<oid:id>/zurueckziehen", methods=["POST"], access=SUBMITTERS)
def retract(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = stage_queries.retractable(viewer, id)
    if is_own(viewer, paper) and not viewer.manages(paper.committee_id):
        is_gone = handing_actions.leave(viewer, paper, utc_now())
        told = "Die Vorlage ist zurückgezogen." if is_gone else "Sie reichen sie nicht mehr ein."
        return done(told, _page(id) if is_gone else url_for("paper_entry.index"))
    stage_actions.retract(viewer, paper, utc_now())
    return done("Die Vorlage ist zurückgezogen.", _page(id))


@bp.route("/unterlagen/<oid:id>/nicht-aufnehmen", methods=["GET", "POST"], access=CHAIR_HIDDEN)
def refuse(id: int) -> ResponseReturnValue:
    paper = stage_queries.chaired(current_viewer(), id)
    form = RefusalForm(data={"version": paper.version})
    if form.validate_on_submit():
        form.check_version(paper)
        with form.rules():
            reason = form.reason.data
            stage_actions.refuse(current_viewer(), paper, utc_now(), refusal=reason)
            return done(
                "Die Vorlage ist nicht aufgenommen. Der Grund steht auf ihrer Seite.", _page(id)
            )
    return render_template(
        "papers/refuse.html",
        form=form,
        paper=paper,
        can_be_refused=paper.state in stage_rules.REFUSABLE,
    )


@bp.route("/unterlagen/<oid:id>/doch-aufnehmen", methods=["POST"], access=CHAIR_HIDDEN)
def take_up(id: int) -> ResponseReturnValue:
    paper = stage_queries.chaired(current_viewer(), id)
    stage_actions.take_up(current_viewer(), paper)
    return done(f"Die Vorlage ist wieder: {paper.state.label}.", _page(id))


@bp.route("/unterlagen/<oid:id>/beantwortet", methods=["POST"], access=SECRETARIAT_HIDDEN)
def answered(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    stage_actions.note_answer(current_viewer(), paper, utc_now())
    return done("Vermerkt: Wer sie eingereicht hat, kennt den Grund.", _page(id))


@bp.route("/unterlagen/<oid:id>/stufe-zurueck", methods=["POST"], access=SECRETARIAT_HIDDEN)
def step_back(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    stage_actions.step_back(current_viewer(), paper)
    return done(f"Die Vorlage ist wieder: {paper.state.label}.", _page(id))
