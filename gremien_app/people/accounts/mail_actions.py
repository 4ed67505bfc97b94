"""The mails of accounts, in plain German."""

from datetime import datetime

from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, format_time
from gremien_app.base.mail.actions import enqueue
from gremien_app.people.accounts.models import User
from gremien_app.people.accounts.secrets import digest

_NOT_YOU = (
    "Waren Sie das nicht? Dann verständigen Sie bitte sofort die Geschäftsführung Ihres Gremiums "
    "und ändern Sie Ihr Passwort."
)
_FOOTER = "\n\nDiese Mail wurde von Gremien geschrieben. Bitte antworten Sie nicht darauf."


def invitation(user: User, link: str, inviter: str, now: datetime) -> None:
    _write(
        user,
        f"invited-{_occasion(link)}",
        "Ihr Zugang zu Gremien",
        f"{inviter or 'die Geschäftsführung'} hat für Sie ein Benutzerkonto angelegt. In Gremien "
        "finden Sie Termine, Tagesordnungen und Niederschriften Ihrer Gremien.\n\n"
        "Bitte wählen Sie hier Ihr Passwort:\n"
        f"{link}\n\n"
        "Der Link gilt sieben Tage und nur einmal. Danach melden Sie sich mit dieser "
        f"E-Mail-Adresse an: {user.email}",
        now,
        holds_secret=True,
    )


def reset(user: User, link: str, now: datetime) -> None:
    _write(
        user,
        f"reset-{_occasion(link)}",
        "Neues Passwort für Gremien",
        "für Ihr Benutzerkonto wurde ein neues Passwort angefordert. Hier können Sie es wählen:\n"
        f"{link}\n\n"
        "Der Link gilt eine Stunde und nur einmal. Wenn Sie ihn nicht angefordert haben, "
        "brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.",
        now,
        holds_secret=True,
    )


def password_changed(user: User, now: datetime) -> None:
    """Tells the owner, in case it was somebody else."""
    at = now.astimezone(BERLIN)
    _write(
        user,
        f"password-{now.isoformat()}",
        "Ihr Passwort für Gremien wurde geändert",
        f"am {format_date(at.date())} um {format_time(at.time())} wurde das Passwort Ihres "
        "Benutzerkontos geändert. Alle anderen Anmeldungen sind beendet.\n\n"
        "Waren Sie das nicht? Dann fordern Sie auf der Anmeldeseite unter „Passwort vergessen“ "
        "gleich ein neues an und verständigen Sie die Geschäftsführung.",
        now,
    )


def confirm_address(user: User, address: str, link: str, now: datetime) -> None:
    _write(
        user,
        f"address-{_occasion(link)}",
        "Bitte bestätigen Sie Ihre E-Mail-Adresse",
        "mit dieser Adresse möchten Sie sich künftig bei Gremien anmelden. Bitte bestätigen Sie "
        "das hier:\n"
        f"{link}\n\n"
        "Der Link gilt einen Tag und nur einmal. Wenn Sie das nicht waren, brauchen Sie nichts zu "
        "tun: Dann ändert sich nichts.",
        now,
        to_address=address,
        holds_secret=True,
    )


def address_is_taken(user: User, address: str, now: datetime) -> None:
    """To the mailbox alone; who asked for it is not told, nor is its owner told who did."""
    enqueue(
        key=f"account-{user.id}-address-taken-{now.isoformat()}",
        to_address=address,
        subject="Ihre E-Mail-Adresse bei Gremien",
        body="Guten Tag,\n\n"
        "jemand wollte diese Adresse für ein anderes Benutzerkonto eintragen. Sie gehört schon zu "
        "einem Konto; darum ist nichts geschehen.\n\n"
        "Waren Sie das selbst? Dann haben Sie zwei Konten. Bitte schreiben Sie der "
        "Geschäftsführung, welches bleiben soll." + _FOOTER,
        now=now,
    )


def address_asked(user: User, now: datetime) -> None:
    """Tells the owner, in case it was somebody else."""
    _write(
        user,
        f"address-asked-{now.isoformat()}",
        "Eine andere E-Mail-Adresse für Ihr Konto",
        "für Ihr Benutzerkonto bei Gremien wurde eine andere E-Mail-Adresse angegeben. Sie gilt, "
        "sobald sie dort bestätigt ist. Bis dahin melden Sie sich weiter mit dieser Adresse "
        "an.\n\n" + _NOT_YOU,
        now,
    )


def address_changed(user: User, old: str, now: datetime) -> None:
    """To the old address: from there it can still be objected to."""
    _write(
        user,
        f"address-changed-{now.isoformat()}",
        "Ihre E-Mail-Adresse bei Gremien wurde geändert",
        "die neue E-Mail-Adresse Ihres Benutzerkontos ist bestätigt. An diese hier schreibt "
        "Gremien von jetzt an nichts mehr.\n\n" + _NOT_YOU,
        now,
        to_address=old,
    )


def _write(
    user: User,
    occasion: str,
    subject: str,
    text: str,
    now: datetime,
    *,
    to_address: str = "",
    holds_secret: bool = False,
) -> None:
    enqueue(
        key=f"account-{user.id}-{occasion}",
        to_address=to_address or user.email,
        to_name=user.name,
        subject=subject,
        body=f"Guten Tag {user.name},\n\n{text}{_FOOTER}",
        now=now,
        holds_secret=holds_secret,
    )


def _occasion(link: str) -> str:
    """Names one link without telling it."""
    return digest(link)[:32]
