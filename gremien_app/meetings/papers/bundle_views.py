"""All papers of a sitting at once: as an archive, as one page, as one Word file."""

from functools import partial

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from gremien_app.base.audit.watch_actions import note_download
from gremien_app.base.documents.whole_sitting import write_whole_sitting
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.file_answer import file_answer
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.agenda.rules import sees_agenda
from gremien_app.meetings.papers import bundle, bundle_queries
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.meetings.sittings.rules import sees_closed
from gremien_app.people.rights import COMMITTEE_HIDDEN

bp = Pages("paper_bundles", __name__)


def _name(sitting: Sitting, ending: str) -> str:
    """Safe on every system, whatever the committee is called."""
    return f"Sitzungsmappe-{sitting.committee.slug}-{sitting.date.isoformat()}{ending}"


def _heading(sitting: Sitting) -> str:
    return f"Unterlagen der Sitzung am {format_date(sitting.date)}, {sitting.committee.short}"


@bp.route("/sitzungen/<oid:id>/mappe", access=EVERYONE)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    found = bundle_queries.bundle_of(viewer, sitting)
    courses = bundle_queries.told_courses(viewer, found.papers)
    return render_template(
        "papers/whole.html",
        sitting=sitting,
        agenda=found.agenda,
        papers=found.papers,
        notes_of=partial(bundle_queries.notes_of, courses=courses),
        title_of=bundle_queries.title_of,
        texts_of=partial(bundle_queries.texts_of, viewer),
        has_files=any(entry.path for entry in found.entries),
        sees_closed=sees_closed(viewer, sitting),
        has_file=_may_have_file(viewer, sitting),
    )


def _may_have_file(viewer: Viewer, sitting: Sitting, *, with_closed: bool = False) -> bool:
    reader = bundle_queries.reader_of_file(viewer, sitting, with_closed=with_closed)
    return sees_agenda(reader, sitting)


@bp.route("/sitzungen/<oid:id>/mappe.docx", access=EVERYONE, closed=COMMITTEE_HIDDEN)
def document(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    with_closed = request.args.get("teil") == "alle"
    if with_closed and not sees_closed(viewer, sitting):
        raise NotFound
    if not _may_have_file(viewer, sitting, with_closed=with_closed):
        raise NotFound
    if with_closed:
        note_download(sitting, "Sitzungsmappe mit nichtöffentlichem Teil", sitting.committee_id)
    content = bundle_queries.whole_sitting(viewer, sitting, with_closed=with_closed)
    return file_answer(write_whole_sitting(content), _name(sitting, f"-{content.copy.value}.docx"))


@bp.route("/sitzungen/<oid:id>/unterlagen.zip", access=EVERYONE)
def archive(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    found = bundle_queries.bundle_of(viewer, sitting)
    if any(one.item.part is Part.CLOSED for one in found.agenda) or not sitting.is_public:
        note_download(sitting, "alle Unterlagen als Archiv", sitting.committee_id)
    answer = Response(bundle.stream(found.entries, _heading(sitting)), mimetype="application/zip")
    named = dump_options_header("attachment", {"filename": _name(sitting, ".zip")})
    answer.headers["Content-Disposition"] = named
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
