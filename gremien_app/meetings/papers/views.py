"""The pages of papers' files: at a sitting, the search, versions, publication, waste basket.

The page of a paper itself is composed in the portal.
"""

from collections.abc import Collection

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.files.rules import advice, size_in_words
from gremien_app.base.files.views import deliver
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.text import clean_text
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.base.web.typed import is_asked_by_script
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.queries import agenda_of, manageable_item
from gremien_app.meetings.agenda.rules import require_changeable
from gremien_app.meetings.papers import actions, queries, rules, search_queries
from gremien_app.meetings.papers.forms import EditForm, PaperForm, PublishForm, RevisionForm
from gremien_app.meetings.papers.kinds import PaperKind
from gremien_app.meetings.papers.models import Paper, PaperFile
from gremien_app.meetings.papers.queries import Lying
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.sittings.rules import belongs
from gremien_app.people.rights import CLOSED_HIDDEN, SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("papers", __name__)


@bp.app_template_global("papers_by_item")
def papers_by_item(sitting: Sitting) -> dict[int, list[Lying]]:
    """For the agenda: what lies at which item, as far as the viewer may read it."""
    return queries.by_item(current_viewer(), sitting)


@bp.app_template_filter("file_advice")
def file_advice(file: PaperFile) -> list[str]:
    return [advice(note) for note in file.stored.told]


@bp.app_template_filter("file_size")
def file_size(size: int) -> str:
    return size_in_words(size)


@bp.route("/sitzungen/<oid:id>/unterlagen", access=EVERYONE)
def index(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    manages = viewer.manages(sitting.committee_id)
    return render_template(
        "papers/index.html",
        sitting=sitting,
        agenda=agenda_of(viewer, sitting),
        papers=queries.by_item(viewer, sitting),
        removed=queries.removed_of(sitting) if manages else [],
        may_edit=manages and sitting.record_closed_at is None,
        is_internal=belongs(viewer, sitting),
    )


@bp.route("/unterlagen", access=EVERYONE)
def search() -> ResponseReturnValue:
    text = clean_text(request.args.get("q", ""), multiline=False)
    return render_template(
        "papers/search.html", text=text, found=search_queries.search(current_viewer(), text)
    )


@bp.route(
    "/tagesordnungspunkte/<oid:id>/unterlagen/neu",
    methods=["GET", "POST"],
    access=SECRETARIAT,
    closed=SECRETARIAT_HIDDEN,
)
def add(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    item = manageable_item(viewer, id)
    read_at(url_for("papers.index", id=item.sitting_id))
    require_changeable(item)
    form = PaperForm()
    if form.is_submitted():
        form.receive(viewer)
        item = manageable_item(viewer, id)  # others were not kept waiting meanwhile
        if form.validate() and form.stored is not None:
            with form.rules():
                paper = actions.add(
                    viewer,
                    item,
                    form.stored,
                    utc_now(),
                    title=form.chosen_title(),
                    name=form.file_name,
                    text=form.text.data or "",
                )
                return _uploaded(form, paper, f"„{paper.title}“ hängt am Punkt.")
        commit()  # the file is here: it need not be sent again
    return render_template("papers/add.html", form=form, item=item, sitting=item.sitting)


def _uploaded(form: RevisionForm, paper: Paper, told: str) -> ResponseReturnValue:
    """To the paper's page, where what is to be mended of the file stands."""
    if form.is_renamed:
        told = f"{told} Sie heißt jetzt „{form.file_name}“: So ist ihr Inhalt."
    address = url_for("papers.show", id=paper.id)
    answer = done(told, address)
    return jsonify(href=address) if is_asked_by_script() else answer


@bp.route("/unterlagen/<oid:id>/datei", access=EVERYONE, closed=CLOSED_HIDDEN)
def file(id: int) -> ResponseReturnValue:
    return _delivered(queries.newest_of(current_viewer(), id))


@bp.route("/unterlagen/<oid:id>/fassungen/<oid:number>", access=EVERYONE, closed=CLOSED_HIDDEN)
def version(id: int, number: int) -> ResponseReturnValue:
    return _delivered(queries.version_of(current_viewer(), id, number))


def opens(viewer: Viewer, ids: set[int]) -> Collection[int]:
    """Which of these papers have a page for this viewer; the record leads there."""
    return queries.readable_ids(viewer, ids)


def _delivered(file: PaperFile) -> ResponseReturnValue:
    paper = file.paper
    is_internal = any(not item.sitting.is_public for item in rules.items_of(paper))
    if is_internal or paper.part is Part.CLOSED:
        note_download(paper, rules.described(paper), paper.committee_id)
    return deliver(file.stored, file.name)


@bp.route("/unterlagen/<oid:id>/neufassung", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def replace(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    paper = queries.manageable(viewer, id)
    rules.require_open(paper)
    form = RevisionForm()
    if form.is_submitted():
        form.receive(viewer)
        paper = queries.manageable(viewer, id)
        if form.validate() and form.stored is not None:
            with form.rules():
                text = form.text.data or ""
                actions.replace(
                    viewer, paper, form.stored, utc_now(), name=form.file_name, text=text
                )
                return _uploaded(form, paper, _told(paper))
        commit()
    return render_template("papers/replace.html", form=form, paper=paper)


def _told(paper: Paper) -> str:
    told = "Die Neufassung ist da." if len(paper.files) > 1 else "Die Datei ist da."
    if paper.newest is not None and paper.newest.is_late:
        told += " Die Tagesordnung ist schon versandt: Sagen Sie es bitte mit einem Nachtrag."
    return told


@bp.route("/unterlagen/<oid:id>/bearbeiten", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def edit(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    if paper.kind is not PaperKind.DOCUMENT or paper.newest is None:
        return redirect(url_for("paper_entry.edit", id=id))
    rules.require_open(paper)
    form = EditForm(
        data={"title": paper.title, "text": paper.newest.text, "version": paper.version}
    )
    if form.validate_on_submit() and not form.is_stale(paper, form.stored(paper)):
        with form.rules():
            actions.edit(
                current_viewer(), paper, title=form.title.data or "", text=form.text.data or ""
            )
            return done("Die Unterlage ist gespeichert.", url_for("papers.show", id=id))
    return render_template("papers/edit.html", form=form, paper=paper)


@bp.route(
    "/unterlagen/<oid:id>/veroeffentlichen", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN
)
def publish(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    form = PublishForm(data={"version": paper.version})
    if form.validate_on_submit():
        form.check_version(paper)
        with form.rules():
            actions.publish(
                current_viewer(),
                paper,
                utc_now(),
                is_looked_through=bool(form.is_looked_through.data),
            )
            return done("Die Unterlage ist öffentlich.", url_for("papers.show", id=id))
    return render_template(
        "papers/publish.html",
        form=form,
        paper=paper,
        newest=paper.newest,
        obstacle=rules.why_unpublishable(paper),
    )


@bp.route("/unterlagen/<oid:id>/zuruecknehmen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def withdraw(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    actions.withdraw(current_viewer(), paper)
    return done("Die Unterlage ist nicht mehr öffentlich.", url_for("papers.show", id=id))


@bp.route("/unterlagen/<oid:id>/loeschen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def remove(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id)
    actions.remove(current_viewer(), paper, utc_now())
    return done(
        "Die Unterlage ist gelöscht. 30 Tage lang können Sie sie zurückholen.", _home(paper)
    )


def _home(paper: Paper) -> str:
    """Where it lay, and where it can be fetched back."""
    for item in rules.items_of(paper):
        return url_for("papers.index", id=item.sitting_id)
    return url_for("paper_entry.index")


@bp.route("/unterlagen/<oid:id>/wiederherstellen", methods=["POST"], access=SECRETARIAT_HIDDEN)
def restore(id: int) -> ResponseReturnValue:
    paper = queries.manageable(current_viewer(), id, removed=True)
    actions.restore(current_viewer(), paper)
    return done("Die Unterlage ist wieder da.", url_for("papers.show", id=id))
