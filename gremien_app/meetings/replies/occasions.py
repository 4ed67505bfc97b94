"""The mails of replies, as they come with the program: no committee, nobody's name."""

from gremien_app.base.house.occasions import Occasion, Placeholder

_PLACES = (
    Placeholder("datum", "der Tag der Sitzung", "17.12.2026", is_short=True),
    Placeholder(
        "termin",
        "Tag, Zeit und Ort",
        "Donnerstag, 17. Dezember 2026, 14:00–16:00 Uhr\nStadthaus Deutz",
        is_needed=True,
    ),
    Placeholder(
        "antwort",
        "der persönliche Link mit seiner Erklärung; im gemeinsamen Postfach ein Satz ohne Link",
        "Antworten Sie bitte hier, ohne Anmeldung:\nhttps://gremien.example/antwort/…",
        is_needed=True,
    ),
)
REMINDER = Occasion(
    key="reply_reminder",
    label="Erinnerung an die Antwort",
    readers="wer auf eine Einladung noch nicht geantwortet hat, auf Knopfdruck des Büros",
    order=21,
    subject="Kommen Sie zur Sitzung am {datum}",
    text=(
        "wir haben von Ihnen noch keine Antwort zu dieser Sitzung. Kommen Sie?\n\n{termin}\n\n"
        "{antwort}"
    ),
    places=_PLACES,
)
CALL = Occasion(
    key="deputy_called",
    label="Ladung der Vertretung",
    readers="wer für ein Mitglied einspringen soll",
    order=20,
    subject="Bitte um Vertretung am {datum}",
    text=(
        "bitte vertreten Sie in dieser Sitzung ein Mitglied. Können Sie kommen?\n\n{termin}\n\n"
        "{antwort}"
    ),
    places=_PLACES,
)
NOT_NEEDED = Occasion(
    key="deputy_released",
    label="Vertretung nicht mehr nötig",
    readers="wer als Vertretung geladen war und nicht mehr gebraucht wird",
    order=22,
    subject="Vertretung nicht mehr nötig am {datum}",
    text=(
        "Ihre Vertretung ist nicht mehr nötig. Danke, dass Sie bereit waren. Es geht um diese "
        "Sitzung:\n\n{termin}"
    ),
    places=_PLACES[:2],
)
OCCASIONS = (CALL, REMINDER, NOT_NEEDED)
