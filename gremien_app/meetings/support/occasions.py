"""The mails of support, as they come with the program: nothing but the day, and a link."""

from gremien_app.base.house.occasions import Occasion, Placeholder

_PLACES = (
    Placeholder("datum", "der Tag der Sitzung", "17.12.2026", is_short=True),
    Placeholder("tag", "der Tag mit Wochentag", "Donnerstag, 17. Dezember 2026"),
    Placeholder("link", "der persönliche Link", "https://gremien.example/bedarf/…", is_needed=True),
)
_ASKED = (
    "am {tag} ist eine Sitzung, zu der wir Sie erwarten. Brauchen Sie etwas, um gut "
    "teilzunehmen, zum Beispiel Dolmetschen, einen stufenlosen Weg oder Unterlagen in einer "
    "anderen Form? Bitte sagen Sie es uns hier; auch „nichts nötig“ hilft uns:\n{link}\n\n"
    "Der Link ist nur für Sie. Die Seite nimmt Ihre Angaben auf und zeigt keine."
)
ASKED = Occasion(
    key="support_asked",
    label="Frage nach Unterstützung",
    readers="Mitglieder, Stellvertretungen und Gäste einer Sitzung, auf Knopfdruck des Büros",
    order=30,
    subject="Was brauchen Sie am {datum}?",
    text=_ASKED,
    places=_PLACES,
)
REMINDED = Occasion(
    key="support_reminded",
    label="Erinnerung an die Frage nach Unterstützung",
    readers="wer darauf noch nicht geantwortet hat, auf Knopfdruck des Büros",
    order=31,
    subject="Erinnerung: Was brauchen Sie am {datum}?",
    text=_ASKED,
    places=_PLACES,
)
ANSWERED = Occasion(
    key="support_answered",
    label="Bescheid zur Unterstützung",
    readers="wer Unterstützung braucht und einen Bescheid per Mail möchte",
    order=32,
    subject="Nachricht zur Sitzung am {datum}",
    text=(
        "zu Ihren Angaben für die Sitzung am {tag} gibt es eine Antwort:\n{link}\n\n"
        "Der Link ist nur für Sie und gilt bis zum Sitzungstag. Bitte geben Sie ihn nicht weiter."
    ),
    places=_PLACES,
)
PAPERS = Occasion(
    key="support_papers",
    label="Unterlagen für Dolmetschende",
    readers="Anbieter von Unterstützung, auf Knopfdruck des Büros",
    order=33,
    subject="Unterlagen zur Sitzung am {datum}",
    text=(
        "zu Ihrem Einsatz am {tag}, {zeit}, schicken wir die öffentliche Tagesordnung zur "
        "Vorbereitung. Ort: {ort}.\n\nEine Namensliste bekommen Sie von uns auf anderem Weg."
    ),
    places=(
        *_PLACES[:2],
        Placeholder("zeit", "die Uhrzeit", "14:00 bis 16:30 Uhr"),
        Placeholder("ort", "der Ort", "Stadthaus Deutz, Raum 16 F 43"),
    ),
)
OCCASIONS = (ASKED, REMINDED, ANSWERED, PAPERS)
