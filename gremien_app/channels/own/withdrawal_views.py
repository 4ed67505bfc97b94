"""Withdrawing a consent: a page says what ends and what does not, then a button ends it."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.clock import today, utc_now
from gremien_app.base.kernel.rights import OWNER, SIGNED_IN
from gremien_app.base.web.access import current_viewer
from gremien_app.base.web.done import done
from gremien_app.channels.own import actions, queries, rules
from gremien_app.channels.own.forms import ConfirmForm
from gremien_app.channels.own.rules import Withdrawal
from gremien_app.channels.own.views import bp
from gremien_app.people.bases.rules import can_revoke
from gremien_app.people.persons.queries import own_person

__all__ = ["bp"]


@bp.route("/meine-daten/einwilligungen/<oid:id>/widerrufen", methods=["GET", "POST"], access=OWNER)
def withdraw_contact(id: int) -> ResponseReturnValue:
    consent = queries.own_consent(current_viewer(), id)
    contacts = (consent,) if consent.revoked_on is None else ()
    return _asked(Withdrawal(consent.person, contacts=contacts))


@bp.route(
    "/meine-daten/mitgliedschaften/<oid:id>/widerrufen", methods=["GET", "POST"], access=OWNER
)
def withdraw_membership(id: int) -> ResponseReturnValue:
    membership = queries.own_membership(current_viewer(), id)
    memberships = (membership,) if can_revoke(membership) else ()
    return _asked(Withdrawal(membership.person, memberships=memberships))


@bp.route(
    "/meine-daten/name-nicht-mehr-veroeffentlichen", methods=["GET", "POST"], access=SIGNED_IN
)
def withdraw_name() -> ResponseReturnValue:
    person = own_person(current_viewer())
    return _asked(Withdrawal(person, of_name=can_revoke(person)) if person else None)


@bp.route("/meine-daten/einwilligungen/widerrufen", methods=["GET", "POST"], access=SIGNED_IN)
def withdraw_all() -> ResponseReturnValue:
    viewer = current_viewer()
    person, memberships = own_person(viewer), queries.own_memberships(viewer)
    return _asked(rules.withdrawal_of_all(person, memberships) if person else None)


def _asked(withdrawal: Withdrawal | None) -> ResponseReturnValue:
    """None: whoever asks is no person of the lists, and has consented to nothing."""
    viewer, form = current_viewer(), ConfirmForm()
    if form.validate_on_submit():
        has_ended = withdrawal is not None and actions.withdraw(
            viewer,
            withdrawal,
            today(),
            office=current_app.config["OFFICE"]["email"],
            link=current_app.config["PUBLIC_ORIGIN"] + url_for("concerns.index"),
            now=utc_now(),
        )
        told = "Widerrufen. Es gilt ab sofort." if has_ended else "Es gab nichts zu widerrufen."
        return done(told, url_for("own.show", _anchor="einwilligungen"))
    others = queries.own_memberships(viewer)
    return render_template(
        "own/withdraw.html",
        form=form,
        withdrawal=withdrawal,
        goes_on=withdrawal.goes_on(others, today()) if withdrawal else [],
    )
