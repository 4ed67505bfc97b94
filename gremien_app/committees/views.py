"""Pages on which the secretariat keeps a committee's settings."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.committees import actions, queries, rules
from gremien_app.committees.forms import CommitteeForm, ConfirmForm
from gremien_app.extensions import db
from gremien_app.kernel.errors import NotFound
from gremien_app.web.access import STAFF, Room, current_viewer

bp = Room("committees", __name__)


@bp.route("/gremien/<slug>/bearbeiten", methods=["GET", "POST"], access=STAFF)
def edit(slug: str) -> ResponseReturnValue:
    committee = queries.manageable(current_viewer(), slug)
    form = CommitteeForm(data=CommitteeForm.initial(committee))
    if form.validate_on_submit() and not form.is_stale(committee.version, form.stored(committee)):
        with form.rules():
            actions.edit(current_viewer(), committee, **form.details())
            db.session.commit()
            flash("Die Angaben zum Gremium sind gespeichert.", "success")
            return redirect(url_for("portal.committee", slug=slug))
    to_check = [(name, rules.label_of(name)) for name in committee.to_check]
    return render_template(
        "committees/edit.html", form=form, committee=committee, to_check=to_check
    )


@bp.route("/gremien/<slug>/bestaetigen", methods=["POST"], access=STAFF)
def confirm(slug: str) -> ResponseReturnValue:
    committee = queries.manageable(current_viewer(), slug)
    form = ConfirmForm()
    if not form.validate_on_submit():
        raise NotFound
    setting = form.setting.data or ""
    actions.confirm(current_viewer(), committee, setting)
    db.session.commit()
    flash(f"Bestätigt: {rules.label_of(setting)}.", "success")
    return redirect(url_for("committees.edit", slug=slug))
