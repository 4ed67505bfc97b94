"""One's own page of post: what mails may name, and whether the date comes along as an entry."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.rights import SIGNED_IN
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.invitations import correspondence_actions, dispatch_queries
from gremien_app.meetings.invitations.dispatch_forms import OwnPostForm
from gremien_app.people.persons.queries import own_person

bp = Pages("own_post", __name__)


@bp.route("/meine-post", methods=["GET", "POST"], access=SIGNED_IN)
def edit() -> ResponseReturnValue:
    viewer = current_viewer()
    person = own_person(viewer)
    stored = dispatch_queries.correspondence_of(person) if person else None
    form = OwnPostForm(obj=stored)
    if stored is None and form.version.data is None:
        form.version.data = 0
    if person and form.validate_on_submit() and not form.is_stale(stored, None if stored else {}):
        with form.rules():
            correspondence_actions.wish(viewer, person, **form.given())
            return done("Ihre Wünsche sind gespeichert.", url_for("own_post.edit"))
    return render_template("dispatch/own_post.html", person=person, form=form, stored=stored)
