"""The occasion of the outbox itself: several mails in one."""

from gremien_app.base.house.occasions import Occasion, Placeholder

DAILY = Occasion(
    key="daily",
    label="Tagesmail",
    readers="wer Nachrichten einmal am Tag gesammelt haben möchte",
    order=90,
    is_answer=True,  # made of what its reader chose, in the morning
    subject="Ihre Tagesmail: {anzahl}",
    text="das gibt es Neues für Sie:\n\n{liste}",
    places=(
        Placeholder("anzahl", "wie viele Nachrichten es sind", "2 Nachrichten", is_short=True),
        Placeholder(
            "liste",
            "die Nachrichten mit Betreff und Text",
            "Neuer Termin: 17.12.2026\n\nFür den 17.12.2026 ist eine Sitzung geplant.",
            is_needed=True,
        ),
    ),
)
