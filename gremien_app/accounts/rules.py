"""Rules of sign-in."""

from datetime import datetime, timedelta

from gremien_app.kernel.errors import RuleBroken

MAX_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=15)
MIN_PASSWORD, MAX_PASSWORD = 8, 200


def require_not_throttled(failures: list[datetime], now: datetime) -> None:
    """Refuse further attempts after ten wrong passwords in a quarter of an hour."""
    recent = [at for at in failures if at > now - FAILURE_WINDOW]
    if len(recent) >= MAX_FAILURES:
        raise RuleBroken(
            "Für diese E-Mail-Adresse gab es zu viele Fehlversuche. Bitte warten Sie eine "
            "Viertelstunde und versuchen Sie es dann noch einmal."
        )


def require_usable_password(password: str) -> None:
    """Length only; no composition rules (NIST SP 800-63B § 3.1.1)."""
    if len(password) < MIN_PASSWORD:
        raise RuleBroken(
            f"Das Passwort braucht mindestens {MIN_PASSWORD} Zeichen.", field="password"
        )
    if len(password) > MAX_PASSWORD:
        raise RuleBroken(
            f"Das Passwort darf höchstens {MAX_PASSWORD} Zeichen haben.", field="password"
        )
