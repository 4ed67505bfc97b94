"""Pages of a body's names over time and of its founding."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import format_date
from gremien_app.base.kernel.rights import ADMINISTRATION
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer
from gremien_app.base.web.done import done
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.queries import users_visible_to
from gremien_app.people.committees import founding, names, queries
from gremien_app.people.committees.models import Committee
from gremien_app.people.committees.structure_forms import CorrectNameForm, FoundForm, NameForm
from gremien_app.people.rights import SECRETARIAT
from gremien_app.people.roles import CommitteeRole

bp = Pages("structure", __name__)


@bp.route("/gremien/<slug>/namen", methods=["GET", "POST"], access=SECRETARIAT)
def rename(slug: str) -> ResponseReturnValue:
    committee = queries.manageable(current_viewer(), slug)
    form = NameForm()
    if form.validate_on_submit():
        with form.rules():
            new = names.rename(current_viewer(), committee, **form.details())
            commit()
            day = format_date(new.valid_from) if new.valid_from else ""
            flash(f"Ab dem {day} heißt das Gremium „{new.name}“.", "success")
            return redirect(url_for("structure.rename", slug=slug))
    return render_template("committees/names.html", form=form, committee=committee)


@bp.route("/gremien/<slug>/namen/<oid:id>", methods=["GET", "POST"], access=SECRETARIAT)
def correct_name(slug: str, id: int) -> ResponseReturnValue:
    entry = queries.manageable_name(current_viewer(), slug, id)
    committee = entry.committee
    form = CorrectNameForm(obj=entry, data={"version": committee.version})
    if form.validate_on_submit() and not form.is_stale(committee.version, form.stored(entry)):
        with form.rules():
            names.correct(current_viewer(), entry, **form.details())
            return done("Der Name ist berichtigt.", url_for("structure.rename", slug=slug))
    return render_template(
        "committees/name.html",
        form=form,
        committee=committee,
        entry=entry,
        is_first=committee.names[0] is entry,
    )


@bp.route("/gremien/<slug>/namen/<oid:id>/entfernen", methods=["POST"], access=SECRETARIAT)
def remove_name(slug: str, id: int) -> ResponseReturnValue:
    entry = queries.manageable_name(current_viewer(), slug, id)
    names.remove(current_viewer(), entry)
    return done("Der Name ist entfernt.", url_for("structure.rename", slug=slug))


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
            body = founding.found(current_viewer(), parent=parent, **form.details())
            commit()
            flash(f"„{body.name_on(today()).name}“ ist gegründet.", "success")
            if current_viewer().manages(body.id) or parent:
                flash("Bitte ergänzen Sie jetzt die Angaben zum Gremium.", "info")
            return redirect(url_for("portal.committee", slug=body.slug))
    return render_template("committees/found.html", form=form, parent=parent)


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
        one.role is CommitteeRole.SECRETARIAT and (one.ends_on is None or one.ends_on >= day)
        for one in user.assignments
    )
