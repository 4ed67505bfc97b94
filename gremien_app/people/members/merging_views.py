"""The page on which two records of one organisation are put together."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.paging import typed
from gremien_app.people.members.merging_actions import merge_organizations, set_apart
from gremien_app.people.members.merging_forms import MergeForm
from gremien_app.people.members.organization_queries import get_merger
from gremien_app.people.organizations import queries
from gremien_app.people.organizations.actions import unfuse
from gremien_app.people.organizations.views import bp
from gremien_app.people.rights import ANY_SECRETARIAT

__all__ = ["bp"]
MOST_FOUND = 20


@bp.route("/organisationen/<oid:id>/zusammenlegen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def merge(id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    other = queries.organization_by_number(request.args.get("mit", ""))
    form = MergeForm()
    if form.validate_on_submit():
        with form.rules():
            kept = merge_organizations(
                current_viewer(),
                organization,
                other,
                merged_on=form.day(),
                is_meant=bool(form.is_meant.data),
                today=today(),
            )
            return done(
                f"Die Einträge sind zusammengelegt: „{kept.name}“.",
                url_for("organizations.show", id=id),
            )
    search = typed("q")
    found = queries.organizations_found(search, limit=MOST_FOUND) if search else []
    return render_template(
        "members/merge.html",
        form=form,
        organization=organization,
        other=other if other is not organization else None,
        search=search,
        found=[one for one in found if one.id != id],
    )


@bp.route("/zusammenlegungen/<oid:id>/trennen", methods=["POST"], access=ANY_SECRETARIAT)
def set_apart_again(id: int) -> ResponseReturnValue:
    made = get_merger(id)
    kept_id = made.kept_id
    other = set_apart(current_viewer(), made)
    return done(
        f"Es sind wieder zwei Einträge: „{other.name}“ steht für sich.",
        url_for("organizations.show", id=kept_id),
    )


@bp.route("/organisationen/<oid:id>/fusion-zuruecknehmen", methods=["POST"], access=ANY_SECRETARIAT)
def undo_fusion(id: int) -> ResponseReturnValue:
    unfuse(current_viewer(), queries.get_organization(id))
    return done("Die Fusion ist zurückgenommen.", url_for("organizations.show", id=id))
