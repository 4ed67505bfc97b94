"""Putting papers on agendas and at items, and taking them off."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.meetings.agenda.models import AgendaItem
from gremien_app.meetings.agenda.queries import manageable_item
from gremien_app.meetings.agenda.rules import require_changeable
from gremien_app.meetings.papers import place_actions, place_queries
from gremien_app.meetings.papers.models import PaperPlace
from gremien_app.meetings.papers.place_forms import AtItemForm, OnAgendaForm
from gremien_app.people.rights import ANY_SECRETARIAT_HIDDEN, SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("paper_places", __name__)


@bp.app_template_global("words_from")
def words_from(item: AgendaItem) -> PaperPlace | None:
    """For the item's editor: the paper from which its words come."""
    return place_queries.words_from(item)


@bp.route(
    "/unterlagen/<oid:id>/tagesordnung", methods=["GET", "POST"], access=ANY_SECRETARIAT_HIDDEN
)
def put(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    form = OnAgendaForm()
    form.offer(place_queries.coming_sittings(viewer))
    paper = place_queries.to_place(viewer, id)
    if form.validate_on_submit():
        with form.rules():
            item = place_actions.put_on_agenda(viewer, paper, form.sitting.data)
            told = "Die Vorlage steht auf der Tagesordnung."
            return done(told, url_for("agenda.show", id=item.sitting_id, _anchor=f"top-{item.id}"))
    return render_template("papers/put.html", form=form, paper=paper)


@bp.route(
    "/tagesordnungspunkte/<oid:id>/vorlage",
    methods=["GET", "POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def put_at(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    item = manageable_item(viewer, id)
    read_at(url_for("papers.index", id=item.sitting_id))
    require_changeable(item)
    form = AtItemForm()
    form.offer(place_queries.placeable(viewer, item))
    if form.validate_on_submit():
        with form.rules():
            paper = place_queries.to_place(viewer, form.paper.data.id)
            gives = bool(form.gives_words.data)
            place_actions.put_at(viewer, paper, item, gives_words=gives)
            return done(
                f"„{paper.title}“ liegt am Punkt.", url_for("papers.index", id=item.sitting_id)
            )
    return render_template("papers/put_at.html", form=form, item=item, sitting=item.sitting)


@bp.route("/vorlagen/punkte/<oid:id>/abnehmen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def take_off(id: int) -> ResponseReturnValue:
    place = place_queries.manageable_place(current_viewer(), id)
    paper_id = place.paper_id
    place_actions.take_off(current_viewer(), place)
    return done(
        "Die Vorlage steht nicht mehr an diesem Punkt.", url_for("papers.show", id=paper_id)
    )
