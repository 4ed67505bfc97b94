"""The mail about a task that an account was given, as it comes with the program."""

from gremien_app.base.house.occasions import Occasion, Placeholder, Usual

GRANTED = Occasion(
    key="access_granted",
    label="Zugang erteilt",
    readers="wer für ein Gremium eine Aufgabe bekommt",
    order=55,
    subject="Neuer Zugang in Gremien ab {ab}",
    text=(
        "für Sie ist in Gremien ab {ab} etwas freigeschaltet: {aufgabe}. Was Sie damit tun können, "
        "sehen Sie nach der Anmeldung hier:\n{link}"
    ),
    places=(
        Placeholder("ab", "der erste Tag", "01.12.2026", is_short=True),
        Placeholder("aufgabe", "die Aufgabe, ohne das Gremium", "Schriftführung"),
        Placeholder("link", "die Übersicht", "https://gremien.example/", is_needed=True),
    ),
    usual=Usual.OFF,
)
