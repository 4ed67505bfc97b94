"""Browsers from which an account has signed in before: strangers' wrong passwords don't stop them.

A cookie of its own (OWASP: "device cookies") opens nothing. It only has its wrong passwords counted
by themselves, and ends with the account's password.
"""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest, new_key

LIFETIME = timedelta(days=180)
SALT = "known-device"


def _account(user: User) -> str:
    """Changes with the password and with "überall abmelden"."""
    return digest(f"device:{user.get_id()}")[:32]


def number_of(token: str, user: User | None, signer: URLSafeTimedSerializer) -> str:
    """The device's number, if this account has signed in from there; otherwise ""."""
    if not token or user is None:
        return ""
    try:
        account, number = signer.loads(token, max_age=int(LIFETIME.total_seconds()))
    except (BadSignature, ValueError, TypeError):
        return ""
    return str(number) if account == _account(user) else ""


def token_for(user: User, signer: URLSafeTimedSerializer) -> str:
    """A new number for this browser; it tells nothing about it."""
    return str(signer.dumps([_account(user), new_key()[:22]]))
