"""Pages that write about persons, for the secretariat only; those that show them: ``portal``."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.numbers import join_german
from gremien_app.base.transactions import Turn, commit, take_turns
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.forms import PlainForm
from gremien_app.base.web.paging import typed
from gremien_app.people.bases.rules import basis_of, is_public_on
from gremien_app.people.persons import actions, queries, rules
from gremien_app.people.persons.forms import (
    IS_ANOTHER,
    ConsentForm,
    EditPersonForm,
    NewPersonForm,
    PersonFields,
    PersonForm,
    RevokeForm,
)
from gremien_app.people.persons.models import ContactKind, Person
from gremien_app.people.rights import ANY_SECRETARIAT, SECRETARIAT_HIDDEN

bp = Pages("persons", __name__)
MOST_FOUND = 20


@bp.route("/personen/neu", methods=["GET", "POST"], access=ANY_SECRETARIAT)
def add() -> ResponseReturnValue:
    form = PersonForm()
    if form.validate_on_submit():
        with form.rules():
            require_new_name(form, form.given())
            person = actions.add_person(current_viewer(), **form.given())
            return done(f"{person.name} ist angelegt.", url_for("persons.show", id=person.id))
    return render_template("persons/add.html", form=form)


def add_new_person(form: PersonFields) -> Person:
    """The person of a form's fields; refused once where somebody has this name already."""
    details = form.new_person()
    require_new_name(form, details)
    return actions.add_person(current_viewer(), **details)


def require_new_name(form: NewPersonForm, details: dict[str, Any], box: str = IS_ANOTHER) -> None:
    """Ask once, at the form's box, where somebody is called the same already."""
    take_turns(Turn.PERSONS)
    known = queries.persons_called(current_viewer(), details["first_name"], details["last_name"])
    form.require_new_name(known, box)


@bp.route("/personen/<oid:id>/bearbeiten", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def edit(id: int) -> ResponseReturnValue:
    person = queries.get_person(current_viewer(), id)
    form = EditPersonForm(obj=person)
    form.offer(person)
    if form.validate_on_submit() and not form.is_stale(person):
        with form.rules():
            edited = actions.edit_person(
                current_viewer(), person, former=form.former(), **form.given()
            )
            commit()
            flash("Die Angaben sind gespeichert.", "success")
            if edited.ended:
                told = join_german(edited.ended)
                flash(f"Nicht mehr öffentlich, weil geändert: {told}.", "info")
            if edited.to_check:
                flash(to_check_told(edited.to_check), "info")
            return redirect(url_for("persons.show", id=person.id))
    return render_template("persons/edit.html", form=form, person=person)


def to_check_told(places: list[str]) -> str:
    """Only a reader can tell whether the person is meant."""
    return (
        "Hier kann der frühere Vorname allein, ein Teil des Namens oder ein Fürwort noch diese "
        f"Person meinen. Bitte lesen Sie nach: {'; '.join(actions.told(places))}."
    )


@bp.route(
    "/personen/<oid:id>/fruehere-namen/nicht-mehr-zeigen",
    methods=["POST"],
    access=SECRETARIAT_HIDDEN,
)
def hide_former_names(id: int) -> ResponseReturnValue:
    person = queries.get_person(current_viewer(), id)
    form = PlainForm()
    if form.validate_on_submit():
        with form.rules():
            actions.hide_former_names(current_viewer(), person)
            commit()
            flash("Frühere Namen dieser Person sind nicht mehr zu sehen.", "success")
    return redirect(url_for("persons.show", id=person.id))


@bp.route("/personen/<oid:id>/einwilligungen", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def consents(id: int) -> ResponseReturnValue:
    person = queries.get_person(current_viewer(), id)
    form = ConsentForm()
    open_kinds = [
        kind
        for kind in ContactKind
        if rules.contact_value(person, kind) and not rules.running_consent(person.consents, kind)
    ]
    form.offer(ContactKind)
    if form.validate_on_submit():
        with form.rules():
            consent = actions.record_consent(current_viewer(), person, **form.given())
            return done(
                f"Die Einwilligung ist eingetragen: {consent.kind.label}.",
                url_for("persons.consents", id=person.id),
            )
    form.offer(open_kinds)
    return render_template(
        "persons/consents.html",
        form=form,
        person=person,
        open_kinds=open_kinds,
        has_contacts=any(rules.contact_value(person, kind) for kind in ContactKind),
        name_is_public=queries.name_may_be_published(current_viewer(), person, today()),
        basis=basis_of(person),
        is_own_basis=is_public_on(person, today()),
        is_signatory=basis_of(person).holds_on(today()),
    )


@bp.route("/einwilligungen/<oid:id>/widerrufen", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def revoke(id: int) -> ResponseReturnValue:
    consent = queries.get_consent(current_viewer(), id)
    form = RevokeForm()
    if form.validate_on_submit():
        with form.rules():
            actions.revoke_consent(current_viewer(), consent, form.revoked_on.data)
            return done(
                f"Widerrufen zum {format_date(consent.revoked_on or today())}: "
                f"{consent.kind.label}.",
                url_for("persons.consents", id=consent.person_id),
            )
    return render_template("persons/revoke.html", form=form, consent=consent)


def person_choice(person: Person | None, keep: Iterable[str] = ()) -> dict[str, Any]:
    """For the part of a page in which somebody already known is looked up.

    ``keep``: parameters of the address that the search takes along.
    """
    search = typed("suche")
    viewer = current_viewer()
    found = queries.persons_visible_to(viewer, search, limit=MOST_FOUND) if search else []
    kept = {name: request.args[name] for name in keep if name in request.args}
    told = queries.told_apart(viewer, found)
    return {"person": person, "search": search, "found": found, "kept": kept, "told_apart": told}
