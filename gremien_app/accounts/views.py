"""Sign-in, sign-out, the account's display setting, the list of accounts."""

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from gremien_app.accounts import actions, queries
from gremien_app.accounts.forms import SignInForm, ThemeForm
from gremien_app.accounts.models import User
from gremien_app.extensions import db, login_manager
from gremien_app.kernel.clock import utc_now
from gremien_app.web.access import ADMIN, PUBLIC, SIGNED_IN, Room, current_viewer
from gremien_app.web.forms import PlainForm
from gremien_app.web.targets import safe_path, same_site_target

bp = Room("accounts", __name__)
KEY = "sign_in_key"


@login_manager.user_loader  # type: ignore[untyped-decorator]  # the library is not typed
def load_user(identity: str) -> User | None:
    """The signed-in account; None when the row of this sign-in is gone."""
    number, _, nonce = identity.partition(".")
    key = session.get(KEY)
    if not number.isdecimal() or not isinstance(key, str):
        return None
    return queries.find_signed_in(int(number), nonce, key, utc_now())


@bp.route("/anmelden", methods=["GET", "POST"], access=PUBLIC)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        with form.rules():
            signed_in = actions.sign_in(
                form.email.data or "",
                form.password.data or "",
                utc_now(),
                current_app.permanent_session_lifetime,
            )
            db.session.commit()
            if signed_in:
                return _begin(*signed_in)
            form.form_errors.append("E-Mail-Adresse oder Passwort stimmen nicht.")
    return render_template("accounts/sign_in.html", form=form)


def _begin(user: User, key: str) -> ResponseReturnValue:
    session.clear()  # a planted session must not survive the sign-in
    session[KEY] = key
    session.permanent = True
    login_user(user)
    return redirect(safe_path(request.args.get("weiter")) or url_for("portal.start"))


@bp.route("/abmelden", methods=["POST"], access=SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    actions.sign_out(session.get(KEY, ""))
    db.session.commit()
    logout_user()
    session.clear()
    flash("Sie sind abgemeldet.", "success")
    return redirect(url_for("portal.start"))


@bp.route("/darstellung", methods=["POST"], access=SIGNED_IN)
def theme() -> ResponseReturnValue:
    form = ThemeForm()
    if form.validate_on_submit():
        actions.choose_theme(current_user, form.chosen())
        db.session.commit()
    return redirect(same_site_target(request.referrer) or url_for("portal.start"))


@bp.route("/verwaltung/konten", access=ADMIN)
def index() -> ResponseReturnValue:
    users = queries.users_visible_to(current_viewer())
    return render_template("accounts/index.html", users=users, form=PlainForm())
