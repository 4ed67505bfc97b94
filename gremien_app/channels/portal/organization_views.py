"""Pages of organisations: all of them, and one with its seats and who sits there on a day."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.paging import chosen_day, cut, typed
from gremien_app.people.members.merging_views import bp
from gremien_app.people.members.organization_queries import (
    fused_with,
    mergers_of,
    named_by,
    persons_sent_by,
    seats_held,
)
from gremien_app.people.organizations import queries as organizations
from gremien_app.people.rights import ANY_SECRETARIAT

__all__ = ["bp"]  # create_app registers the blueprint with all its routes
PER_PAGE = 50


@bp.route("/organisationen", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    search = typed("q")
    after = organizations.organization_by_number(request.args.get("nach", ""))
    found = organizations.organizations_found(search, limit=PER_PAGE + 1, after=after)
    shown, next_after = cut(found, PER_PAGE)
    return render_template(
        "portal/organizations.html",
        search=search,
        organizations=shown,
        is_first=after is None,
        next_after=next_after,
        counts=persons_sent_by(current_viewer(), shown, today()),
    )


@bp.route("/organisationen/<oid:id>", access=ANY_SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    viewer, day = current_viewer(), chosen_day()
    organization = organizations.get_organization(id)
    named = named_by(viewer, organization, day)
    return render_template(
        "portal/organization.html",
        organization=organization,
        day=day,
        fused=fused_with(organization),
        mergers=mergers_of(organization),
        seats=[
            (seat, [one for one in named if one.seat_id == seat.id])
            for seat in seats_held(viewer, organization, day)
        ],
        others=[one for one in named if one.seat is None or one.seat.organization_id != id],
    )
