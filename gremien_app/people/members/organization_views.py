"""Pages of organisations, for the secretariat only."""

from datetime import date

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import parse_german_date
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.forms import PlainForm
from gremien_app.people.members import organization_actions as actions
from gremien_app.people.members import organization_queries as queries
from gremien_app.people.members.organization_forms import OrganizationForm, SpellingForm
from gremien_app.people.members.person_views import typed
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("organizations", __name__)
PER_PAGE = 50
MOST_FOUND = 20


@bp.route("/organisationen", access=ANY_SECRETARIAT)
def index() -> ResponseReturnValue:
    search = typed("q")
    after = queries.organization_by_number(request.args.get("nach", ""))
    found = queries.organizations_found(search, limit=PER_PAGE + 1, after=after)
    shown = found[:PER_PAGE]
    return render_template(
        "members/organizations.html",
        search=search,
        organizations=shown,
        is_first=after is None,
        next_after=shown[-1].id if len(found) > PER_PAGE else None,
        counts=queries.persons_sent_by(current_viewer(), shown, today()),
    )


@bp.route("/organisationen/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add() -> ResponseReturnValue:
    form = OrganizationForm()
    if form.validate_on_submit():
        with form.rules():
            made = actions.add_organization(current_viewer(), **form.values())
            return done(f"„{made.name}“ ist angelegt.", url_for("organizations.show", id=made.id))
    return render_template("members/organization_add.html", form=form)


@bp.route("/organisationen/<oid:id>", access=ANY_SECRETARIAT)
def show(id: int) -> ResponseReturnValue:
    viewer, day = current_viewer(), _chosen_day()
    organization = queries.get_organization(id)
    named = queries.named_by(viewer, organization, day)
    return render_template(
        "members/organization.html",
        organization=organization,
        day=day,
        seats=[
            (seat, [one for one in named if one.seat_id == seat.id])
            for seat in queries.seats_held(viewer, organization, day)
        ],
        others=[one for one in named if one.seat is None or one.seat.organization_id != id],
    )


def _chosen_day() -> date:
    """The day asked for; an unreadable one says so and shows today."""
    asked = typed("stand")
    if not asked:
        return today()
    try:
        return parse_german_date(asked, today())
    except ValueError as error:
        flash(f"Stand am: {error} Gezeigt wird der heutige Stand.", "error")
        return today()


@bp.route("/organisationen/<oid:id>/bearbeiten", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def edit(id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    form = OrganizationForm(data=OrganizationForm.initial(organization))
    if form.validate_on_submit() and not form.is_stale(
        organization.version, form.stored(organization)
    ):
        with form.rules():
            actions.edit_organization(
                current_viewer(),
                organization,
                **form.values(),
                valid_until=form.valid_until.data,
            )
            return done("Die Angaben sind gespeichert.", url_for("organizations.show", id=id))
    return render_template("members/organization_edit.html", form=form, organization=organization)


@bp.route("/organisationen/<oid:id>/schreibweisen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def spellings(id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    form = SpellingForm()
    if form.validate_on_submit():
        with form.rules():
            actions.add_spelling(current_viewer(), organization, form.spelling.data or "")
            return done(
                f"Gefunden auch unter „{form.spelling.data}“.",
                url_for("organizations.spellings", id=id),
            )
    return render_template(
        "members/organization_spellings.html", form=form, organization=organization
    )


@bp.route(
    "/organisationen/<oid:id>/schreibweisen/<oid:spelling_id>/entfernen",
    methods=["POST"],
    access=ANY_SECRETARIAT,
)
def remove_spelling(id: int, spelling_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    found = next((one for one in organization.spellings if one.id == spelling_id), None)
    if found is None:
        raise NotFound
    name = found.name
    actions.remove_spelling(current_viewer(), organization, found)
    return done(f"Nicht mehr gefunden unter „{name}“.", url_for("organizations.spellings", id=id))


@bp.route("/organisationen/<oid:id>/zusammenlegen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def merge(id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    other = queries.organization_by_number(request.args.get("mit", ""))
    form = PlainForm()
    if form.validate_on_submit():
        with form.rules():
            kept = actions.merge_organizations(current_viewer(), organization, other)
            return done(
                f"Die Einträge sind zusammengelegt: „{kept.name}“.",
                url_for("organizations.show", id=id),
            )
    search = typed("q")
    found = queries.organizations_found(search, limit=MOST_FOUND) if search else []
    return render_template(
        "members/organization_merge.html",
        form=form,
        organization=organization,
        other=other if other is not organization else None,
        search=search,
        found=[one for one in found if one.id != id],
    )
