"""Pages of what is signed outside the system: the sheet, its confirmation, who stands in."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.outside import public_origin
from gremien_app.people.rights import CHAIR, RECORDERS
from gremien_app.records.minutes import actions, sheet_actions, sheet_rules, telling_actions
from gremien_app.records.minutes.download_views import bp
from gremien_app.records.minutes.forms import pen_remarks_form
from gremien_app.records.minutes.models import SIGNED, MinutesState
from gremien_app.records.minutes.rules import require_transition
from gremien_app.records.minutes.sheet_forms import RejectionForm, SubstitutionForm, sheet_form
from gremien_app.records.minutes.sheet_models import SignedSheet
from gremien_app.records.minutes.signing_queries import deputies_of
from gremien_app.records.minutes.views import office_page, page_for

# create_app registers the blueprint with all its routes.
__all__ = ["bp"]


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/unterschriften", methods=["GET", "POST"], access=RECORDERS
)
def sheet(id: int) -> ResponseReturnValue:
    """Enter what stands on the signed sheet; once one is entered, it is confirmed elsewhere."""
    page, minutes = office_page(id)
    version = sheet_rules.require_awaiting(minutes)
    sheet_rules.require_no_open_sheet(version)
    assert page.signing is not None, "submitted minutes have a version"
    missing = page.signing.missing
    form = sheet_form(missing, version.signing, version.content_sha256)
    if form.validate_on_submit():
        with form.rules():
            sheet_actions.enter_sheet(
                current_viewer(),
                minutes,
                form.entered(missing),
                **form.given(SignedSheet),
                shown_sha256=form.sha256.data or "",
                now=utc_now(),
                record=page.record,
            )
            return done(
                "Das Blatt ist eingetragen. Es gilt, sobald eine zweite Person aus dem Büro es "
                "bestätigt hat.",
                _read(id),
            )
    return render_template("minutes/sheet.html", page=page, form=form, missing=missing)


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/unterschriften/bestaetigen",
    methods=["GET", "POST"],
    access=RECORDERS,
)
def confirm(id: int) -> ResponseReturnValue:
    """The entered sheet to a second person: confirm it, or say what is different."""
    page, minutes = office_page(id)
    version = sheet_rules.require_awaiting(minutes)
    entered = version.open_sheet
    if entered is None:
        raise sheet_rules.nothing_to_confirm()
    form = RejectionForm(data={"sheet": str(entered.id)})
    if form.validate_on_submit():
        with form.rules():
            sheet_id = _number(form.sheet.data)
            reason = form.reason.data
            sheet_actions.reject_sheet(current_viewer(), minutes, sheet_id, reason, utc_now())
            return done("Das Blatt ist zurückgewiesen. Es gilt nicht.", _read(id))
    return render_template(
        "minutes/confirm.html",
        page=page,
        form=form,
        sheet=entered,
        is_own=sheet_rules.has_entered(current_viewer(), entered),
    )


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/unterschriften/<oid:sheet_id>/gesehen",
    methods=["POST"],
    access=RECORDERS,
)
def seen(id: int, sheet_id: int) -> ResponseReturnValue:
    _page, minutes = office_page(id)
    sheet_actions.confirm_sheet(current_viewer(), minutes, sheet_id, utc_now())
    if minutes.state is MinutesState.SUBMITTED:
        return done("Bestätigt. Es fehlen noch Unterschriften.", _read(id))
    return done("Bestätigt. Alle haben geantwortet.", _read(id))


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/freigabe-zuruecknehmen", methods=["POST"], access=CHAIR
)
def take_back_release(id: int) -> ResponseReturnValue:
    page, minutes = page_for(id, lambda page: page.has_presided)
    sheet_actions.take_back_release(page.viewer, minutes, utc_now())
    return done("Ihre Freigabe ist zurückgenommen.", _read(id))


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/anmerkungen-vom-papier",
    methods=["GET", "POST"],
    access=RECORDERS,
)
def pen_remarks(id: int) -> ResponseReturnValue:
    page, minutes = office_page(id)
    require_transition(minutes, MinutesState.RETURNED)
    form = pen_remarks_form(page.record, [one.signer for one in page.chairs])
    if form.validate_on_submit():
        with form.rules():
            remarks = form.remarks(numbered.item.id for numbered in page.record.items)
            author = form.author.data or ""
            actions.enter_remarks(current_viewer(), minutes, author, remarks, utc_now())
            telling_actions.tell_void(current_viewer(), minutes, public_origin(), utc_now())
            return done(
                "Die Anmerkungen sind für den Vorsitz eingetragen. Die Niederschrift ist wieder "
                "in Arbeit.",
                url_for("minutes.edit", id=id),
            )
    return render_template("minutes/pen_remarks.html", page=page, form=form)


@bp.route("/sitzungen/<oid:id>/niederschrift/vertretung", methods=["GET", "POST"], access=RECORDERS)
def substitute(id: int) -> ResponseReturnValue:
    page, minutes = office_page(id)
    if minutes.state in SIGNED:
        raise sheet_rules.no_more_substitutes()
    form = SubstitutionForm()
    form.offer(page.chairs, deputies_of(page.sitting))
    if form.validate_on_submit():
        with form.rules():
            sheet_actions.substitute(
                current_viewer(),
                minutes,
                presided_id=form.presided.data,
                deputy=form.deputy.data,
                note=form.note.data,
                now=utc_now(),
            )
            chairs = office_page(id)[0].chairs
            telling_actions.tell_waiting(page.viewer, minutes, chairs, public_origin(), utc_now())
            return done("Die Vertretung ist eingetragen.", _read(id))
    return render_template("minutes/substitute.html", page=page, form=form)


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/vertretung/<oid:substitution_id>/zuruecknehmen",
    methods=["POST"],
    access=RECORDERS,
)
def end_substitution(id: int, substitution_id: int) -> ResponseReturnValue:
    _page, minutes = office_page(id)
    sheet_actions.end_substitution(current_viewer(), minutes, substitution_id, utc_now())
    return done("Die Vertretung ist zurückgenommen.", _read(id))


def _read(id: int) -> str:
    return url_for("minutes.show", id=id)


def _number(text: str | None) -> int:
    if not (text or "").isdecimal():
        raise RuleBroken("Dieses Blatt gibt es nicht. Bitte laden Sie die Seite neu.")
    return int(text or 0)
