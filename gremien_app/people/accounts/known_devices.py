"""Browsers from which an account has signed in before: strangers' wrong passwords don't stop them.

A cookie of its own (OWASP: "device cookies") opens nothing. It only has its wrong passwords counted
by themselves, and ends with the account's password.
"""

from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadSignature

from gremien_app.base.web.signing import serializer
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest, new_key

LIFETIME = timedelta(days=180)
_SALT = "known-device"


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-geraet"


def _account(user: User) -> str:
    """Changes with the password and with "überall abmelden"."""
    return digest(f"device:{user.get_id()}")[:32]


def token_here() -> str:
    """What this browser brought along; "" when it is a stranger."""
    return request.cookies.get(_name(), "")


def number_of(token: str, user: User | None) -> str:
    """The device's number, if this account has signed in from there; otherwise ""."""
    if not token or user is None:
        return ""
    try:
        account, number = serializer(_SALT).loads(token, max_age=int(LIFETIME.total_seconds()))
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(number) if account == _account(user) else ""


def token_for(user: User) -> str:
    """A new number for this browser; it tells nothing about it."""
    return str(serializer(_SALT).dumps([_account(user), new_key()[:22]]))


def remember(response: Response, token: str) -> Response:
    """Know this browser again."""
    response.set_cookie(
        _name(),
        token,
        max_age=LIFETIME,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response
