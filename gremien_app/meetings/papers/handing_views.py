"""The pages with which members hand in: a draft that is kept, its file, its movers, the press."""

from flask import current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.rights import OWNER
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.typed import is_asked_by_script
from gremien_app.meetings.papers import actions, handing_actions, handing_queries, handing_rules
from gremien_app.meetings.papers.forms import RevisionForm
from gremien_app.meetings.papers.handing_forms import EditHandingForm, HandingForm
from gremien_app.meetings.papers.kinds import PaperKind
from gremien_app.meetings.papers.list_queries import may_be_referred_to
from gremien_app.meetings.papers.models import Paper
from gremien_app.people.committees.models import Committee
from gremien_app.people.rights import COMMITTEE

bp = Pages("paper_handing", __name__)
HAND_IN = "einreichen"


def _page(id: int) -> str:
    return url_for("papers.show", id=id)


@bp.route("/gremien/<slug>/einreichen", methods=["GET", "POST"], access=COMMITTEE)
def new(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee, person = handing_queries.member_of(viewer, slug)
    if person is None:
        return render_template("papers/not_a_member.html", committee=committee)
    is_suggestion = person.id not in handing_queries.entitled_today(committee.id)
    form = HandingForm(data={"kind": PaperKind.MOTION})
    _offer(form, committee, person.id, is_suggestion=is_suggestion)
    if form.validate_on_submit():
        with form.rules():
            paper = handing_actions.begin(
                viewer,
                committee,
                person,
                form.movers.data or (),
                is_suggestion=is_suggestion,
                **form.given(),
            )
            return _saved(paper)
    return _form_page(form, committee, None, is_suggestion=is_suggestion)


def _saved(paper: Paper) -> ResponseReturnValue:
    """Kept as a draft, or handed in with the other button of the same form."""
    if request.form.get("dann") != HAND_IN:
        told = "Der Entwurf ist gespeichert. Nur wer ihn einreicht, kann ihn lesen."
        return done(told, _page(paper.id))
    return _handed_in(paper)


def _handed_in(paper: Paper) -> ResponseReturnValue:
    address = f"{current_app.config['PUBLIC_ORIGIN']}{_page(paper.id)}"
    handing_actions.hand_in(current_viewer(), paper, utc_now(), address)
    return done("Eingereicht. Das Büro prüft jetzt die Form.", _page(paper.id))


def _form_page(
    form: HandingForm, committee: Committee, paper: Paper | None, *, is_suggestion: bool
) -> ResponseReturnValue:
    missed, chance = handing_rules.chances(handing_queries.chances(committee), today())
    return render_template(
        "papers/hand_in.html",
        form=form,
        committee=committee,
        paper=paper,
        is_suggestion=is_suggestion,
        missed=missed,
        chance=chance,
        hand_in=HAND_IN,
    )


def _offer(
    form: HandingForm,
    committee: Committee,
    person_id: int,
    paper: Paper | None = None,
    *,
    is_suggestion: bool,
) -> None:
    kinds = frozenset(PaperKind) - {PaperKind.DOCUMENT}
    papers = may_be_referred_to(current_viewer(), committee.id, kinds)
    persons = [] if is_suggestion else handing_queries.others_who_move(committee, person_id)
    known = [one.person for one in paper.submitters[1:] if one.person] if paper else []
    form.offer(dict.fromkeys((*persons, *known)), papers, is_suggestion=is_suggestion)


@bp.route("/unterlagen/<oid:id>/entwurf", methods=["GET", "POST"], access=OWNER)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = handing_queries.own_draft(viewer, id)
    handing_rules.require_own_draft(paper)
    form = EditHandingForm(obj=paper)
    if request.method == "GET":
        form.movers.data = [one.person for one in paper.submitters[1:]]
    is_suggestion = paper.is_suggestion
    _offer(form, paper.committee, viewer.person_id or 0, paper, is_suggestion=is_suggestion)
    if form.validate_on_submit() and not form.is_stale(paper):
        with form.rules():
            handing_actions.edit(viewer, paper, form.movers.data or (), **form.given())
            return _saved(paper)
    return _form_page(form, paper.committee, paper, is_suggestion=is_suggestion)


@bp.route("/unterlagen/<oid:id>/einreichen", methods=["POST"], access=OWNER)
def hand_in(id: int) -> ResponseReturnValue:
    paper = handing_queries.own_draft(current_viewer(), id)
    return _handed_in(paper)


@bp.route("/unterlagen/<oid:id>/entwurf-datei", methods=["GET", "POST"], access=OWNER)
def attach(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = handing_queries.own_draft(viewer, id)
    handing_rules.require_own_draft(paper)
    form = RevisionForm()
    if form.is_submitted():
        form.receive(viewer)
        paper = handing_queries.own_draft(viewer, id)  # others were not kept waiting meanwhile
        if form.validate() and form.stored is not None:
            with form.rules():
                text = form.text.data or ""
                actions.replace(
                    viewer, paper, form.stored, utc_now(), name=form.file_name, text=text
                )
                answer = done("Die Datei ist da.", _page(id))
                return jsonify(href=_page(id)) if is_asked_by_script() else answer
        commit()  # the file is here: it need not be sent again
    return render_template("papers/replace.html", form=form, paper=paper)


@bp.route("/unterlagen/<oid:id>/mit-einreichen", methods=["POST"], access=OWNER)
def confirm(id: int) -> ResponseReturnValue:
    paper = handing_queries.own(current_viewer(), id)
    handing_actions.confirm(current_viewer(), paper, utc_now())
    return done("Sie reichen die Vorlage mit ein.", _page(id))


@bp.route("/unterlagen/<oid:id>/nicht-mit-einreichen", methods=["POST"], access=OWNER)
def decline(id: int) -> ResponseReturnValue:
    paper = handing_queries.own(current_viewer(), id)
    handing_actions.decline(current_viewer(), paper)
    return done("Ihr Name steht nicht mehr dabei.", url_for("paper_entry.index"))


@bp.route("/unterlagen/<oid:id>/entwurf-loeschen", methods=["POST"], access=OWNER)
def discard(id: int) -> ResponseReturnValue:
    paper = handing_queries.own_draft(current_viewer(), id)
    handing_actions.discard(paper)
    return done("Der Entwurf ist gelöscht.", url_for("paper_entry.index"))
