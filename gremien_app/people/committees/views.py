"""Pages on which the secretariat keeps a committee's settings, seats and groups."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.committees import actions, queries, rules
from gremien_app.people.committees.forms import CommitteeForm, ConfirmForm, papers_form
from gremien_app.people.committees.models import Committee
from gremien_app.people.rights import SECRETARIAT

bp = Pages("committees", __name__)


@bp.route("/gremien/<slug>/bearbeiten", methods=["GET", "POST"], access=SECRETARIAT)
def edit(slug: str) -> ResponseReturnValue:
    committee = queries.manageable(current_viewer(), slug)
    form = CommitteeForm(obj=committee)
    form.offer(queries.offices(), committee.color)
    if form.validate_on_submit() and not form.is_stale(committee):
        office_id = committee.office_id
        with form.rules():
            actions.edit(current_viewer(), committee, utc_now(), **form.given())
            commit()
            if committee.office_id not in {None, office_id}:
                flash("Wer das Amt hat, tragen Sie unter „Personen“, „Ämter“ ein.", "info")
            return saved(committee)
    return render_template(
        "committees/edit.html",
        form=form,
        committee=committee,
        to_check=[(name, rules.label_of(name)) for name in committee.to_check],
        confirmed=[(rules.label_of(one.setting), one) for one in committee.confirmations],
    )


def saved(committee: Committee) -> ResponseReturnValue:
    flash("Die Angaben zum Gremium sind gespeichert.", "success")
    return redirect(url_for("portal.committee", slug=committee.slug))


@bp.route("/gremien/<slug>/gruppen-und-tagesordnung", methods=["GET", "POST"], access=SECRETARIAT)
def papers(slug: str) -> ResponseReturnValue:
    committee = queries.manageable(current_viewer(), slug)
    form = papers_form(committee)
    if form.validate_on_submit() and not form.is_stale(committee, form.stored(committee)):
        with form.rules():
            actions.edit_papers(current_viewer(), committee, utc_now(), **form.details())
            commit()
            return saved(committee)
    return render_template(
        "committees/papers.html",
        form=form,
        committee=committee,
        roles=[
            (role, rules.GROUP_HEADINGS[role]) for role, _ in rules.attendance_groups(committee)
        ],
    )


@bp.route("/gremien/<slug>/bestaetigen", methods=["POST"], access=SECRETARIAT)
def confirm(slug: str) -> ResponseReturnValue:
    committee = queries.manageable(current_viewer(), slug)
    form = ConfirmForm()
    if not form.validate_on_submit():
        raise NotFound
    setting = form.setting.data
    actions.confirm(current_viewer(), committee, setting, utc_now())
    return done(f"Bestätigt: {rules.label_of(setting)}.", url_for("committees.edit", slug=slug))
