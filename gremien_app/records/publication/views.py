"""The pages of a publication: the last look, the press, and taking it back."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.documents.content import Copy
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import Forbidden, RuleBroken
from gremien_app.base.transactions import commit, held
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.file_answer import file_answer
from gremien_app.base.web.outside import public_origin
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.people.rights import RECORDERS, RECORDERS_CLOSED
from gremien_app.records.minutes.copies import file_name
from gremien_app.records.minutes.download_views import require_whole
from gremien_app.records.minutes.models import Minutes, MinutesState
from gremien_app.records.minutes.queries import get_minutes
from gremien_app.records.names.actions import decide
from gremien_app.records.names.judging import SIGNATORIES
from gremien_app.records.names.queries import decided_for
from gremien_app.records.publication import actions, queries, rules, telling_actions
from gremien_app.records.publication.forms import NamesForm, PublishForm, WithdrawForm, names_form
from gremien_app.records.publication.marking import marked_line, marked_text
from gremien_app.records.publication.preview import Preview
from gremien_app.records.resolutions.models import Resolution
from gremien_app.records.resolutions.queries import get_resolution

bp = Pages("publication", __name__)


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/veroeffentlichen", methods=["GET", "POST"], access=RECORDERS
)
def minutes(id: int) -> ResponseReturnValue:
    found = _minutes_of_taker(id)
    if found.state is not MinutesState.PUBLISHED:
        try:
            rules.require_publishable(found)
        except RuleBroken as refusal:
            flash(refusal.message, "info")
            return redirect(url_for("minutes.show", id=id))
    preview = queries.preview_of(found)
    names, press = names_form(found.sitting, preview), PublishForm(data={"preview": ""})
    if "preview" in request.form and press.validate_on_submit():
        with press.rules():
            actions.publish(current_viewer(), found, press.preview.data or "", utc_now())
            page = public_origin() + url_for("minutes.show", id=id)
            told = "der öffentliche Teil der Niederschrift"
            telling_actions.tell_published(found.sitting, told, page, utc_now())
            return done(
                "Der öffentliche Teil der Niederschrift ist veröffentlicht.",
                url_for("minutes.show", id=id),
            )
    elif _decided(names, found.sitting, preview):
        return redirect(url_for("publication.minutes", id=id, _anchor="namen"))
    return _page(found.sitting, names, press, minutes=found)


@bp.route(
    "/beschluesse/<oid:id>/veroeffentlichen",
    methods=["GET", "POST"],
    access=RECORDERS,
    closed=RECORDERS_CLOSED,
)
def resolution(id: int) -> ResponseReturnValue:
    found = _resolution_of_taker(id)
    rules.require_resolution_publishable(found)
    sitting = found.agenda_item.sitting
    preview = queries.preview_of_resolution(found)
    names, press = names_form(sitting, preview), PublishForm(data={"preview": ""})
    if "preview" in request.form and press.validate_on_submit():
        with press.rules():
            actions.publish_resolution(current_viewer(), found, press.preview.data or "", utc_now())
            page = public_origin() + url_for("resolutions.show", id=id)
            telling_actions.tell_published(sitting, "ein Beschluss", page, utc_now())
            return done("Der Beschluss ist veröffentlicht.", url_for("resolutions.show", id=id))
    elif _decided(names, sitting, preview):
        return redirect(url_for("publication.resolution", id=id, _anchor="namen"))
    return _page(found.agenda_item.sitting, names, press, resolution=found)


def _decided(form: NamesForm, sitting: Sitting, preview: Preview) -> bool:
    if not form.validate_on_submit():
        return False
    with form.rules():
        form.require_grounds(preview.rows, decided_for(sitting))
    if form.errors:
        return False
    wanted = form.wanted(preview.rows)
    if preview.document is None:
        wanted.pop(SIGNATORIES)
    changed = decide(current_viewer(), sitting, wanted, utc_now())
    commit()
    flash(
        "Die Entscheidungen sind gespeichert." if changed else "Es wurde nichts geändert.", "info"
    )
    return True


def _page(
    sitting: Sitting,
    names: NamesForm,
    press: PublishForm,
    *,
    minutes: Minutes | None = None,
    resolution: Resolution | None = None,
) -> ResponseReturnValue:
    """The preview as it stands now; a press that came too late is answered by it (409)."""
    preview = (
        queries.preview_of(minutes) if minutes else queries.preview_of_resolution(_sure(resolution))
    )
    if not names.errors:
        names = names_form(sitting, preview) if not names.is_submitted() else names
    press.preview.data, press.preview.raw_data = preview.fingerprint, None
    page = render_template(
        "publication/preview.html",
        sitting=sitting,
        minutes=minutes,
        resolution=resolution,
        preview=preview,
        names=names,
        press=press,
        marked_line=marked_line,
        marked_text=marked_text,
    )
    return page, 409 if isinstance(press.refusal, actions.PreviewChanged) else 200


def _sure(resolution: Resolution | None) -> Resolution:
    assert resolution is not None, "a preview is of minutes or of a resolution"
    return resolution


@bp.route("/sitzungen/<oid:id>/niederschrift/vorschau.docx", access=RECORDERS)
def word(id: int) -> Response:
    found = _minutes_of_taker(id)
    rules.require_publishable(found)
    data = queries.preview_of(found).data
    name = f"vorschau-{file_name(found.sitting, Copy.PUBLIC)}"
    return file_answer(data, name)


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/veroeffentlichungen/<oid:number>.docx", access=RECORDERS
)
def former_file(id: int, number: int) -> Response:
    found = _minutes_of_taker(id)
    file = queries.published_file(found, number)
    require_whole(found, file)
    return file_answer(file.data, file.filename)


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/veroeffentlichung-zuruecknehmen",
    methods=["GET", "POST"],
    access=RECORDERS,
)
def withdraw(id: int) -> ResponseReturnValue:
    found = _minutes_of_taker(id)
    rules.require_published(is_published=found.publication is not None)
    form = WithdrawForm()
    if form.validate_on_submit():
        with form.rules():
            actions.withdraw(current_viewer(), found, form.reason.data, utc_now())
            return done("Die Veröffentlichung ist zurückgenommen.", url_for("minutes.show", id=id))
    return render_template(
        "publication/withdraw.html", form=form, sitting=found.sitting, resolution=None
    )


@bp.route(
    "/beschluesse/<oid:id>/veroeffentlichung-zuruecknehmen",
    methods=["GET", "POST"],
    access=RECORDERS,
    closed=RECORDERS_CLOSED,
)
def withdraw_resolution(id: int) -> ResponseReturnValue:
    found = _resolution_of_taker(id)
    rules.require_published(is_published=found.is_published)
    form = WithdrawForm()
    if form.validate_on_submit():
        with form.rules():
            reason = form.reason.data
            actions.withdraw_resolution(current_viewer(), found, reason, utc_now())
            return done(
                "Der Beschluss ist nicht mehr öffentlich.", url_for("resolutions.show", id=id)
            )
    return render_template(
        "publication/withdraw.html", form=form, sitting=found.agenda_item.sitting, resolution=found
    )


def _minutes_of_taker(id: int) -> Minutes:
    viewer = current_viewer()
    sitting = get_sitting(viewer, id)
    if not viewer.takes_minutes_of(sitting.committee_id):
        raise Forbidden
    return get_minutes(viewer, held(sitting))


def _resolution_of_taker(id: int) -> Resolution:
    viewer = current_viewer()
    resolution = get_resolution(viewer, id)
    sitting = resolution.agenda_item.sitting
    if not viewer.takes_minutes_of(sitting.committee_id):
        raise Forbidden
    held(sitting)
    return get_resolution(viewer, id)
