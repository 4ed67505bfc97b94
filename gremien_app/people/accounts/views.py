"""Sign-in and sign-out, forgotten passwords, the own account."""

from collections.abc import Callable
from dataclasses import asdict

from flask import (
    Response,
    after_this_request,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from gremien_app.base.extensions import db, login_manager
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import EVERYONE, KEY_HOLDERS, OWNER, SIGNED_IN
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import Pages, current_viewer, reload_viewer
from gremien_app.base.web.done import done
from gremien_app.base.web.origin import client_address
from gremien_app.base.web.targets import safe_path, same_site_target
from gremien_app.base.web.typed import (
    Typed,
    carried,
    carry,
    is_asked_by_script,
    may_be_sent,
    typed_here,
)
from gremien_app.people.accounts import (
    actions,
    known_devices,
    password_actions,
    presence_actions,
    queries,
    rules,
)
from gremien_app.people.accounts.actions import Place
from gremien_app.people.accounts.devices import describe_device
from gremien_app.people.accounts.forms import (
    ChangePasswordForm,
    ForgotForm,
    NewPasswordForm,
    SignInForm,
    ThemeForm,
)
from gremien_app.people.accounts.models import LinkPurpose, SignedIn, User

bp = Pages("accounts", __name__)
KEY = "sign_in_key"


@login_manager.user_loader  # type: ignore[untyped-decorator]  # the library is not typed
def load_user(identity: str) -> SignedIn | None:
    """The signed-in account; None when the row of this sign-in is gone."""
    number, _, nonce = identity.partition(".")
    key = session.get(KEY)
    if not number.isdecimal() or not isinstance(key, str):
        return None
    idle = current_app.config["IDLE_LIMIT"]
    found = queries.find_signed_in(int(number), nonce, key, utc_now(), idle)
    if found is None:
        return None
    g.sign_in = found
    presence_actions.note(found)
    return found


def _device_cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-geraet"


def _remember(response: Response, token: str) -> Response:
    response.set_cookie(
        _device_cookie(),
        token,
        max_age=known_devices.LIFETIME,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def here() -> Place:
    device = describe_device(request.user_agent.string)
    return Place(client_address(), device, request.cookies.get(_device_cookie(), ""))


def ask_to_sign_in() -> ResponseReturnValue:
    """For whom a page is closed: the sign-in, with what was typed when a form came too late."""
    typed = typed_here()
    # A script would follow a redirect and take the sign-in page for success.
    asked_by_script = request.method == "POST" and is_asked_by_script()
    if typed is None and not asked_by_script:
        # Leading back here where that is a page, not a form's target.
        target = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", weiter=target))
    form = SignInForm(formdata=None)
    form.kept.data = carry(typed) if typed else ""
    back = same_site_target(request.referrer)
    page = render_template("accounts/sign_in.html", form=form, typed=typed, back=back)
    return page, 401


@bp.route("/anmelden", methods=["GET", "POST"], access=EVERYONE)
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    typed = carried(form.kept.data)
    if form.validate_on_submit():
        email, password = form.email.data, form.password.data or ""
        with form.rules():
            actions.require_not_throttled(email, here(), utc_now())
            stored = queries.stored_hash(email)
            db.session.rollback()  # hashing takes long; nobody waits for the lock meanwhile
            verified = stored if actions.fits(stored, password) else None
            limit = current_app.permanent_session_lifetime
            found = actions.sign_in(email, password, verified, here(), utc_now(), limit)
            _end_former_sign_in(found)
            commit()
            if found:
                return _begin(*found, typed)
            form.form_errors.append("E-Mail-Adresse oder Passwort stimmen nicht.")
    back = safe_path(request.args.get("weiter"))
    return render_template("accounts/sign_in.html", form=form, typed=typed, back=back)


def _end_former_sign_in(found: tuple[User, str] | None) -> None:
    former = session.get(KEY)
    if found and isinstance(former, str):
        actions.sign_out(former)


def _begin(user: User, key: str, typed: Typed | None) -> ResponseReturnValue:
    enter(user, key)
    if typed is None:
        return redirect(safe_path(request.args.get("weiter")) or url_for("portal.start"))
    if not may_be_sent(typed, current_viewer()):
        flash("Ihre Eingaben konnten nicht übernommen werden: Diesem Konto fehlt das Recht dazu.")
        return redirect(url_for("portal.start"))
    return render_template("errors/typed.html", typed=typed)


def enter(user: User, key: str) -> None:
    """Put the sign-in into a fresh cookie; a planted or former session does not survive it."""
    session.clear()
    g.pop("csrf_token", None)  # it belonged to the former session
    session[KEY] = key
    session.permanent = True
    login_user(user)
    reload_viewer()
    token = known_devices.token_for(user, actions.device_signer())
    after_this_request(lambda response: _remember(response, token))


@bp.route("/abmelden", methods=["POST"], access=SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    actions.sign_out(session.get(KEY, ""))
    commit()
    return _leave("Sie sind abgemeldet.")


def _leave(message: str) -> ResponseReturnValue:
    logout_user()
    session.clear()
    flash(message, "success")
    return redirect(url_for("portal.start"))


@bp.route("/passwort-vergessen", methods=["GET", "POST"], access=EVERYONE)
def forgot() -> ResponseReturnValue:
    form = ForgotForm()
    if form.validate_on_submit():
        with form.rules():
            rules.require_account_address(form.email.data)
            password_actions.request_reset(form.email.data, here(), utc_now(), link_to)
            commit()
            return render_template("accounts/forgot_sent.html", email=form.email.data)
    return render_template("accounts/forgot.html", form=form)


def link_to(key: str) -> str:
    """The address of a one-time link; from the settings, whatever the Host header says."""
    return str(current_app.config["PUBLIC_ORIGIN"]) + url_for("accounts.set_password", key=key)


@bp.route("/passwort/<key>", methods=["GET", "POST"], access=KEY_HOLDERS)
def set_password(key: str) -> ResponseReturnValue:
    try:
        link = queries.open_link(key, utc_now(), LinkPurpose.INVITATION, LinkPurpose.RESET)
    except NotFound:
        return render_template("accounts/link_dead.html"), 404
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.rules():
            password, repeated = form.password.data or "", form.repeated.data or ""
            password_actions.set_password_by_link(link, password, repeated, utc_now())
            return done(
                "Ihr Passwort ist gespeichert. Bitte melden Sie sich damit an.",
                url_for("accounts.sign_in"),
            )
    return render_template("accounts/set_password.html", form=form, link=link)


@bp.app_context_processor
def _mail_is_ready() -> dict[str, bool]:
    return {"mail_is_ready": current_app.config["MAIL"].is_ready}


@bp.app_context_processor
def _of_the_sign_in() -> dict[str, Callable[[], rules.Lasting]]:
    return {"sign_in_lasts": _sign_in_lasts}


@bp.route("/konto", access=SIGNED_IN)
def own() -> ResponseReturnValue:
    idle = current_app.config["IDLE_LIMIT"]
    sign_ins = queries.sign_ins_of(current_user.id, utc_now(), idle)
    here_now: SignedIn = g.sign_in
    return render_template(
        "accounts/own.html",
        sign_ins=sign_ins,
        here_now=here_now.sign_in_id,
        asked_address=queries.asked_address(here_now.id, utc_now()),
    )


@bp.route("/konto/anmeldung", access=SIGNED_IN)
def own_stay() -> ResponseReturnValue:
    """To go on being signed in: the visit counts like any other, the answer says until when."""
    return jsonify(asdict(_sign_in_lasts()))


def _sign_in_lasts() -> rules.Lasting:
    if "sign_in" not in g:  # begun by this very request, whose form is offered once more
        load_user(current_user.get_id())
    return rules.lasting(g.sign_in, current_app.config["IDLE_LIMIT"], utc_now())


@bp.route("/konto/passwort", methods=["GET", "POST"], access=SIGNED_IN)
def own_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        user = queries.own_account(current_viewer())
        typed = (form.current.data or "", form.password.data or "", form.repeated.data or "")
        with form.rules():
            if not password_actions.change_password(user, *typed, here(), utc_now()):
                commit()
                form.current.errors = ["Das bisherige Passwort stimmt nicht."]
                return render_template("accounts/own_password.html", form=form)
            limit = current_app.permanent_session_lifetime
            key = actions.open_sign_in(user, here(), utc_now(), limit)
            commit()
            enter(user, key)
            flash("Ihr Passwort ist geändert. Alle anderen Anmeldungen sind beendet.", "success")
            return redirect(url_for("accounts.own"))
    return render_template("accounts/own_password.html", form=form)


@bp.route("/konto/anmeldungen/<oid:id>/beenden", methods=["POST"], access=OWNER)
def own_sign_in_end(id: int) -> ResponseReturnValue:
    actions.end_sign_in(current_viewer(), queries.own_sign_in(current_viewer(), id))
    return done("Die Anmeldung ist beendet.", url_for("accounts.own"))


@bp.route("/konto/ueberall-abmelden", methods=["POST"], access=SIGNED_IN)
def own_sign_out_everywhere() -> ResponseReturnValue:
    user = queries.own_account(current_viewer())
    actions.sign_out_everywhere(current_viewer(), user)
    commit()
    return _leave("Sie sind auf allen Geräten abgemeldet.")


@bp.route("/darstellung", methods=["POST"], access=SIGNED_IN)
def theme() -> ResponseReturnValue:
    form = ThemeForm()
    if form.validate_on_submit():
        user = queries.own_account(current_viewer())
        actions.choose_theme(current_viewer(), user, form.chosen())
        commit()
    return redirect(same_site_target(request.referrer) or url_for("portal.start"))
