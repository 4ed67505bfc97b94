"""Pages of resolutions: the list, one resolution, its text, the numbers of a sitting."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.errors import Forbidden
from gremien_app.base.kernel.numbers import format_count, join_german
from gremien_app.base.kernel.rights import EVERYONE
from gremien_app.base.kernel.text import clean_text
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done, read_at
from gremien_app.base.web.forms import PlainForm
from gremien_app.base.web.paging import page_number
from gremien_app.meetings.agenda.decisions import standing_of
from gremien_app.meetings.agenda.models import AgendaItem, Part
from gremien_app.meetings.proceedings.queries import (
    label_of,
    recordable_item,
    recordable_sitting,
    votes_on,
)
from gremien_app.meetings.proceedings.rules import require_open_record
from gremien_app.people.rights import (
    ANY_SECRETARIAT,
    CLOSED_HIDDEN,
    RECORDERS_CLOSED,
    RECORDERS_HIDDEN,
)
from gremien_app.records.resolutions import actions, queries, rules, shown_queries
from gremien_app.records.resolutions.forms import ResolutionForm
from gremien_app.records.resolutions.models import Resolution

bp = Pages("resolutions", __name__)
PER_PAGE = 50


@bp.route("/beschluesse", access=EVERYONE)
def index() -> ResponseReturnValue:
    viewer = current_viewer()
    committees = queries.committees_visible_to(viewer)
    years = queries.years_visible_to(viewer)
    text = clean_text(request.args.get("suche"), multiline=False)[:200]
    committee = next((c for c in committees if c.slug == request.args.get("gremium")), None)
    year = next((y for y in years if str(y) == request.args.get("jahr")), None)
    page = page_number()
    found = queries.resolutions_visible_to(
        viewer,
        text=text,
        committee_id=committee.id if committee else None,
        year=year,
        limit=PER_PAGE + 1,
        offset=(page - 1) * PER_PAGE,
    )
    return render_template(
        "resolutions/index.html",
        resolutions=found[:PER_PAGE],
        standings=queries.standings(found),
        may_clarify=bool(viewer.secretariat_of),
        shown=shown_queries.shown_in_list(viewer, found),
        has_more=len(found) > PER_PAGE,
        page=page,
        text=text,
        committees=committees,
        committee=committee,
        years=years,
        year=year,
    )


@bp.route("/beschluesse/zu-klaeren", access=ANY_SECRETARIAT)
def clarify() -> ResponseReturnValue:
    viewer = current_viewer()
    if not viewer.secretariat_of:
        raise Forbidden
    return render_template("resolutions/clarify.html", found=queries.to_clarify(viewer))


@bp.route("/beschluesse/<oid:id>", access=EVERYONE, closed=CLOSED_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    queries.require_not_withdrawn(viewer, id)
    resolution = queries.get_resolution(viewer, id)
    item = resolution.agenda_item
    return render_template(
        "resolutions/show.html",
        resolution=resolution,
        standing=standing_of(item, votes_on(item)),
        item=item,
        label=label_of(viewer, item),
        shown=shown_queries.shown_to(viewer, resolution),
        takes_minutes=viewer.takes_minutes_of(item.sitting.committee_id),
        may_edit=_may_edit(item),
    )


def _may_edit(item: AgendaItem) -> bool:
    is_open = item.sitting.record_closed_at is None
    return is_open and current_viewer().takes_minutes_of(item.sitting.committee_id)


@bp.route(
    "/tagesordnungspunkte/<oid:id>/beschluss",
    methods=["GET", "POST"],
    access=RECORDERS_HIDDEN,
    closed=RECORDERS_CLOSED,
)
def edit(id: int) -> ResponseReturnValue:
    viewer = current_viewer()
    item = recordable_item(viewer, id)
    read_at(_back(item))
    rules.require_decidable(item)
    resolution = queries.resolution_on(item)
    # The motion as it stood on the agenda is where a resolution begins.
    begun = {} if resolution else {"text": item.proposal, "version": 0}
    form = ResolutionForm(obj=resolution, data=begun)
    stored = form.stored_in(resolution) if resolution else {}
    outdated = form.is_submitted() and form.is_stale(resolution, stored)
    if not outdated and form.validate_on_submit():
        with form.rules():
            actions.set_resolution(viewer, item, **form.given())
            return done("Der Beschlusstext ist gespeichert.", _back(item))
    return render_template(
        "resolutions/edit.html",
        form=form,
        item=item,
        sitting=item.sitting,
        label=label_of(viewer, item),
        resolution=resolution,
    )


def _back(item: AgendaItem) -> str:
    return url_for("proceedings.votes", id=item.sitting_id, _anchor=f"top-{item.id}")


@bp.route(
    "/tagesordnungspunkte/<oid:id>/beschluss/loeschen",
    methods=["POST"],
    access=RECORDERS_HIDDEN,
    closed=RECORDERS_CLOSED,
)
def remove(id: int) -> ResponseReturnValue:
    item = recordable_item(current_viewer(), id)
    require_open_record(item.sitting)
    resolution = queries.resolution_on(item)
    if resolution is not None and PlainForm().validate_on_submit():
        actions.remove_resolution(current_viewer(), resolution)
        return done("Der Beschlusstext ist gelöscht.", _back(item))
    return redirect(_back(item))


@bp.route("/sitzungen/<oid:id>/beschlussnummern", methods=["POST"], access=RECORDERS_HIDDEN)
def issue(id: int) -> ResponseReturnValue:
    sitting = recordable_sitting(current_viewer(), id)
    issued = actions.issue_numbers(current_viewer(), sitting)
    count = format_count(len(issued), "Nummer", "Nummern")
    told = f"{count} vergeben: {join_german(_ranges(issued))}."
    return done(
        told if issued else "Es gibt keinen Beschluss ohne Nummer.",
        url_for("proceedings.votes", id=id),
        changed=bool(issued),
    )


def _ranges(issued: list[Resolution]) -> list[str]:
    """ "StAG Q 3/2027 bis StAG Q 5/2027", for each series."""
    series = ([one for one in issued if one.part is part] for part in Part)
    return [" bis ".join(dict.fromkeys((s[0].label, s[-1].label))) for s in series if s]
