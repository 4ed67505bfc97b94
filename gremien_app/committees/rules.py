"""Rules of a committee's settings."""

from gremien_app.kernel.errors import RuleBroken
from gremien_app.kernel.text import is_email_address

MAX_DAYS = 365

# Settings that can stand on the list "bitte prüfen".
SETTING_LABELS = {
    "legal_basis": "Rechtsgrundlage",
    "about": "Kurzbeschreibung",
    "chair_mode": "Bestellung des Vorsitzes",
    "chair_title": "Bezeichnung des Vorsitzes",
    "chair_votes": "Stimmrecht des Vorsitzes",
    "quorum_rule": "Beschlussfähigkeit",
    "decision_rule": "Art der Entscheidung",
    "is_public": "Öffentlichkeit der Sitzungen",
    "notice_days": "Ladungsfrist",
    "minutes_due_days": "Frist für die Niederschrift",
    "usual_start": "üblicher Beginn",
    "statutory_seats": "Zahl der Sitze",
    "contact_name": "Kontakt",
}


def label_of(setting: str) -> str:
    return SETTING_LABELS.get(setting, setting)


def require_days(notice_days: int | None, minutes_due_days: int) -> None:
    """0 to 365 days of notice (None: not known yet), 1 to 365 days for the minutes."""
    if notice_days is not None and not 0 <= notice_days <= MAX_DAYS:
        raise RuleBroken(
            f"Die Ladungsfrist muss zwischen 0 und {MAX_DAYS} Tagen liegen.", field="notice_days"
        )
    if not 1 <= minutes_due_days <= MAX_DAYS:
        raise RuleBroken(
            f"Die Frist für die Niederschrift muss zwischen 1 und {MAX_DAYS} Tagen liegen.",
            field="minutes_due_days",
        )


def require_contact(email: str) -> None:
    if email and not is_email_address(email):
        raise RuleBroken(
            "Bitte geben Sie eine vollständige E-Mail-Adresse ein.", field="contact_email"
        )


def require_to_check(to_check: list[str], setting: str) -> None:
    if setting not in to_check:
        raise RuleBroken("Diese Angabe ist schon bestätigt.")
