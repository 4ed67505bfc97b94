"""The mail about a new concern, as it comes with the program."""

from gremien_app.base.house.occasions import Occasion, Placeholder

RECEIVED = Occasion(
    key="concern_received",
    label="Neues Anliegen",
    readers="das Postfach des Büros",
    order=70,
    subject="Neues Anliegen, zu beantworten bis {frist}",
    text=(
        "in Gremien ist ein Anliegen eingegangen: {art}.\nBitte beantworten Sie es bis {frist}:\n"
        "{link}"
    ),
    places=(
        Placeholder("frist", "bis wann zu antworten ist", "23.12.2026", is_short=True),
        Placeholder("art", "die Art des Anliegens", "Auskunft über die eigenen Daten"),
        Placeholder(
            "link", "die Seite des Anliegens", "https://gremien.example/anliegen/1", is_needed=True
        ),
    ),
    # A mailbox of the office wakes nobody, and the time to answer runs.
    is_answer=True,
)
