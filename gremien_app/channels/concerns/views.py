"""Writing to the office, and how the office keeps what came."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.rights import EVERYONE, OVERSIGHT
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.origin import client_address, origin_key
from gremien_app.base.web.paging import page_number
from gremien_app.channels.concerns import actions, queries, rules
from gremien_app.channels.concerns.forms import ConcernForm, SettleForm
from gremien_app.channels.concerns.models import ConcernKind
from gremien_app.people.rights import OVERSIGHT_HIDDEN

bp = Pages("concerns", __name__)
PER_PAGE = 50
SETTLED = "erledigt"  # in an address: those that were answered
# In an address: what the sender came for.
KINDS = {
    "barriere": ConcernKind.BARRIER,
    "berichtigung": ConcernKind.CORRECTION,
    "datenschutz": ConcernKind.PRIVACY,
}


@bp.route("/anliegen/neu", methods=["GET", "POST"], access=EVERYONE)
def new() -> ResponseReturnValue:
    kind = KINDS.get(request.args.get("art", ""), ConcernKind.QUESTION)
    form = ConcernForm(kind=kind)
    if form.validate_on_submit():
        if form.website.data:
            # A robot; it need not learn that it was found out.
            flash(rules.RECEIVED, "success")
            return redirect(url_for("concerns.new"))
        with form.rules():
            concern = actions.send(
                current_viewer(),
                **form.given(),
                origin=origin_key(client_address()),
                office=current_app.config["OFFICE"]["email"],
                link=current_app.config["PUBLIC_ORIGIN"] + url_for("concerns.index"),
                now=utc_now(),
            )
            return done(rules.told(concern), url_for("concerns.new"))
    return render_template("concerns/new.html", form=form)


@bp.route("/anliegen", access=OVERSIGHT)
def index() -> ResponseReturnValue:
    viewer, page = current_viewer(), page_number()
    is_open = request.args.get("stand") != SETTLED
    found = queries.concerns_visible_to(
        viewer, is_open=is_open, limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE
    )
    return render_template(
        "concerns/index.html",
        concerns=found[:PER_PAGE],
        has_more=len(found) > PER_PAGE,
        count=queries.count_open(viewer),
        page=page,
        stand="" if is_open else SETTLED,
        settled=SETTLED,
        day=today(),
    )


@bp.route("/anliegen/<oid:id>", methods=["GET", "POST"], access=OVERSIGHT_HIDDEN)
def show(id: int) -> ResponseReturnValue:
    concern = queries.get_concern(current_viewer(), id)
    form = SettleForm(version=concern.version)
    if form.validate_on_submit() and not form.is_stale(concern, {"answer": concern.answer}):
        with form.rules():
            actions.settle(current_viewer(), concern, form.answer.data)
            return done("Das Anliegen ist erledigt.", url_for("concerns.index"))
    return render_template("concerns/show.html", form=form, concern=concern)
