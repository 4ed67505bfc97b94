"""Pages of persons, for the secretariat only."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.extensions import db
from gremien_app.kernel.clock import today
from gremien_app.kernel.search import MAX_QUERY_LENGTH
from gremien_app.kernel.text import clean_text
from gremien_app.members import person_actions as actions
from gremien_app.members import person_queries as queries
from gremien_app.members import rules
from gremien_app.members.person_forms import PersonForm
from gremien_app.web.access import STAFF, Room, current_viewer

bp = Room("persons", __name__)
PER_PAGE = 50


@bp.route("/personen", access=STAFF)
def index() -> ResponseReturnValue:
    viewer, search = current_viewer(), typed("q")
    after = queries.find_person(viewer, request.args.get("nach", ""))
    found = queries.persons_visible_to(viewer, search, limit=PER_PAGE + 1, after=after)
    persons = found[:PER_PAGE]
    return render_template(
        "members/index.html",
        search=search,
        persons=persons,
        is_first=after is None,
        next_after=persons[-1].id if len(found) > PER_PAGE else None,
        memberships=queries.memberships_by_person(viewer, persons, today()),
    )


def typed(name: str) -> str:
    """What was typed into a search box of the address, cleaned."""
    return clean_text(request.args.get(name, ""), multiline=False)[:MAX_QUERY_LENGTH]


@bp.route("/personen/<oid:id>", access=STAFF)
def show(id: int) -> ResponseReturnValue:
    person = queries.get_person(current_viewer(), id)
    memberships = queries.memberships_of(current_viewer(), person)
    return render_template(
        "members/show.html",
        person=person,
        memberships=[(one, rules.describe_period(one)) for one in memberships],
    )


@bp.route("/personen/<oid:id>/bearbeiten", methods=["GET", "POST"], access=STAFF)
def edit(id: int) -> ResponseReturnValue:
    person = queries.get_person(current_viewer(), id)
    form = PersonForm(data=PersonForm.initial(person))
    if form.validate_on_submit() and not form.is_stale(person.version, form.stored(person)):
        with form.rules():
            actions.edit_person(current_viewer(), person, **form.values())
            db.session.commit()
            flash("Die Angaben sind gespeichert.", "success")
            return redirect(url_for("persons.show", id=person.id))
    return render_template("members/edit.html", form=form, person=person)
