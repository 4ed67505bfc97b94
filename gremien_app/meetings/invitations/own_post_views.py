"""One's own page of post: what mails may name, which come, and whether once a day."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.house.gathered import house
from gremien_app.base.kernel.rights import SIGNED_IN
from gremien_app.base.mail import occasion_queries
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.meetings.invitations import correspondence_actions, dispatch_queries
from gremien_app.meetings.invitations.dispatch_models import Correspondence
from gremien_app.meetings.invitations.occasion_forms import OwnPostForm
from gremien_app.people.persons.queries import own_person

bp = Pages("own_post", __name__)


@bp.route("/meine-post", methods=["GET", "POST"], access=SIGNED_IN)
def edit() -> ResponseReturnValue:
    viewer = current_viewer()
    person = own_person(viewer)
    stored = dispatch_queries.correspondence_of(person) if person else None
    occasions = house().occasions.values()
    choosable = [one for one in occasions if one.can_choose]
    chosen = _chosen(stored)
    form = OwnPostForm(
        data={
            "names_committee": bool(stored and stored.names_committee),
            "wants_calendar": bool(stored and stored.wants_calendar),
            "gets_digest": bool(stored and stored.gets_digest),
            "occasions": [one.key for one in choosable if chosen[one.key]],
            "version": stored.version if stored else 0,
        }
    )
    form.offer(choosable)
    if person and form.validate_on_submit() and not form.is_stale(stored, {}):
        with form.rules():
            correspondence_actions.wish(
                viewer,
                person,
                names_committee=form.names_committee.data,
                wants_calendar=form.wants_calendar.data,
                gets_digest=form.gets_digest.data,
                occasions={one.key: one.key in (form.occasions.data or ()) for one in choosable},
            )
            return done("Ihre Wünsche sind gespeichert.", url_for("own_post.edit"))
    return render_template(
        "dispatch/own_post.html",
        person=person,
        form=form,
        stored=stored,
        always=[one.label for one in occasions if not (one.can_choose or one.is_answer)],
    )


def _chosen(stored: Correspondence | None) -> dict[str, bool]:
    """What the person chose, and for the rest what the office thinks usual."""
    changed = occasion_queries.settings()
    usual = {
        key: occasion_queries.words(one, changed.get(key)).is_on
        for key, one in house().occasions.items()
    }
    return usual | (stored.occasions if stored else {})
