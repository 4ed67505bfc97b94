"""Another address to sign in with: asked for with the password, confirmed from its mailbox."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.rights import KEY_HOLDERS, SIGNED_IN
from gremien_app.base.transactions import commit
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.channels.own import actions
from gremien_app.channels.own.forms import AddressForm, ConfirmForm
from gremien_app.channels.own.views import bp, own_account
from gremien_app.people.accounts import address_actions, queries
from gremien_app.people.accounts.models import LinkPurpose
from gremien_app.people.accounts.views import here

__all__ = ["bp"]


@bp.route("/meine-daten/adresse", methods=["GET", "POST"], access=SIGNED_IN)
def address() -> ResponseReturnValue:
    form, user = AddressForm(), own_account()
    if form.validate_on_submit():
        with form.rules():
            is_right = address_actions.ask_for_address(
                user,
                form.current.data or "",
                form.email.data,
                here(),
                utc_now(),
                _link_to,
                also_contact=bool(form.also_contact.data) and user.person_id is not None,
            )
            if is_right:
                return done(
                    "Bitte sehen Sie in das Postfach der neuen Adresse und folgen Sie dem Link; er "
                    "gilt einen Tag. Bis dahin melden Sie sich an wie bisher.",
                    url_for("accounts.own"),
                )
            commit()
            form.current.errors = ["Das Passwort stimmt nicht."]
    return render_template("own/address.html", form=form, user=user)


def _link_to(key: str) -> str:
    return str(current_app.config["PUBLIC_ORIGIN"]) + url_for("own.confirm_address", key=key)


@bp.route("/meine-daten/adresse/abbrechen", methods=["POST"], access=SIGNED_IN)
def give_up_address() -> ResponseReturnValue:
    address_actions.give_up_address(own_account())
    return done("Es bleibt bei Ihrer Adresse; der Link gilt nicht mehr.", url_for("accounts.own"))


@bp.route("/meine-daten/adresse/<key>", methods=["GET", "POST"], access=KEY_HOLDERS)
def confirm_address(key: str) -> ResponseReturnValue:
    try:
        link = queries.open_link(key, utc_now(), LinkPurpose.ADDRESS)
    except NotFound:
        return render_template("own/address_dead.html"), 404
    form = ConfirmForm()
    if form.validate_on_submit():
        with form.rules():
            actions.confirm_own_address(link, utc_now())
            signed_in = current_viewer().is_signed_in
            return done(
                "Ihre neue E-Mail-Adresse ist bestätigt. Damit melden Sie sich von jetzt an an.",
                url_for("accounts.own" if signed_in else "accounts.sign_in"),
            )
    return render_template("own/address_confirm.html", form=form, link=link)
