"""Pages of memberships, for the secretariat only."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.committees.models import Committee
from gremien_app.committees.queries import manageable
from gremien_app.extensions import db
from gremien_app.kernel.clock import today
from gremien_app.kernel.dates import format_date
from gremien_app.members import actions, person_queries, queries, rules
from gremien_app.members.forms import (
    EndForm,
    MembershipForm,
    names_of,
)
from gremien_app.members.models import Membership, Person
from gremien_app.members.organization_queries import organizations
from gremien_app.members.person_actions import add_person
from gremien_app.members.person_views import typed
from gremien_app.web.access import STAFF, Room, current_viewer

bp = Room("members", __name__)
MOST_FOUND = 20


@bp.route("/gremien/<slug>/mitglieder/neu", methods=["GET", "POST"], access=STAFF)
def add(slug: str) -> ResponseReturnValue:
    viewer = current_viewer()
    committee = manageable(viewer, slug)
    person = person_queries.find_person(viewer, request.args.get("person", ""))
    form = MembershipForm()
    principals = {m.id: m for m in queries.memberships_in(committee.id, since=today())}
    form.offer(principals.values())
    if form.validate_on_submit():
        with form.rules():
            membership = _add(form, committee, person, principals.get(form.principal.data))
            db.session.commit()
            flash(f"{membership.person.name} gehört jetzt zum Gremium.", "success")
            return redirect(url_for("portal.committee", slug=slug, _anchor="mitglieder"))
    search = typed("suche")
    found = person_queries.persons_visible_to(viewer, search, limit=MOST_FOUND) if search else []
    return render_template(
        "members/add.html",
        form=form,
        committee=committee,
        person=person,
        search=search,
        found=found,
        organizations=names_of(organizations()),
    )


def _add(
    form: MembershipForm,
    committee: Committee,
    person: Person | None,
    principal: Membership | None,
) -> Membership:
    viewer = current_viewer()
    return actions.add_membership(
        viewer,
        committee,
        person or add_person(viewer, **form.new_person()),
        role=form.role.data,
        can_vote=bool(form.can_vote.data),
        organization=form.organization.data or "",
        chair_office=form.chosen_office(),
        principal=principal,
        **form.period(),
    )


@bp.route("/mitgliedschaften/<oid:id>/beenden", methods=["GET", "POST"], access=STAFF)
def end(id: int) -> ResponseReturnValue:
    membership = queries.manageable_membership(current_viewer(), id)
    form = EndForm(data={"version": membership.version, "ends_on": membership.ends_on})
    stored = {"ends_on": format_date(membership.ends_on) if membership.ends_on else ""}
    if form.validate_on_submit() and not form.is_stale(membership.version, stored):
        with form.rules():
            last_day = actions.end_membership(current_viewer(), membership, form.ends_on.data)
            db.session.commit()
            flash(f"Die Mitgliedschaft endet am {format_date(last_day)}.", "success")
            return redirect(
                url_for("portal.committee", slug=membership.committee.slug, _anchor="mitglieder")
            )
    return render_template(
        "members/end.html",
        form=form,
        membership=membership,
        period=rules.describe_period(membership),
    )
