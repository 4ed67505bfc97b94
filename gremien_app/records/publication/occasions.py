"""The mail about what became public, as it comes with the program."""

from gremien_app.base.house.occasions import Occasion, Placeholder, Usual

PUBLISHED = Occasion(
    key="published",
    label="Veröffentlicht",
    readers="wer am Sitzungstag zum Gremium gehörte",
    order=56,
    subject="Veröffentlicht: Sitzung am {datum}",
    text="zur Sitzung am {datum} ist veröffentlicht: {was}.\n{link}",
    places=(
        Placeholder("datum", "der Tag der Sitzung", "17.12.2026", is_short=True),
        Placeholder("was", "was öffentlich ist", "der öffentliche Teil der Niederschrift"),
        Placeholder(
            "link", "die Seite dazu", "https://gremien.example/sitzungen/1/niederschrift",
            is_needed=True,
        ),
    ),
    usual=Usual.OFF,
)  # fmt: skip
