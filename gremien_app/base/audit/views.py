"""The record's pages: the list with its filter, the history of one object, erasing its texts."""

from datetime import timedelta

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.audit import actions, queries, words
from gremien_app.base.audit.forms import ErasureForm, FilterForm
from gremien_app.base.audit.queries import Line
from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound, required
from gremien_app.base.kernel.rights import ADMINISTRATION, OVERSIGHT
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.access import RULES, Pages, current_viewer
from gremien_app.base.web.converters import MAX_ID
from gremien_app.base.web.done import done
from gremien_app.base.web.errors import Saved

bp = Pages("audit", __name__)
PER_PAGE = 50
JUST_NOW = timedelta(minutes=2)  # a form sent twice


@bp.route("/protokoll", access=OVERSIGHT)
def index() -> ResponseReturnValue:
    form = FilterForm(formdata=request.args)
    lines: list[Line] = []
    if form.validate():
        lines = queries.entries_visible_to(
            current_viewer(), form.filters(), before=_before(), limit=PER_PAGE + 1
        )
    return render_template(
        "audit/index.html", form=form, typed=form.address(), **_page(lines), is_first=not _before()
    )


@bp.route("/protokoll/<slug>/<oid:id>", access=OVERSIGHT)
def show(slug: str, id: int) -> ResponseReturnValue:
    object_type = _type_of(slug)
    lines = queries.entries_of(
        current_viewer(), object_type, id, before=_before(), limit=PER_PAGE + 1
    )
    return render_template(
        "audit/show.html",
        kind=house().recorded[object_type],
        slug=slug,
        id=id,
        **_page(lines),
        is_first=not _before(),
    )


@bp.route(
    "/protokoll/<slug>/<oid:id>/texte-loeschen", methods=["GET", "POST"], access=ADMINISTRATION
)
def erase(slug: str, id: int) -> ResponseReturnValue:
    viewer, object_type, form = current_viewer(), _type_of(slug), ErasureForm()
    if form.validate_on_submit():
        with form.rules():
            until = form.until.data or 0
            entries = queries.entries_to_erase(viewer, object_type, id, until=until)
            target = actions.Target(object_type, id)
            told = actions.erase(viewer, target, entries, form.reason.data)
            return done(f"{told.summary}.", url_for("audit.show", slug=slug, id=id))
    erasure = queries.erasure_of(viewer, object_type, id)
    form.until.data = erasure.until
    kind = house().recorded[object_type]
    return render_template(
        "audit/erase.html",
        form=form,
        kind=kind,
        slug=slug,
        id=id,
        erasure=erasure,
        has_belongings=queries.has_belongings(object_type),
    )


def _type_of(slug: str) -> str:
    return required(words.table_of(slug))


def _page(lines: list[Line]) -> dict[str, object]:
    shown = lines[:PER_PAGE]
    more = len(lines) > PER_PAGE
    return {"lines": shown, "next_before": shown[-1].entry.seq if more else None}


def _before() -> int | None:
    raw = request.args.get("vor", "")
    if not raw:
        return None
    if not (raw.isascii() and raw.isdecimal()) or len(raw) > 10 or not 0 < int(raw) <= MAX_ID:
        raise NotFound
    return int(raw)


@bp.app_template_global("history_address")
def history_address(item: object) -> str:
    kind = house().recorded[str(getattr(item, "__tablename__", ""))]
    return url_for("audit.show", slug=kind.slug, id=getattr(item, "id", 0))


@bp.app_template_global("audited_page")
def audited_page(line: Line) -> str | None:
    """The object's own page, where it has one that this viewer may open."""
    if not line.has_page:
        return None
    endpoint = house().pages[line.entry.object_type].endpoint
    if not RULES[endpoint].allows(current_viewer()):
        return None
    return url_for(endpoint, id=line.entry.object_id)


def what_was_saved(viewer: Viewer, object_type: str, object_id: int | None) -> Saved | None:
    """For the page of a refused save (``web.errors``): what stands there instead."""
    line = queries.last_saved(viewer, object_type, object_id, utc_now() - JUST_NOW)
    if line is None or line.entry.is_erased:
        return None
    return Saved(line.entry.at, line.entry.actor, line.entry.summary, audited_page(line))
