"""Who reads what, in which state: the content behind the addresses."""

from gremien_app.web.matrix import Matter

#                                             anonymous
#                                             |member
#                                             ||deputy
#                                             |||chair
#                                             ||||minute taker
#                                             |||||secretariat of A
#                                             ||||||secretariat of B
#                                             |||||||administration
MATTERS = (
    Matter("planned_place", "Sitzung: Tag, Uhrzeit, Ort", "vorgemerkt, öffentlich", "jjjjjjjj"),
    Matter("planned_agenda", "Tagesordnung", "Entwurf vor der Einladung", "---jjj--"),
    Matter("invited_place", "Sitzung: Tag, Uhrzeit, Ort", "eingeladen, öffentlich", "jjjjjjjj"),
    Matter("invited_public", "Tagesordnung, öffentlicher Teil", "eingeladen", "jjjjjjjj"),
    Matter(
        "invited_closed", "Tagesordnung, nichtöffentlicher Teil: Titel", "eingeladen", "-jjjjj--"
    ),
    Matter(
        "closed_place",
        "Nichtöffentliche Sitzung: Ort (den Tag sehen alle)",
        "eingeladen",
        "-jjjjj--",
    ),
    Matter("closed_agenda", "Nichtöffentliche Sitzung: Tagesordnung", "eingeladen", "-jjjjj--"),
    Matter("note", "Interner Vermerk zur Sitzung", "immer", "-----j--"),
    Matter("cancel_reason", "Grund einer Absage", "abgesagt", "-jjjjj--"),
    Matter("attendance_draft", "Anwesenheit mit Namen", "vor der Unterzeichnung", "-jjjjj--"),
    Matter("attendance_signed", "Anwesenheit mit Namen", "unterzeichnet", "-jjjjj--"),
    Matter(
        "attendance_published",
        "Anwesenheit mit Namen (ohne Grundlage zur Veröffentlichung)",
        "veröffentlicht",
        "-jjjjj--",
    ),
    Matter("text_public_draft", "Niederschrift, öffentlicher Teil", "Entwurf", "----jj--"),
    Matter(
        "text_public_submitted",
        "Niederschrift, öffentlicher Teil",
        "dem Vorsitz vorgelegt",
        "---jjj--",
    ),
    Matter("text_public_signed", "Niederschrift, öffentlicher Teil", "unterzeichnet", "-jjjjj--"),
    Matter(
        "text_public_published", "Niederschrift, öffentlicher Teil", "veröffentlicht", "jjjjjjjj"
    ),
    Matter("text_closed_draft", "Niederschrift, nichtöffentlicher Teil", "Entwurf", "----jj--"),
    Matter(
        "text_closed_submitted",
        "Niederschrift, nichtöffentlicher Teil",
        "dem Vorsitz vorgelegt",
        "---jjj--",
    ),
    Matter(
        "text_closed_signed", "Niederschrift, nichtöffentlicher Teil", "unterzeichnet", "-jjjjj--"
    ),
    Matter(
        "text_closed_published",
        "Niederschrift, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        "-jjjjj--",
    ),
    Matter("remark_draft", "Anmerkungen des Vorsitzes", "Entwurf", "----jj--"),
    Matter("remark_signed", "Anmerkungen des Vorsitzes", "nach der Unterzeichnung", "--------"),
    Matter(
        "resolution_public_draft",
        "Beschluss, öffentlicher Teil",
        "vor der Unterzeichnung",
        "---jjj--",
    ),
    Matter(
        "resolution_public_signed",
        "Beschluss, öffentlicher Teil",
        "Niederschrift unterzeichnet",
        "jjjjjjjj",
    ),
    Matter(
        "resolution_closed_draft",
        "Beschluss, nichtöffentlicher Teil",
        "vor der Unterzeichnung",
        "---jjj--",
    ),
    Matter(
        "resolution_closed_signed",
        "Beschluss, nichtöffentlicher Teil",
        "Niederschrift unterzeichnet",
        "-jjjjj--",
    ),
    Matter(
        "resolution_closed_published",
        "Beschluss, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        "-jjjjj--",
    ),
    Matter(
        "published_name", "Name eines Mitglieds", "mit Grundlage zur Veröffentlichung", "jjjjjjjj"
    ),
    Matter("name", "Name eines Mitglieds", "ohne Grundlage zur Veröffentlichung", "-jjjjj--"),
    Matter("contact", "E-Mail-Adresse eines Mitglieds", "immer", "-----j--"),
    Matter("account", "Benutzerkonten", "immer", "-------j"),
    Matter("mail", "Postausgang", "immer", "-------j"),
    Matter("audit_details", "Protokoll der Änderungen: Einzelheiten", "immer", "-----j--"),
)
