"""Who reads what, in which state: the content behind the addresses."""

from gremien_app.web.matrix import Matter

#                                             anonymous
#                                             |member
#                                             ||deputy
#                                             |||guest
#                                             ||||chair
#                                             |||||minute taker
#                                             ||||||secretariat of A
#                                             |||||||secretariat of B
#                                             ||||||||administration
MATTERS = (
    Matter("planned_place", "Sitzung: Tag, Uhrzeit, Ort", "vorgemerkt, öffentlich", "jjjjjjjjj"),
    Matter("planned_agenda", "Tagesordnung", "Entwurf vor der Einladung", "----jjj--"),
    Matter("invited_place", "Sitzung: Tag, Uhrzeit, Ort", "eingeladen, öffentlich", "jjjjjjjjj"),
    Matter("invited_public", "Tagesordnung, öffentlicher Teil", "eingeladen", "jjjjjjjjj"),
    Matter(
        "invited_closed", "Tagesordnung, nichtöffentlicher Teil: Titel", "eingeladen", "-jj-jjj--"
    ),
    Matter(
        "closed_place",
        "Nichtöffentliche Sitzung: Ort (den Tag sehen alle)",
        "eingeladen",
        "-jj-jjj--",
    ),
    Matter("closed_agenda", "Nichtöffentliche Sitzung: Tagesordnung", "eingeladen", "-jj-jjj--"),
    Matter("texts", "Erläuterung und Beschlussvorschlag", "eingeladen", "-jj-jjj--"),
    Matter(
        "guest_planned",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "Entwurf vor der Einladung",
        "----jjj--",
    ),
    Matter(
        "guest_public",
        "Punkt, zu dem der Gast eingeladen ist: Texte",
        "öffentlicher Teil, eingeladen",
        "-jjjjjj--",
    ),
    Matter(
        "guest_closed",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentlicher Teil, eingeladen",
        "-jjjjjj--",
    ),
    Matter(
        "guest_hidden",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentliche Sitzung, eingeladen",
        "-jjjjjj--",
    ),
    Matter(
        "guest_place",
        "Nichtöffentliche Sitzung mit Gästen: Ort",
        "eingeladen",
        "-jjjjjj--",
    ),
    Matter(
        "guest_other",
        "Nichtöffentliche Sitzung mit Gästen: andere Punkte",
        "eingeladen",
        "-jj-jjj--",
    ),
    Matter(
        "guest_moved",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "seitdem nichtöffentlich geworden",
        "-jj-jjj--",
    ),
    Matter(
        "guest_off",
        "Punkt, zu dem der Gast eingeladen war: Titel und Texte",
        "ausgeladen",
        "-jj-jjj--",
    ),
    Matter(
        "guest_cancelled",
        "Punkt, zu dem der Gast eingeladen ist: Titel und Texte",
        "nichtöffentlicher Teil, Sitzung abgesagt",
        "-jj-jjj--",
    ),
    Matter(
        "guest_over",
        "Punkt, zu dem der Gast eingeladen war: Titel und Texte",
        "nichtöffentlicher Teil, ab dem Tag nach der Sitzung",
        "-jj-jjj--",
    ),
    Matter("guest_link", "Einwahl in eine hybride Sitzung mit Gästen", "eingeladen", "-jjjjjj--"),
    Matter("guest_name", "Name eines Gastes", "immer", "-jj-jjj--"),
    Matter("note", "Interner Vermerk zur Sitzung", "immer", "------j--"),
    Matter("cancel_reason", "Grund einer Absage", "abgesagt", "-jj-jjj--"),
    Matter("attendance_draft", "Anwesenheit mit Namen", "vor der Unterzeichnung", "-jj-jjj--"),
    Matter("attendance_signed", "Anwesenheit mit Namen", "unterzeichnet", "-jj-jjj--"),
    Matter(
        "attendance_published",
        "Anwesenheit mit Namen (ohne Grundlage zur Veröffentlichung)",
        "veröffentlicht",
        "-jj-jjj--",
    ),
    Matter("text_public_draft", "Niederschrift, öffentlicher Teil", "Entwurf", "-----jj--"),
    Matter(
        "text_public_submitted",
        "Niederschrift, öffentlicher Teil",
        "dem Vorsitz vorgelegt",
        "----jjj--",
    ),
    Matter("text_public_signed", "Niederschrift, öffentlicher Teil", "unterzeichnet", "-jj-jjj--"),
    Matter(
        "text_public_published", "Niederschrift, öffentlicher Teil", "veröffentlicht", "jjjjjjjjj"
    ),
    Matter("text_closed_draft", "Niederschrift, nichtöffentlicher Teil", "Entwurf", "-----jj--"),
    Matter(
        "text_closed_submitted",
        "Niederschrift, nichtöffentlicher Teil",
        "dem Vorsitz vorgelegt",
        "----jjj--",
    ),
    Matter(
        "text_closed_signed", "Niederschrift, nichtöffentlicher Teil", "unterzeichnet", "-jj-jjj--"
    ),
    Matter(
        "text_closed_published",
        "Niederschrift, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        "-jj-jjj--",
    ),
    Matter("remark_draft", "Anmerkungen des Vorsitzes", "Entwurf", "-----jj--"),
    Matter("remark_signed", "Anmerkungen des Vorsitzes", "nach der Unterzeichnung", "---------"),
    Matter(
        "resolution_public_draft",
        "Beschluss, öffentlicher Teil",
        "vor der Unterzeichnung",
        "----jjj--",
    ),
    Matter(
        "resolution_public_signed",
        "Beschluss, öffentlicher Teil",
        "Niederschrift unterzeichnet",
        "jjjjjjjjj",
    ),
    Matter(
        "resolution_closed_draft",
        "Beschluss, nichtöffentlicher Teil",
        "vor der Unterzeichnung",
        "----jjj--",
    ),
    Matter(
        "resolution_closed_signed",
        "Beschluss, nichtöffentlicher Teil",
        "Niederschrift unterzeichnet",
        "-jj-jjj--",
    ),
    Matter(
        "resolution_closed_published",
        "Beschluss, nichtöffentlicher Teil",
        "öffentlicher Teil veröffentlicht",
        "-jj-jjj--",
    ),
    Matter(
        "published_name", "Name eines Mitglieds", "mit Grundlage zur Veröffentlichung", "jjjjjjjjj"
    ),
    Matter("name", "Name eines Mitglieds", "ohne Grundlage zur Veröffentlichung", "-jj-jjj--"),
    Matter("contact", "E-Mail-Adresse eines Mitglieds", "immer", "------j--"),
    Matter("account", "Benutzerkonten", "immer", "--------j"),
    Matter("mail", "Postausgang", "immer", "--------j"),
    Matter("audit_details", "Protokoll der Änderungen: Einzelheiten", "immer", "------j--"),
)
