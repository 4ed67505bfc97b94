"""How the office writes to a person; what the person wishes is noted by the office."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.invitations import correspondence_actions, dispatch_queries
from gremien_app.meetings.invitations.dispatch_forms import CorrespondenceForm
from gremien_app.people.persons.queries import get_person
from gremien_app.people.rights import SECRETARIAT_HIDDEN

bp = Pages("correspondence", __name__)


@bp.route("/personen/<oid:id>/post", methods=["GET", "POST"], access=SECRETARIAT_HIDDEN)
def edit(id: int) -> ResponseReturnValue:
    person = get_person(current_viewer(), id)
    stored = dispatch_queries.correspondence_of(person)
    form = CorrespondenceForm(obj=stored)
    if stored is None and form.version.data is None:
        form.version.data = 0
    if form.validate_on_submit() and not form.is_stale(stored, None if stored else {}):
        with form.rules():
            correspondence_actions.save(current_viewer(), person, **form.given())
            return done(
                "Die Wege der Post sind gespeichert.", url_for("persons.show", id=person.id)
            )
    return render_template("dispatch/correspondence.html", person=person, form=form, stored=stored)
