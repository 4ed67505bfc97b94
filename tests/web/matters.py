"""Who reads what, in which state: the content behind the addresses, as circles of rights."""

from dataclasses import dataclass

from gremien_app.base.kernel.rights import ADMINS, ANYBODY, NOBODY, Circle, Role, all_of
from gremien_app.people.roles import CHAIRS, GUESTS, INSIDERS, OFFICE, READERS, TAKERS

EVERYBODY = all_of(ANYBODY)
COMMITTEE = all_of(INSIDERS)
COMMITTEE_AND_GUEST = all_of(INSIDERS, GUESTS)
CLOSED_PART = all_of(READERS)
CLOSED_PART_AND_GUEST = all_of(READERS, GUESTS)
DRAFTERS = all_of(CHAIRS, TAKERS)
WRITERS = all_of(TAKERS)
SECRETARIAT = all_of(OFFICE)
ADMINISTRATION = all_of(ADMINS)


@dataclass(frozen=True)
class Matter:
    """A thing in a state, and who reads it."""

    key: str
    thing: str
    state: str
    readers: frozenset[Circle]

    def is_read_by(self, role: Role) -> bool:
        return bool(self.readers & role.circles)


MATTERS = (
    Matter(
        "planned_place", "Sitzung: Tag, Uhrzeit, Ort", "noch ohne Einladung, öffentlich", EVERYBODY
    ),
    Matter("planned_agenda", "Tagesordnung", "Entwurf vor der Einladung", DRAFTERS),
    Matter("invited_place", "Sitzung: Tag, Uhrzeit, Ort", "eingeladen, öffentlich", EVERYBODY),
    Matter("invited_public", "Tagesordnung, öffentlicher Teil", "eingeladen", EVERYBODY),
    Matter(
        "invited_closed", "Tagesordnung, nichtöffentlicher Teil: Titel", "eingeladen", CLOSED_PART
    ),
    Matter(
        "closed_place",
        "Nichtöffentliche Sitzung: Ort (den Tag sehen alle)",
        "eingeladen",
        COMMITTEE,
    ),
    Matter("closed_agenda", "Nichtöffentliche Sitzung: Tagesordnung", "eingeladen", COMMITTEE),
    Matter("texts", "Erläuterung", "eingeladen", COMMITTEE),
    Matter(
        "guest_planned",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "Entwurf vor der Einladung",
        DRAFTERS,
    ),
    Matter(
        "guest_public",
        "Punkt, zu dem der Gast eingeladen ist: Texte",
        "öffentlicher Teil, eingeladen",
        COMMITTEE_AND_GUEST,
    ),
    Matter(
        "guest_closed",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentlicher Teil, eingeladen",
        CLOSED_PART_AND_GUEST,
    ),
    Matter(
        "guest_hidden",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentliche Sitzung, eingeladen",
        CLOSED_PART_AND_GUEST,
    ),
    Matter(
        "guest_place",
        "Nichtöffentliche Sitzung mit Gästen: Ort",
        "eingeladen",
        COMMITTEE_AND_GUEST,
    ),
    Matter(
        "guest_other",
        "Nichtöffentliche Sitzung mit Gästen: andere Punkte",
        "eingeladen",
        COMMITTEE,
    ),
    Matter(
        "guest_moved",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "seitdem nichtöffentlich geworden",
        CLOSED_PART,
    ),
    Matter(
        "guest_off",
        "Punkt, zu dem der Gast eingeladen war: Titel und Texte",
        "ausgeladen",
        CLOSED_PART,
    ),
    Matter(
        "guest_cancelled",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentlicher Teil, Sitzung abgesagt",
        CLOSED_PART,
    ),
    Matter(
        "guest_over",
        "Punkt, zu dem der Gast eingeladen war: Titel und Texte",
        "nichtöffentlicher Teil, ab dem Tag nach der Sitzung",
        CLOSED_PART,
    ),
    Matter(
        "guest_link",
        "Einwahl in eine hybride Sitzung mit Gästen",
        "eingeladen",
        COMMITTEE_AND_GUEST,
    ),
    Matter("guest_name", "Name eines Gastes", "immer", COMMITTEE),
    Matter("note", "Interner Vermerk zur Sitzung", "immer", SECRETARIAT),
    Matter("need", "Unterstützungsbedarf: was jemand braucht", "immer", SECRETARIAT),
    Matter("cancel_reason", "Grund einer Absage", "abgesagt", COMMITTEE),
    Matter("attendance_draft", "Anwesenheit mit Namen", "vor der Unterzeichnung", COMMITTEE),
    Matter("attendance_signed", "Anwesenheit mit Namen", "unterzeichnet", COMMITTEE),
    Matter(
        "attendance_published",
        "Anwesenheit mit Namen (ohne Grundlage zur Veröffentlichung)",
        "veröffentlicht",
        COMMITTEE,
    ),
    Matter("text_public_draft", "Niederschrift, öffentlicher Teil", "Entwurf", WRITERS),
    Matter(
        "text_public_submitted",
        "Niederschrift, öffentlicher Teil",
        "dem Vorsitz vorgelegt",
        DRAFTERS,
    ),
    Matter("text_public_signed", "Niederschrift, öffentlicher Teil", "unterzeichnet", COMMITTEE),
    Matter(
        "text_public_published", "Niederschrift, öffentlicher Teil", "veröffentlicht", EVERYBODY
    ),
    Matter("text_closed_draft", "Niederschrift, nichtöffentlicher Teil", "Entwurf", WRITERS),
    Matter(
        "text_closed_submitted",
        "Niederschrift, nichtöffentlicher Teil",
        "dem Vorsitz vorgelegt",
        DRAFTERS,
    ),
    Matter(
        "text_closed_signed", "Niederschrift, nichtöffentlicher Teil", "unterzeichnet", CLOSED_PART
    ),
    Matter(
        "text_closed_published",
        "Niederschrift, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        CLOSED_PART,
    ),
    Matter("remark_draft", "Anmerkungen des Vorsitzes", "Entwurf", WRITERS),
    Matter("remark_signed", "Anmerkungen des Vorsitzes", "nach der Unterzeichnung", NOBODY),
    Matter(
        "resolution_public_draft",
        "Beschluss, öffentlicher Teil",
        "vor der Unterzeichnung",
        DRAFTERS,
    ),
    Matter(
        "resolution_public_signed",
        "Beschluss, öffentlicher Teil",
        "Niederschrift unterzeichnet",
        COMMITTEE,
    ),
    Matter(
        "resolution_public_published",
        "Beschluss, öffentlicher Teil",
        "veröffentlicht",
        EVERYBODY,
    ),
    Matter(
        "resolution_closed_draft",
        "Beschluss, nichtöffentlicher Teil",
        "vor der Unterzeichnung",
        DRAFTERS,
    ),
    Matter(
        "resolution_closed_signed",
        "Beschluss, nichtöffentlicher Teil",
        "Niederschrift unterzeichnet",
        CLOSED_PART,
    ),
    Matter(
        "resolution_closed_published",
        "Beschluss, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        CLOSED_PART,
    ),
    Matter(
        "published_name", "Name eines Mitglieds", "mit Grundlage zur Veröffentlichung", EVERYBODY
    ),
    Matter("name", "Name eines Mitglieds", "ohne Grundlage zur Veröffentlichung", COMMITTEE),
    Matter("contact", "E-Mail-Adresse eines Mitglieds", "immer", SECRETARIAT),
    Matter("account", "Benutzerkonten", "immer", ADMINISTRATION),
    Matter("mail", "Postausgang", "immer", ADMINISTRATION),
    Matter("audit_details", "Protokoll der Änderungen: Einzelheiten", "immer", SECRETARIAT),
)
