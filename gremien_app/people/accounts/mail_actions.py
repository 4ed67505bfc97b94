"""The mails of accounts, in plain German."""

from datetime import datetime

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, format_time
from gremien_app.base.mail.actions import enqueue
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest

_FOOTER = "\n\nDiese Mail wurde von Gremien geschrieben. Bitte antworten Sie nicht darauf."


def invitation(user: User, link: str, inviter: str, now: datetime) -> None:
    enqueue(
        key=f"account-{user.id}-invited-{_occasion(link)}",
        to_address=user.email,
        to_name=user.name,
        subject="Ihr Zugang zu Gremien",
        body=(
            f"Guten Tag {user.name},\n\n"
            f"{inviter or 'die Geschäftsführung'} hat für Sie ein Benutzerkonto angelegt. In "
            "Gremien finden Sie Termine, Tagesordnungen und Niederschriften Ihrer Gremien.\n\n"
            "Bitte wählen Sie hier Ihr Passwort:\n"
            f"{link}\n\n"
            "Der Link gilt sieben Tage und nur einmal. Danach melden Sie sich mit dieser "
            f"E-Mail-Adresse an: {user.email}" + _FOOTER
        ),
        now=now,
        holds_secret=True,
    )


def reset(user: User, link: str, now: datetime) -> None:
    enqueue(
        key=f"account-{user.id}-reset-{_occasion(link)}",
        to_address=user.email,
        to_name=user.name,
        subject="Neues Passwort für Gremien",
        body=(
            f"Guten Tag {user.name},\n\n"
            "für Ihr Benutzerkonto wurde ein neues Passwort angefordert. Hier können Sie es "
            "wählen:\n"
            f"{link}\n\n"
            "Der Link gilt eine Stunde und nur einmal. Wenn Sie ihn nicht angefordert haben, "
            "brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist." + _FOOTER
        ),
        now=now,
        holds_secret=True,
    )


def password_changed(user: User, now: datetime) -> None:
    """Tells the owner, in case it was somebody else."""
    at = now.astimezone(BERLIN)
    enqueue(
        key=f"account-{user.id}-password-{now.isoformat()}",
        to_address=user.email,
        to_name=user.name,
        subject="Ihr Passwort für Gremien wurde geändert",
        body=(
            f"Guten Tag {user.name},\n\n"
            f"am {format_date(at.date())} um {format_time(at.time())} wurde das Passwort Ihres "
            "Benutzerkontos geändert. Alle anderen Anmeldungen sind beendet.\n\n"
            "Waren Sie das nicht? Dann fordern Sie auf der Anmeldeseite unter „Passwort "
            "vergessen“ gleich ein neues an und verständigen Sie die Geschäftsführung." + _FOOTER
        ),
        now=now,
    )


def _occasion(link: str) -> str:
    """Names one link without telling it."""
    return digest(link)[:32]
