"""The mail to whoever is asked for a look, as it comes with the program: without title and body."""

from gremien_app.base.house.occasions import Occasion, Placeholder

ASKED = Occasion(
    key="concurrence_asked",
    label="Bitte um Mitzeichnung",
    readers="Kolleg*innen und Stellen, die eine Vorlage des Büros ansehen sollen",
    order=42,
    subject="Bitte um Mitzeichnung bis {termin}",
    text=(
        "bitte sehen Sie sich eine Vorlage an und sagen Sie bis zum {termin}, ob Sie einverstanden "
        "sind oder etwas anzumerken haben:\n\n{link}\n\nDer Link ist nur für Sie. Bitte geben Sie "
        "ihn nicht weiter."
    ),
    places=(
        Placeholder("termin", "bis wann", "17.12.2026", is_short=True),
        Placeholder(
            "link",
            "die Seite zum Mitzeichnen",
            "https://gremien.example/mitzeichnung/…",
            is_needed=True,
        ),
    ),
)
