"""Pages that write about organisations, for the secretariat only; those that show: ``portal``."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.errors import required
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.organizations import actions, queries
from gremien_app.people.organizations.forms import OrganizationForm, SpellingForm
from gremien_app.people.rights import ANY_SECRETARIAT

bp = Pages("organizations", __name__)


@bp.route("/organisationen/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add() -> ResponseReturnValue:
    form = OrganizationForm()
    if form.validate_on_submit():
        with form.rules():
            made = actions.add_organization(current_viewer(), **form.given())
            return done(f"„{made.name}“ ist angelegt.", url_for("organizations.show", id=made.id))
    return render_template("organizations/add.html", form=form)


@bp.route("/organisationen/<oid:id>/bearbeiten", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def edit(id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    form = OrganizationForm(obj=organization)
    if form.validate_on_submit() and not form.is_stale(organization):
        with form.rules():
            actions.edit_organization(
                current_viewer(), organization, **form.given(), valid_until=form.valid_until.data
            )
            return done("Die Angaben sind gespeichert.", url_for("organizations.show", id=id))
    return render_template("organizations/edit.html", form=form, organization=organization)


@bp.route("/organisationen/<oid:id>/schreibweisen", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def spellings(id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    form = SpellingForm()
    if form.validate_on_submit():
        with form.rules():
            actions.add_spelling(current_viewer(), organization, form.spelling.data)
            return done(
                f"Gefunden auch unter „{form.spelling.data}“.",
                url_for("organizations.spellings", id=id),
            )
    return render_template("organizations/spellings.html", form=form, organization=organization)


@bp.route(
    "/organisationen/<oid:id>/schreibweisen/<oid:spelling_id>/entfernen",
    methods=["POST"],
    access=ANY_SECRETARIAT,
)
def remove_spelling(id: int, spelling_id: int) -> ResponseReturnValue:
    organization = queries.get_organization(id)
    found = required(next((one for one in organization.spellings if one.id == spelling_id), None))
    name = found.name
    actions.remove_spelling(current_viewer(), organization, found)
    return done(f"Nicht mehr gefunden unter „{name}“.", url_for("organizations.spellings", id=id))
