"""The list of papers on their way, what the office enters of them, and the own numbering."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.rights import SIGNED_IN
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.bound import labelled
from gremien_app.base.web.done import done, read_at
from gremien_app.base.web.paging import page_number
from gremien_app.meetings.papers import actions, entry_rules, list_queries, queries, rules
from gremien_app.meetings.papers import stage_actions as stages
from gremien_app.meetings.papers.forms import EditWordsForm, WordsForm
from gremien_app.meetings.papers.kinds import PaperKind, PaperState, Way
from gremien_app.meetings.papers.list_queries import Wanted
from gremien_app.meetings.papers.models import Paper
from gremien_app.meetings.papers.stage_forms import SeriesForm
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.queries import manageable as manageable_committee
from gremien_app.people.members.queries import roster
from gremien_app.people.persons.models import Person
from gremien_app.people.rights import SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("paper_entry", __name__)


@bp.route("/vorlagen", access=SIGNED_IN)
def index() -> ResponseReturnValue:
    viewer = current_viewer()
    committees = list_queries.belonging_committees(viewer)
    wanted = _wanted(committees)
    papers, has_more = list_queries.listed(viewer, wanted, page_number())
    return render_template(
        "papers/list.html",
        papers=papers,
        has_more=has_more,
        page=page_number(),
        chosen=request.args,
        committees=[(one.slug, one.short) for one in committees],
        managed=[one for one in committees if viewer.manages(one.id)],
        handing_in=[one for one in committees if viewer.person_id and one.id in viewer.member_of],
        kinds=labelled(kind for kind in PaperKind if kind is not PaperKind.DOCUMENT),
        states=labelled(PaperState),
        removed=queries.removed_in(viewer.secretariat_of),
    )


def _wanted(committees: list[Committee]) -> Wanted:
    """The filter of the address; what it does not know filters nothing."""
    slugs = {one.slug: one.id for one in committees}
    kinds = {one.value: one for one in PaperKind}
    states = {one.value: one for one in PaperState}
    return Wanted(
        slugs.get(request.args.get("gremium", "")),
        kinds.get(request.args.get("art", "")),
        states.get(request.args.get("stand", "")),
    )


@bp.route("/gremien/<slug>/vorlagen/neu", methods=["GET", "POST"], access=SECRETARIAT)
def new(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = manageable_committee(viewer, slug)
    form = WordsForm(data={"kind": PaperKind.PROPOSAL, "way": Way.OFFICE})
    _offer(form, committee)
    if form.validate_on_submit():
        with form.rules():
            entry_rules.require_address(form.number_url.data)
            paper = actions.begin(viewer, committee, form.submitters(), **form.given())
            told = "Die Vorlage ist als Entwurf angelegt. Vermerken Sie jetzt, wann sie einging."
            return done(told, url_for("papers.show", id=paper.id))
    return render_template("papers/words.html", form=form, committee=committee, paper=None)


@bp.route("/unterlagen/<oid:id>/angaben", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = queries.manageable(viewer, id)
    read_at(url_for("papers.show", id=id))
    rules.require_open(paper)
    form = EditWordsForm(obj=paper)
    if request.method == "GET":
        form.fill_submitters(paper.submitters)
        if paper.kind is PaperKind.DOCUMENT:
            form.kind.data = PaperKind.PROPOSAL
    if not paper.is_office:
        form.way.choices = labelled([Way.PAGE])  # the member's own entry stays one
    _offer(form, paper.committee, paper)
    if form.validate_on_submit() and not form.is_stale(paper):
        with form.rules():
            entry_rules.require_address(form.number_url.data)
            actions.edit_words(viewer, paper, form.submitters(), **form.given())
            return done("Die Vorlage ist gespeichert.", url_for("papers.show", id=id))
    return render_template("papers/words.html", form=form, committee=paper.committee, paper=paper)


def _offer(form: WordsForm, committee: Committee, paper: Paper | None = None) -> None:
    """Today's members, and whoever is named already; papers that can be referred to."""
    known: dict[Person, None] = {one.person: None for one in roster(committee.id, today())}
    papers = list_queries.may_be_referred_to(
        current_viewer(), committee.id, frozenset(PaperKind) - {PaperKind.DOCUMENT}
    )
    if paper is not None:
        known |= {one.person: None for one in paper.submitters if one.person is not None}
        papers = [one for one in papers if one is not paper]
        if paper.refers_to is not None and paper.refers_to not in papers:
            papers.append(paper.refers_to)
    form.offer(known, papers)


@bp.route("/gremien/<slug>/vorlagen/nummern", methods=["GET", "POST"], access=SECRETARIAT)
def series(slug: str) -> ResponseReturnValue:
    committee = manageable_committee(current_viewer(), slug)
    known = list_queries.series_of(committee.id)
    form = SeriesForm(data={"sign": known.sign if known else ""})
    if form.validate_on_submit():
        with form.rules():
            stages.set_series(current_viewer(), committee, form.sign.data)
            return done("Die Nummern sind gespeichert.", url_for(".index", gremium=slug))
    return render_template("papers/series.html", form=form, committee=committee, series=known)
