"""Mails about dates to which nobody is invited yet, as they come with the program."""

from gremien_app.base.house.occasions import Occasion, Placeholder, Usual

_DATES = Placeholder(
    "termine",
    "die Termine mit Tag und Zeit, einer je Zeile",
    "Donnerstag, 17. Dezember 2026, 14:00–16:00 Uhr",
    is_needed=True,
)
_COUNT = Placeholder("anzahl", "wie viele Termine es sind", "1 Termin", is_short=True)
_LINK = Placeholder("link", "die Liste der Sitzungen", "https://gremien.example/sitzungen")
_READERS = "Mitglieder und Stellvertretungen des Gremiums"

PLANNED = Occasion(
    key="date_planned",
    label="Termin geplant",
    readers=_READERS,
    order=50,
    subject="Neu geplant: {anzahl}",
    text="bitte merken Sie sich vor:\n\n{termine}\n\nEingeladen wird dazu später.\n{link}",
    places=(_COUNT, _DATES, _LINK),
    usual=Usual.OFF,
)
CHANGED = Occasion(
    key="date_changed",
    label="Geplanter Termin geändert",
    readers=_READERS,
    order=51,
    subject="Geändert: {anzahl}",
    text="ein geplanter Termin ist geändert.\n\nBisher:\n{bisher}\n\nNeu:\n{termine}\n\n{link}",
    places=(
        _COUNT,
        Placeholder("bisher", "Tag und Zeit bisher", "Mittwoch, 16. Dezember 2026, 14:00 Uhr"),
        _DATES,
        _LINK,
    ),
    usual=Usual.OFF,
)
DROPPED = Occasion(
    key="date_dropped",
    label="Geplanter Termin entfällt",
    readers=_READERS,
    order=52,
    subject="Entfällt: {anzahl}",
    text="diese geplanten Termine entfallen:\n\n{termine}\n\n{link}",
    places=(_COUNT, _DATES, _LINK),
    usual=Usual.OFF,
)
OCCASIONS = (PLANNED, CHANGED, DROPPED)
