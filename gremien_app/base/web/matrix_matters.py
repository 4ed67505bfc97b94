"""Who reads what, in which state: the content behind the addresses."""

from gremien_app.base.web.matrix import Matter

#                                             anonymous
#                                             |member
#                                             ||deputy
#                                             |||deputy who stands in
#                                             ||||guest
#                                             |||||chair
#                                             ||||||minute taker
#                                             |||||||secretariat of A
#                                             ||||||||secretariat of B
#                                             |||||||||administration
MATTERS = (
    Matter(
        "planned_place",
        "Sitzung: Tag, Uhrzeit, Ort",
        "noch ohne Einladung, öffentlich",
        "jjjjjjjjjj",
    ),
    Matter("planned_agenda", "Tagesordnung", "Entwurf vor der Einladung", "-----jjj--"),
    Matter("invited_place", "Sitzung: Tag, Uhrzeit, Ort", "eingeladen, öffentlich", "jjjjjjjjjj"),
    Matter("invited_public", "Tagesordnung, öffentlicher Teil", "eingeladen", "jjjjjjjjjj"),
    Matter(
        "invited_closed", "Tagesordnung, nichtöffentlicher Teil: Titel", "eingeladen", "-j-j-jjj--"
    ),
    Matter(
        "closed_place",
        "Nichtöffentliche Sitzung: Ort (den Tag sehen alle)",
        "eingeladen",
        "-jjj-jjj--",
    ),
    Matter("closed_agenda", "Nichtöffentliche Sitzung: Tagesordnung", "eingeladen", "-jjj-jjj--"),
    Matter("texts", "Erläuterung und Beschlussvorschlag", "eingeladen", "-jjj-jjj--"),
    Matter(
        "guest_planned",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "Entwurf vor der Einladung",
        "-----jjj--",
    ),
    Matter(
        "guest_public",
        "Punkt, zu dem der Gast eingeladen ist: Texte",
        "öffentlicher Teil, eingeladen",
        "-jjjjjjj--",
    ),
    Matter(
        "guest_closed",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentlicher Teil, eingeladen",
        "-j-jjjjj--",
    ),
    Matter(
        "guest_hidden",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentliche Sitzung, eingeladen",
        "-j-jjjjj--",
    ),
    Matter(
        "guest_place",
        "Nichtöffentliche Sitzung mit Gästen: Ort",
        "eingeladen",
        "-jjjjjjj--",
    ),
    Matter(
        "guest_other",
        "Nichtöffentliche Sitzung mit Gästen: andere Punkte",
        "eingeladen",
        "-jjj-jjj--",
    ),
    Matter(
        "guest_moved",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "seitdem nichtöffentlich geworden",
        "-j-j-jjj--",
    ),
    Matter(
        "guest_off",
        "Punkt, zu dem der Gast eingeladen war: Titel und Texte",
        "ausgeladen",
        "-j-j-jjj--",
    ),
    Matter(
        "guest_cancelled",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentlicher Teil, Sitzung abgesagt",
        "-j-j-jjj--",
    ),
    Matter(
        "guest_over",
        "Punkt, zu dem der Gast eingeladen war: Titel und Texte",
        "nichtöffentlicher Teil, ab dem Tag nach der Sitzung",
        "-j-j-jjj--",
    ),
    Matter("guest_link", "Einwahl in eine hybride Sitzung mit Gästen", "eingeladen", "-jjjjjjj--"),
    Matter("guest_name", "Name eines Gastes", "immer", "-jjj-jjj--"),
    Matter("note", "Interner Vermerk zur Sitzung", "immer", "-------j--"),
    Matter("cancel_reason", "Grund einer Absage", "abgesagt", "-jjj-jjj--"),
    Matter("attendance_draft", "Anwesenheit mit Namen", "vor der Unterzeichnung", "-jjj-jjj--"),
    Matter("attendance_signed", "Anwesenheit mit Namen", "unterzeichnet", "-jjj-jjj--"),
    Matter(
        "attendance_published",
        "Anwesenheit mit Namen (ohne Grundlage zur Veröffentlichung)",
        "veröffentlicht",
        "-jjj-jjj--",
    ),
    Matter("text_public_draft", "Niederschrift, öffentlicher Teil", "Entwurf", "------jj--"),
    Matter(
        "text_public_submitted",
        "Niederschrift, öffentlicher Teil",
        "dem Vorsitz vorgelegt",
        "-----jjj--",
    ),
    Matter("text_public_signed", "Niederschrift, öffentlicher Teil", "unterzeichnet", "-jjj-jjj--"),
    Matter(
        "text_public_published", "Niederschrift, öffentlicher Teil", "veröffentlicht", "jjjjjjjjjj"
    ),
    Matter("text_closed_draft", "Niederschrift, nichtöffentlicher Teil", "Entwurf", "------jj--"),
    Matter(
        "text_closed_submitted",
        "Niederschrift, nichtöffentlicher Teil",
        "dem Vorsitz vorgelegt",
        "-----jjj--",
    ),
    Matter(
        "text_closed_signed", "Niederschrift, nichtöffentlicher Teil", "unterzeichnet", "-j-j-jjj--"
    ),
    Matter(
        "text_closed_published",
        "Niederschrift, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        "-j-j-jjj--",
    ),
    Matter("remark_draft", "Anmerkungen des Vorsitzes", "Entwurf", "------jj--"),
    Matter("remark_signed", "Anmerkungen des Vorsitzes", "nach der Unterzeichnung", "----------"),
    Matter(
        "resolution_public_draft",
        "Beschluss, öffentlicher Teil",
        "vor der Unterzeichnung",
        "-----jjj--",
    ),
    Matter(
        "resolution_public_signed",
        "Beschluss, öffentlicher Teil",
        "Niederschrift unterzeichnet",
        "-jjj-jjj--",
    ),
    Matter(
        "resolution_public_published",
        "Beschluss, öffentlicher Teil",
        "veröffentlicht",
        "jjjjjjjjjj",
    ),
    Matter(
        "resolution_closed_draft",
        "Beschluss, nichtöffentlicher Teil",
        "vor der Unterzeichnung",
        "-----jjj--",
    ),
    Matter(
        "resolution_closed_signed",
        "Beschluss, nichtöffentlicher Teil",
        "Niederschrift unterzeichnet",
        "-j-j-jjj--",
    ),
    Matter(
        "resolution_closed_published",
        "Beschluss, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        "-j-j-jjj--",
    ),
    Matter(
        "published_name", "Name eines Mitglieds", "mit Grundlage zur Veröffentlichung", "jjjjjjjjjj"
    ),
    Matter("name", "Name eines Mitglieds", "ohne Grundlage zur Veröffentlichung", "-jjj-jjj--"),
    Matter("contact", "E-Mail-Adresse eines Mitglieds", "immer", "-------j--"),
    Matter("account", "Benutzerkonten", "immer", "---------j"),
    Matter("mail", "Postausgang", "immer", "---------j"),
    Matter("audit_details", "Protokoll der Änderungen: Einzelheiten", "immer", "-------j--"),
)
