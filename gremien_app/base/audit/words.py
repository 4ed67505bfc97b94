"""The record in German: actions, fields, values, and where an object's page is.

Rooms stand above this one, so it knows their tables and pages by name only.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Enum

from gremien_app.base.extensions import db
from gremien_app.base.kernel.clock import BERLIN
from gremien_app.base.kernel.dates import format_date, format_datetime


@dataclass(frozen=True)
class ObjectKind:
    """A kind of object: its word, the piece of the address, the endpoint of its page."""

    label: str
    slug: str
    endpoint: str = ""


OBJECTS = {
    "agenda_item": ObjectKind("Tagesordnungspunkt", "tagesordnungspunkt"),
    "attendance": ObjectKind("Anwesenheit", "anwesenheit"),
    "audit_entry": ObjectKind("Eintrag im Protokoll", "eintrag"),
    "calendar_feed": ObjectKind("Kalender-Abo", "kalender-abo"),
    "committee": ObjectKind("Gremium", "gremium"),
    "contact_consent": ObjectKind("Einwilligung", "einwilligung"),
    "guest": ObjectKind("Gast", "gast"),
    "invitation": ObjectKind("Einladung", "einladung"),
    "membership": ObjectKind("Mitgliedschaft", "mitgliedschaft"),
    "minutes": ObjectKind("Niederschrift", "niederschrift"),
    "observance": ObjectKind("Feiertag", "feiertag"),
    "office": ObjectKind("Amt", "amt", "offices.show"),
    "office_tenure": ObjectKind("Amtszeit", "amtszeit"),
    "organization": ObjectKind("Organisation", "organisation", "organizations.show"),
    "outbox_mail": ObjectKind("Mail", "mail", "mail.show"),
    "outside_calendar": ObjectKind("Fremder Kalender", "fremder-kalender"),
    "person": ObjectKind("Person", "person", "persons.show"),
    "resolution": ObjectKind("Beschluss", "beschluss", "resolutions.show"),
    "room": ObjectKind("Raum", "raum"),
    "seat": ObjectKind("Sitz", "sitz"),
    "sitting": ObjectKind("Sitzung", "sitzung", "portal.sitting"),
    "sitting_plan": ObjectKind("Sitzungsplan", "sitzungsplan"),
    "term": ObjectKind("Wahlperiode", "wahlperiode"),
    "user_account": ObjectKind("Benutzerkonto", "benutzerkonto"),
    "venue": ObjectKind("Sitzungsort", "sitzungsort"),
}
TYPES = {kind.slug: name for name, kind in OBJECTS.items()}

# What stands before the dot of an action's code; the filter of the pages offers these.
AREAS = {
    "access": "Abgewiesene Zugriffe",
    "account": "Konten und Anmeldung",
    "agenda": "Tagesordnung",
    "attendance": "Anwesenheit",
    "audit": "Protokoll",
    "backup": "Sicherung",
    "calendar": "Kalender",
    "calendar_feed": "Kalender-Abos",
    "committee": "Gremien",
    "conflict": "Befangenheit",
    "consent": "Einwilligungen",
    "deadline": "Fristen",
    "download": "Heruntergeladene Dateien",
    "exchange": "Datenübernahme",
    "guest": "Gäste",
    "invitation": "Einladungen",
    "item": "Ergebnisse",
    "list": "Mitgliederlisten",
    "mail": "Mails",
    "membership": "Mitgliedschaften",
    "minutes": "Niederschriften",
    "names": "Namen in Öffentlichem",
    "observance": "Feiertage",
    "office": "Ämter",
    "organization": "Organisationen",
    "outside_calendar": "Fremde Kalender",
    "person": "Personen",
    "plan": "Sitzungsplan",
    "resolution": "Beschlüsse",
    "room": "Räume",
    "seat": "Sitze",
    "sitting": "Sitzungen",
    "tenure": "Amtszeiten",
    "term": "Wahlperioden",
    "venue": "Sitzungsorte",
    "vote": "Abstimmungen",
}

FIELDS = {
    # counts of an erasure
    "consents": "Einwilligungen",
    "copies": "Texte mit dem Namen",
    "feeds": "Kalender-Abos",
    "former_names": "frühere Namen",
    "invitations": "Einladungen als Gast",
    "lines": "Zeilen in Listen nicht gehaltener Sitzungen",
    "mails": "Mails an die Person",
    "questions": "Rückfragen zur Anwesenheit",
    "record_texts": "Einträge im Protokoll der Änderungen",
    "sign_ins": "Anmeldungen auf Geräten",
    "abstain": "Enthaltungen",
    "addressee": "gerichtet an",
    "can_vote": "stimmberechtigt",
    "capacity": "Plätze",
    "chair_mode": "Art des Vorsitzes",
    "chair_office": "Amt im Vorsitz",
    "chair_title": "Bezeichnung des Vorsitzes",
    "chair_votes": "Vorsitz stimmt mit",
    "closed_at": "Ende",
    "contact_email": "E-Mail-Adresse der Ansprechperson",
    "contact_name": "Ansprechperson",
    "contact_phone": "Telefon der Ansprechperson",
    "content_sha256": "Prüfwert des Textes (SHA-256)",
    "counts_for_quorum": "zählt für die Beschlussfähigkeit",
    "decision_rule": "Beschlussregel",
    "deputy_order": "Rang der Stellvertretung",
    "detail": "Funktion oder Organisation",
    "due_at": "nächster Versuch",
    "email": "E-Mail-Adresse",
    "end_reason": "Grund des Endes",
    "ends_at": "Ende",
    "ends_on": "Ende",
    "explanation": "Begründung",
    "format": "Form",
    "gets_papers": "bekommt Unterlagen",
    "given_on": "erteilt am",
    "given_up_at": "aufgegeben",
    "invalid": "ungültige Stimmen",
    "is_adopted": "angenommen",
    "is_admin": "Verwaltung der Anwendung",
    "is_disabled": "gesperrt",
    "is_public": "öffentlich",
    "kind": "Art",
    "may_move": "darf Anträge stellen",
    "may_speak": "darf sprechen",
    "minutes_due_days": "Tage bis zur Niederschrift",
    "mode": "Art der Abstimmung",
    "name": "Name",
    "no": "Nein-Stimmen",
    "note": "Vermerk",
    "notice_days": "Ladungsfrist in Tagen",
    "notice_unit": "Zählweise der Ladungsfrist",
    "number": "Nummer",
    "office": "Amt",
    "online_url": "Adresse im Netz",
    "opened_at": "Beginn",
    "organization": "entsendet von",
    "outcome": "Beschlussart",
    "part": "Teil",
    "person": "Person",
    "place": "Ort",
    "present_override": "Anwesende laut Protokoll",
    "presenter": "Vortrag",
    "proposal": "Beschlussvorschlag",
    "publication_basis": "Grundlage der Veröffentlichung",
    "publication_date": "veröffentlicht seit",
    "publication_revoked_on": "Veröffentlichung widerrufen am",
    "quorum_rule": "Beschlussfähigkeit",
    "reason": "Begründung",
    "reference": "Vorlage",
    "revoked_on": "widerrufen am",
    "role": "Rolle",
    "room": "Raum",
    "seat": "Sitz",
    "sees_closed": "sieht den nichtöffentlichen Teil",
    "signature_sha256": "Prüfwert der Unterschrift (SHA-256)",
    "sha256_closed": "Prüfwert der Datei, nichtöffentlicher Teil (SHA-256)",
    "sha256_public": "Prüfwert der Datei, öffentlicher Teil (SHA-256)",
    "publication_sha256": "Prüfwert des veröffentlichten Textes (SHA-256)",
    "sha256_published": "Prüfwert der veröffentlichten Datei (SHA-256)",
    "short": "Kurzname",
    "spans": "Zeiten",
    "starts_at": "Beginn",
    "starts_on": "Beginn",
    "state": "Stand",
    "status": "Anwesenheit",
    "text": "Text",
    "theme": "Darstellung",
    "title": "Titel",
    "to_check": "noch zu prüfen",
    "usual_minutes": "übliche Dauer in Minuten",
    "usual_start": "üblicher Beginn",
    "valid_from": "gültig ab",
    "valid_until": "gültig bis",
    "yes": "Ja-Stimmen",
    # what a change of the master data did to the list of a sitting
    "added": "auf die Liste gekommen",
    "adjusted": "dem Verzeichnis gefolgt",
    "asked": "offene Fragen",
    "removed": "von der Liste gegangen",
    "settled": "Fragen erledigt",
    "statutory_seats": "Zahl der Sitze",
    # counts of a data import
    "agenda_items": "Tagesordnungspunkte",
    "accounts": "Benutzerkonten",
    "attendance": "Anwesenheiten",
    "committees": "Gremien",
    "items": "Tagesordnungspunkte",
    "memberships": "Mitgliedschaften",
    "minutes": "Niederschriften",
    "organizations": "Organisationen",
    "persons": "Personen",
    "resolutions": "Beschlüsse",
    "rooms": "Räume",
    "seats": "Sitze",
    "sittings": "Sitzungen",
    "terms": "Wahlperioden",
    "users": "Benutzerkonten",
    "venues": "Sitzungsorte",
    "votes": "Abstimmungen",
    "begins_evening_before": "beginnt am Vorabend",
    "is_approximate": "ungefähr",
    "kept_reason": "Grund, den Termin zu behalten",
    "kept_warnings": "Hinweise zum Termin",
    "source": "Quelle",
    "tradition": "Herkunft",
    "year_reference": "Kennung",
    # a committee's settings
    "about": "Kurzbeschreibung",
    "access_due_days": "Frist für Unterstützungsbedarf in Tagen",
    "attempts": "Versuche",
    "attendance_groups": "Gruppen der Anwesenheit",
    "closed_on": "letzter Tag",
    "color": "Farbe im Kalender",
    "genitive": "Name im Genitiv",
    "legal_basis": "Rechtsgrundlage",
    "letterhead": "Briefkopf",
    "minutes_wording": "Wortwahl der Niederschrift",
    "motions_due_days": "Frist für Anträge in Tagen",
    "office_id": "Amt, das den Vorsitz führt",
    "position": "Reihenfolge",
    "seat_groups": "Gruppen der Sitze",
    "standing_agenda": "ständige Tagesordnung",
    # a room's card
    "checked_on": "vor Ort geprüft am",
    "directions": "Weg",
    "has_accessible_wc": "barrierefreies WC",
    "has_induction_loop": "induktive Höranlage",
    "has_quiet_room": "Ruheraum",
    "is_step_free": "stufenlos erreichbar",
    "lift_width_cm": "Breite der Aufzugtür in cm",
    "step_free_way": "stufenloser Weg",
    "street": "Straße",
    "town": "Ort",
    "wheelchair_places": "Plätze für Rollstühle",
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)")


def area_of(action: str) -> str:
    return AREAS.get(action.partition(".")[0], action)


def field_label(name: str) -> str:
    return FIELDS.get(name) or FIELDS.get(name.rpartition(".")[2]) or name.replace("_", " ")


def in_words(object_type: str, name: str, value: Any) -> str:
    """A stored value for readers: "ja", "01.11.2025", "Vorsitz", "–" for nothing."""
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(in_words(object_type, name, one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {in_words(object_type, name, v)}" for key, v in value.items())
    text = str(value)
    return _moment(text) or _choice(object_type, name, text) or text


def _moment(text: str) -> str | None:
    if _DAY.fullmatch(text):
        return format_date(date.fromisoformat(text))
    if _INSTANT.fullmatch(text):
        return format_datetime(datetime.fromisoformat(text).astimezone(BERLIN))
    return None


def _choice(object_type: str, name: str, value: str) -> str | None:
    """The label of an enum's member, found by the column's own enum."""
    tables = db.metadata.tables
    own = [tables[object_type]] if object_type in tables else []
    for table in (*own, *db.metadata.sorted_tables):
        kind = table.c[name].type if name in table.c else None
        if isinstance(kind, Enum) and kind.enum_class and value in kind.enums:
            return str(getattr(kind.enum_class(value), "label", value))
    return None
