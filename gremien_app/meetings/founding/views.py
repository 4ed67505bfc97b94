"""Pages on which a body is founded."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.rights import ADMINISTRATION
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.meetings.founding import actions
from gremien_app.meetings.founding.forms import FoundForm
from gremien_app.meetings.founding.naming_views import bp
from gremien_app.people.accounts.models import User
from gremien_app.people.administration.queries import users_visible_to
from gremien_app.people.committees import queries
from gremien_app.people.committees.models import Committee
from gremien_app.people.rights import SECRETARIAT
from gremien_app.people.roles import CommitteeRole


@bp.route("/gremien/neu", methods=["GET", "POST"], access=ADMINISTRATION)
def found() -> ResponseReturnValue:
    return _found(None)


@bp.route("/gremien/<slug>/gruppe-gruenden", methods=["GET", "POST"], access=SECRETARIAT)
def found_group(slug: str) -> ResponseReturnValue:
    return _found(queries.manageable(current_viewer(), slug))


def _found(parent: Committee | None) -> ResponseReturnValue:
    office = [] if parent else _office(current_viewer())
    # The administration may serve the body too, but does not by itself.
    form = FoundForm(data={"secretariat": [user.id for user in office if _serves(user)]})
    form.offer(office, parent)
    if form.validate_on_submit():
        with form.rules():
            body = actions.found(
                current_viewer(),
                parent=parent,
                secretariat=form.chosen_secretariat(),
                today=today(),
                **form.given(),
            )
            commit()
            flash(f"„{body.name_on(today()).name}“ ist gegründet.", "success")
            if current_viewer().manages(body.id) or parent:
                flash("Bitte ergänzen Sie jetzt die Angaben zum Gremium.", "info")
            return redirect(url_for("portal.committee", slug=body.slug))
    return render_template("founding/found.html", form=form, parent=parent)


def _office(viewer: Viewer) -> list[User]:
    """The accounts that serve committees, and the founder's own."""
    return [
        user
        for user in users_visible_to(viewer)
        if not user.is_disabled and (user.id == viewer.user_id or _serves(user))
    ]


def _serves(user: User) -> bool:
    day = today()
    return any(
        one.role is CommitteeRole.SECRETARIAT and not one.is_over(day) for one in user.assignments
    )
