"""How long each kind of data is kept: from the settings and rules, for people and operators."""

from dataclasses import dataclass
from datetime import timedelta

from gremien_app.base.mail import rules as mail
from gremien_app.people.accounts import known_devices
from gremien_app.people.accounts import rules as accounts
from gremien_app.people.accounts.models import LinkPurpose


@dataclass(frozen=True)
class Kind:
    """One kind of data; ``tables`` are where it lies, and every table belongs to one kind.

    ``settings`` say how long; only operators are told their names.
    """

    name: str
    whose: str
    kept: str
    end: str
    tables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


def _long(time: timedelta) -> str:
    if time >= timedelta(days=1):
        return f"{time.days} Tage"
    hours = int(time.total_seconds() // 3600)
    return "1 Stunde" if hours == 1 else f"{hours} Stunden"


def kinds(*, session: timedelta, idle: timedelta, contact_months: int) -> list[Kind]:
    """All kinds, for the lengths that are set."""
    return [*_of_the_committees(contact_months), *_of_sign_ins(session, idle), *_of_channels()]


def _of_the_committees(contact_months: int) -> list[Kind]:
    return [
        Kind(
            "Gremien, Sitze, Organisationen, Räume, besondere Tage",
            "Organisationen; keine Personen",
            "dauerhaft",
            "von Hand, wo nichts darauf beruht",
            _MASTER,
        ),
        Kind(
            "Sitzungen, Tagesordnungen, Anwesenheit, Abstimmungen, Beschlüsse, Niederschriften",
            "Mitglieder, Gäste, Personen in Texten",
            "dauerhaft, als Akte des Gremiums",
            "gar nicht; unterzeichnete Niederschriften sind Urkunden",
            _RECORDS,
        ),
        Kind(
            "Namen, Mitgliedschaften und Ämter",
            "Mitglieder und frühere Mitglieder",
            "dauerhaft, weil die Niederschriften darauf verweisen",
            "auf Antrag („Person löschen“), soweit nichts Unterzeichnetes darauf verweist",
            ("person", "former_name", "membership", "office_tenure"),
        ),
        Kind(
            "Kontaktdaten, Sprache, Form der Unterlagen, Pronomen und die Einwilligungen dazu",
            "Mitglieder und Gäste",
            f"{contact_months} Monate nach der letzten Mitgliedschaft oder Einladung",
            "von selbst; früher auf Wunsch",
            ("contact_consent",),
            settings=("contact_months",),
        ),
    ]


def _of_sign_ins(session: timedelta, idle: timedelta) -> list[Kind]:
    return [
        Kind(
            "Benutzerkonten und Aufgaben",
            "Beschäftigte, Mitglieder mit Konto",
            "solange jemand damit arbeitet",
            "die Verwaltung sperrt; das Konto einer Person geht mit „Person löschen“",
            ("user_account", "assignment"),
        ),
        Kind(
            "Anmeldungen: Art des Geräts, gekürzte Netzadresse",
            "wer angemeldet ist",
            f"höchstens {_long(session)}; gültig nur, solange nicht länger als "
            f"{int(idle.total_seconds() // 60)} Minuten nichts geschieht",
            "mit dem Abmelden; abgelaufene von selbst",
            ("login_session",),
            settings=("session_hours", "idle_minutes"),
        ),
        Kind(
            "Cookie, das ein Gerät wiedererkennt",
            "wer sich angemeldet hat",
            _long(known_devices.LIFETIME),
            "nur im Browser; wertlos mit einem neuen Passwort",
        ),
        Kind(
            "Falsche Passwörter: Prüfwerte von Konto und Netzadresse",
            "wer sich anmelden wollte",
            _long(max(accounts.FAILURE_WINDOW, accounts.RESET_WINDOW)),
            "von selbst",
            ("failed_sign_in",),
        ),
        Kind(
            "Links zum Setzen eines Passworts (nur ihr Prüfwert)",
            "wer eingeladen wurde oder sein Passwort vergaß",
            f"gültig {_long(accounts.LIFETIMES[LinkPurpose.INVITATION])} oder "
            f"{_long(accounts.LIFETIMES[LinkPurpose.RESET])}; die Zeile "
            f"{_long(accounts.LINKS_KEPT)} länger",
            "von selbst",
            ("one_time_link",),
        ),
    ]


def _of_channels() -> list[Kind]:
    return [
        Kind(
            "Mails im Postausgang",
            "Empfänger*innen",
            f"{_long(mail.SENT_KEPT)} nach dem Versand oder dem letzten Versuch; geheime Links bis "
            f"zum Versand, höchstens {_long(mail.SECRETS_KEPT)}",
            "von selbst",
            ("outbox_mail",),
        ),
        Kind(
            "Kalender-Abos (Prüfwert der Adresse, Tag der letzten Abfrage)",
            "wer ein Abo hat",
            "bis es beendet wird",
            "auf der Seite „Meine Abos“",
            ("calendar_feed",),
        ),
        Kind(
            "Protokoll der Änderungen: wer, was, wann, gekürzte Netzadresse",
            "alle, die etwas ändern oder Vertrauliches herunterladen",
            "dauerhaft",
            "Texte auf Wunsch (Protokoll → Verlauf → Texte löschen); wer, was, wann bleibt",
            ("audit_entry", "audit_head"),
        ),
    ]


_RECORDS = (
    "sitting", "sitting_move", "sitting_partner", "sitting_plan", "planned_date",
    "deadline_done", "agenda_item", "resolution", "published_resolution", "name_decision",
    "minutes", "minutes_entry", "minutes_version", "minutes_file", "minutes_publication",
    "minutes_remark", "signature", "signed_name", "invitation", "attendance",
    "attendance_interval", "roster_question", "seats_of_day", "chair_period",
    "conflict_of_interest", "vote", "guest", "admission",
)  # fmt: skip
_MASTER = (
    "committee", "committee_name", "setting_confirmation", "term", "statutory_seats", "office",
    "seat", "reconstitution", "organization", "organization_name", "venue", "room", "observance",
    "outside_calendar", "outside_sitting", "calendar_version",
)  # fmt: skip
