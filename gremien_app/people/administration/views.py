"""The pages on which the administration keeps accounts."""

from datetime import date

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import ONE_DAY, today, utc_now
from gremien_app.base.kernel.rights import ADMINISTRATION
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.outside import public_origin
from gremien_app.base.web.paging import page_number
from gremien_app.people.accounts.models import Assignment, User
from gremien_app.people.accounts.queries import asked_address, sign_ins_of
from gremien_app.people.accounts.views import bp, link_to
from gremien_app.people.administration import actions, queries, telling_actions
from gremien_app.people.administration.forms import EndRoleForm, RoleForm, UserForm

__all__ = ["bp"]
PER_PAGE = 50


@bp.app_template_global("administrators")
def administrators() -> list[User]:
    return queries.administrators(current_viewer())


@bp.route("/verwaltung/konten", access=ADMINISTRATION)
def index() -> ResponseReturnValue:
    page = page_number()
    users, has_more = queries.page_of_users(current_viewer(), page, PER_PAGE)
    return render_template("administration/index.html", users=users, page=page, has_more=has_more)


@bp.route("/verwaltung/konten/neu", methods=["GET", "POST"], access=ADMINISTRATION)
def add() -> ResponseReturnValue:
    form = UserForm()
    form.offer(queries.person_choices(None))
    if form.validate_on_submit():
        with form.rules():
            user = actions.create_user(
                current_viewer(),
                password=None,
                now=utc_now(),
                **form.given(),
            )
            actions.invite(current_viewer(), user, utc_now(), link_to)
            return done(_invited(user), url_for("accounts.show", id=user.id))
    return render_template("administration/edit.html", form=form, user=None)


def _invited(user: User) -> str:
    if current_app.config["MAIL"].is_ready:
        return f"Die Einladung an {user.email} ist unterwegs."
    return "Die Einladung steht im Postausgang; von dort können Sie den Link weitergeben."


@bp.route("/verwaltung/konten/<oid:id>", access=ADMINISTRATION)
def show(id: int) -> ResponseReturnValue:
    user = queries.get_user(current_viewer(), id)
    idle = current_app.config["IDLE_LIMIT"]
    return render_template(
        "administration/show.html",
        user=user,
        memberships=queries.memberships_of(user),
        sign_ins=sign_ins_of(user.id, utc_now(), idle),
        asked_address=asked_address(user.id, utc_now()),
    )


@bp.route("/verwaltung/konten/<oid:id>/bearbeiten", methods=["GET", "POST"], access=ADMINISTRATION)
def edit(id: int) -> ResponseReturnValue:
    user = queries.get_user(current_viewer(), id)
    form = UserForm(obj=user)
    form.offer(queries.person_choices(user))
    if form.validate_on_submit() and not form.is_stale(user):
        with form.rules():
            actions.edit_user(current_viewer(), user, **form.given())
            return done("Die Angaben sind gespeichert.", url_for("accounts.show", id=user.id))
    return render_template("administration/edit.html", form=form, user=user)


@bp.route("/verwaltung/konten/<oid:id>/einladen", methods=["POST"], access=ADMINISTRATION)
def invite(id: int) -> ResponseReturnValue:
    user = queries.get_user(current_viewer(), id)
    actions.invite(current_viewer(), user, utc_now(), link_to)
    return done(_invited(user), url_for("accounts.show", id=user.id))


@bp.route("/verwaltung/konten/<oid:id>/sperren", methods=["POST"], access=ADMINISTRATION)
def disable(id: int) -> ResponseReturnValue:
    user = queries.get_user(current_viewer(), id)
    actions.disable(current_viewer(), user)
    return done(
        "Das Konto ist gesperrt. Alle seine Anmeldungen sind beendet.",
        url_for("accounts.show", id=user.id),
    )


@bp.route("/verwaltung/konten/<oid:id>/entsperren", methods=["POST"], access=ADMINISTRATION)
def enable(id: int) -> ResponseReturnValue:
    user = queries.get_user(current_viewer(), id)
    actions.enable(current_viewer(), user)
    return done("Das Konto ist wieder frei.", url_for("accounts.show", id=user.id))


@bp.route(
    "/verwaltung/konten/<oid:id>/aufgaben/neu", methods=["GET", "POST"], access=ADMINISTRATION
)
def assign(id: int) -> ResponseReturnValue:
    user = queries.get_user(current_viewer(), id)
    form = RoleForm(data={"starts_on": today()})
    form.offer(queries.committee_choices(today()))
    if form.validate_on_submit():
        with form.rules():
            given = actions.assign(current_viewer(), user, form.committee.data, **form.given())
            telling_actions.tell_granted(given, public_origin(), utc_now())
            return done("Die Aufgabe ist eingetragen.", url_for("accounts.show", id=user.id))
    return render_template("administration/assign.html", form=form, user=user)


@bp.route("/verwaltung/aufgaben/<oid:id>/beenden", methods=["GET", "POST"], access=ADMINISTRATION)
def end_role(id: int) -> ResponseReturnValue:
    assignment = queries.get_assignment(current_viewer(), id)
    if request.method == "POST" and "now" in request.form:
        # Yesterday was the last day: the role is gone with the next click.
        return _end(assignment, today() - ONE_DAY)
    shown = {"ends_on": assignment.ends_on or today(), "version": assignment.version}
    form = EndRoleForm(data=shown)
    if form.validate_on_submit() and not form.is_stale(assignment):
        assert form.ends_on.data is not None
        return _end(assignment, form.ends_on.data)
    return render_template("administration/end_role.html", form=form, assignment=assignment)


def _end(assignment: Assignment, ends_on: date) -> ResponseReturnValue:
    user = assignment.user
    actions.end_role(current_viewer(), assignment, ends_on)
    return done("Das Ende der Aufgabe ist eingetragen.", url_for("accounts.show", id=user.id))
