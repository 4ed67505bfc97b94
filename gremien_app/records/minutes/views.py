"""The pages of the minutes: read, write, submit, return, sign, publish, download."""

from collections.abc import Callable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.documents.content import MinutesItem
from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.errors import Forbidden, RuleBroken, StaleVersion, required
from gremien_app.base.kernel.rights import EVERYONE, SIGNED_IN
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer, reads_first, write_now
from gremien_app.base.web.done import done
from gremien_app.base.web.outside import public_origin
from gremien_app.base.web.paging import page_number
from gremien_app.meetings.sittings.models import Sitting
from gremien_app.meetings.sittings.queries import get_sitting
from gremien_app.people.rights import CHAIR, RECORDERS, SIGNERS, WHO_REFUSED
from gremien_app.records.minutes import (
    actions,
    queries,
    refusal_actions,
    rules,
    saving_views,
    sheet_actions,
    signing_rules,
    telling_actions,
)
from gremien_app.records.minutes.assembly import SittingRecord
from gremien_app.records.minutes.facts import Difference
from gremien_app.records.minutes.forms import (
    DecisionForm,
    EntriesForm,
    RefusalForm,
    decision_form,
    entries_form,
)
from gremien_app.records.minutes.models import Minutes, SignatureRole
from gremien_app.records.minutes.page_queries import MinutesPage, badge, page_of
from gremien_app.records.resolutions.models import Resolution

bp = Pages("minutes", __name__)
PER_PAGE = 50


@bp.app_template_global("unlike_signed")
def unlike_signed(sitting: Sitting) -> list[Difference]:
    """For the pages of a sitting: where they do not show what was signed."""
    return queries.differences_of(current_viewer(), sitting)


@bp.app_template_global("signed_words")
def signed_words(resolutions: Sequence[Resolution]) -> dict[int, MinutesItem]:
    """For the register: what was signed instead of what it shows, by resolution."""
    return queries.signed_words_of(resolutions)


@bp.route("/niederschriften", access=SIGNED_IN)
def index() -> ResponseReturnValue:
    page = page_number()
    found = queries.list_minutes(current_viewer(), PER_PAGE + 1, (page - 1) * PER_PAGE)
    return render_template(
        "minutes/index.html",
        minutes=found[:PER_PAGE],
        badges={minutes.id: badge(minutes) for minutes in found},
        today=today(),
        page=page,
        has_more=len(found) > PER_PAGE,
    )


@bp.route("/sitzungen/<oid:id>/niederschrift", access=EVERYONE)
def show(id: int) -> ResponseReturnValue:
    page = page_at(id)
    if page.minutes is None:
        queries.require_not_withdrawn(current_viewer(), page.sitting)
    form = decision_form(page.record, page.sha256) if page.may_decide else None
    return render_template("minutes/show.html", page=page, form=form)


@bp.route("/sitzungen/<oid:id>/niederschrift/beginnen", methods=["POST"], access=RECORDERS)
def begin(id: int) -> ResponseReturnValue:
    page = page_at(id)
    if not page.may_write:
        raise Forbidden
    actions.begin(page.viewer, page.sitting, utc_now())
    return done(
        "Die Niederschrift ist angelegt. Sie können jetzt schreiben.",
        url_for("minutes.edit", id=id),
    )


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/bearbeiten",
    methods=["GET", "POST"],
    access=RECORDERS,
    reads_first=True,
)
def edit(id: int) -> ResponseReturnValue:
    if reads_first():
        versions = saving_views.save_texts(id)
        if versions is not None:
            return {"saved": True, "versions": versions}
        write_now()  # the whole page says what stands against it
    page, minutes = office_page(id)
    rules.require_editable(minutes)
    form = entries_form(page.record.items, page.record.entries)
    if form.validate_on_submit():
        with form.rules():
            saved = _save(minutes, page.record, form)
            commit()
            if not form.conflict:
                if request.headers.get("Accept") == "application/json":
                    return {"saved": True, "versions": saved}
                flash("Die Niederschrift ist gespeichert.", "success")
                return redirect(_target(id))
    status = 409 if form.conflict else 200
    return render_template("minutes/edit.html", page=page, form=form), status


def _target(id: int) -> str:
    endpoint = "minutes.show" if "finish" in request.form else "minutes.edit"
    return url_for(endpoint, id=id)


def _save(minutes: Minutes, record: SittingRecord, form: EntriesForm) -> dict[str, int]:
    """Store what changed; a box that somebody else changed too becomes a conflict."""
    versions = {}
    for numbered in record.items:
        item_id = numbered.item.id
        if f"text_{item_id}" not in request.form:
            continue  # a box that was not sent (autosave sends one) stays as it is
        try:
            entry = actions.write_entry(
                current_viewer(), minutes, item_id, form.text_of(item_id), form.version_of(item_id)
            )
        except StaleVersion:
            form.note_outdated(numbered, record.entries.get(item_id))
        else:
            versions[f"version_{item_id}"] = entry.version if entry else 0
    form.note_gone(request.form)
    return versions


@bp.route("/sitzungen/<oid:id>/niederschrift/vorlegen", methods=["POST"], access=RECORDERS)
def submit(id: int) -> ResponseReturnValue:
    page, minutes = office_page(id)
    viewer, now = current_viewer(), utc_now()
    actions.submit(viewer, minutes, now, page.record)
    telling_actions.tell_waiting(viewer, minutes, page.chairs, public_origin(), now)
    return done(
        "Die Niederschrift liegt jetzt dem Vorsitz zur Unterzeichnung vor.",
        url_for("minutes.show", id=id),
    )


@bp.route("/sitzungen/<oid:id>/niederschrift/zurueckholen", methods=["POST"], access=RECORDERS)
def withdraw(id: int) -> ResponseReturnValue:
    _page, minutes = office_page(id)
    actions.withdraw(current_viewer(), minutes, utc_now())
    telling_actions.tell_void(current_viewer(), minutes, public_origin(), utc_now())
    return done("Die Niederschrift ist wieder ein Entwurf.", url_for("minutes.edit", id=id))


@bp.route("/sitzungen/<oid:id>/niederschrift/entscheiden", methods=["POST"], access=CHAIR)
def decide(id: int) -> ResponseReturnValue:
    page, minutes = page_for(id, lambda page: page.has_presided)
    signing_rules.require_open_to(minutes, SignatureRole.CHAIR, page.viewer, page.chairs)
    form = decision_form(page.record, page.sha256)
    if form.validate_on_submit():
        with form.rules():
            message = _decide(page, minutes, form)
            return done(message, url_for("minutes.show", id=id))
    page = page_at(id)
    return render_template("minutes/show.html", page=page, form=form), 409


def _decide(page: MinutesPage, minutes: Minutes, form: DecisionForm) -> str:
    remarks = form.remarks(numbered.item.id for numbered in page.record.items)
    if request.form.get("decision") != "sign":
        actions.return_with_remarks(page.viewer, minutes, remarks, utc_now(), page.record)
        telling_actions.tell_void(page.viewer, minutes, public_origin(), utc_now())
        return "Ihre Anmerkungen sind bei der Geschäftsführung."
    if any(remarks.values()):
        raise RuleBroken(
            "Sie haben Anmerkungen geschrieben. Wählen Sie „Änderung erbitten“, oder leeren Sie "
            "zuerst die Anmerkungen."
        )
    shown = form.sha256.data or ""
    if page.signing is not None and not page.signing.is_here:
        sheet_actions.release(page.viewer, minutes, shown, utc_now(), page.record)
        return "Sie haben die Niederschrift zur Unterschrift freigegeben."
    role = SignatureRole.CHAIR
    actions.sign(page.viewer, minutes, role, shown, utc_now(), record=page.record)
    return "Sie haben die Niederschrift unterzeichnet."


@bp.route("/sitzungen/<oid:id>/niederschrift/unterzeichnen", methods=["POST"], access=RECORDERS)
def sign(id: int) -> ResponseReturnValue:
    page, minutes = office_page(id)
    role, shown = SignatureRole.MINUTE_TAKER, request.form.get("sha256", "")
    actions.sign(page.viewer, minutes, role, shown, utc_now(), record=page.record)
    return done(
        "Sie haben die Niederschrift als Schriftführung unterzeichnet.",
        url_for("minutes.show", id=id),
    )


@bp.route("/sitzungen/<oid:id>/niederschrift/verweigern", methods=["GET", "POST"], access=SIGNERS)
def refuse(id: int) -> ResponseReturnValue:
    page, minutes = page_for(id, lambda page: page.has_presided or page.may_write)
    role = SignatureRole.CHAIR if page.has_presided else SignatureRole.MINUTE_TAKER
    signing_rules.require_open_to(minutes, role, page.viewer, page.chairs)
    form = RefusalForm(data={"sha256": page.sha256})
    if form.validate_on_submit():
        with form.rules():
            actions.sign(
                page.viewer,
                minutes,
                role,
                form.sha256.data or "",
                utc_now(),
                refusal_reason=form.reason.data,
                record=page.record,
            )
            return done(
                "Ihre Weigerung ist mit dem Grund festgehalten.", url_for("minutes.show", id=id)
            )
    return render_template("minutes/refuse.html", page=page, form=form)


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/doch-unterzeichnen", methods=["POST"], access=WHO_REFUSED
)
def take_back(id: int) -> ResponseReturnValue:
    page, minutes = page_for(id, lambda page: page.may_take_back)
    refusal_actions.take_back(page.viewer, minutes, utc_now())
    return done(
        "Ihre Weigerung ist zurückgenommen. Unterzeichnen Sie die Niederschrift bitte jetzt.",
        url_for("minutes.show", id=id),
    )


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/unterschrift-zuruecknehmen", methods=["POST"], access=SIGNERS
)
def take_back_signature(id: int) -> ResponseReturnValue:
    page, minutes = page_for(id, lambda page: page.has_presided or page.may_write)
    refusal_actions.take_back_signature(page.viewer, minutes, utc_now())
    return done(
        "Ihre Unterschrift ist zurückgenommen. Sie können neu entscheiden.",
        url_for("minutes.show", id=id),
    )


@bp.route(
    "/sitzungen/<oid:id>/niederschrift/anmerkungen/<oid:remark_id>/erledigt",
    methods=["POST"],
    access=RECORDERS,
)
def settle(id: int, remark_id: int) -> ResponseReturnValue:
    _page, minutes = office_page(id)
    remark = queries.get_remark(minutes, remark_id)
    actions.settle_remark(current_viewer(), minutes, remark, utc_now())
    return done("Die Anmerkung ist als erledigt gekennzeichnet.", url_for("minutes.edit", id=id))


def page_at(id: int) -> MinutesPage:
    viewer = current_viewer()
    return page_of(viewer, get_sitting(viewer, id))


def page_for(id: int, may: Callable[[MinutesPage], bool]) -> tuple[MinutesPage, Minutes]:
    """Of minutes that were begun; raises ``Forbidden`` for whom the page does not offer this."""
    page = page_at(id)
    if page.minutes is None or not may(page):
        raise Forbidden
    return page, page.minutes


def office_page(id: int) -> tuple[MinutesPage, Minutes]:
    """For who takes the minutes; raises ``Forbidden``, ``NotFound`` before they are begun."""
    page = page_at(id)
    if not page.may_write:
        raise Forbidden
    return page, required(page.minutes)
