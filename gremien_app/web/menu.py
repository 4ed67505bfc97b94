"""The header navigation."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from gremien_app.web.access import RULES, current_viewer


@dataclass(frozen=True)
class MenuEntry:
    label: str
    href: str
    is_current: bool


# label, endpoint, rooms under which the entry is marked as the current one
ENTRIES = (
    ("Übersicht", "portal.start", ("portal.start",)),
    ("Gremien", "portal.committees", ("portal.committee", "committees.")),
    (
        "Sitzungen",
        "sittings.index",
        ("sittings.", "portal.sitting", "agenda.", "invitations.", "proceedings.", "venues."),
    ),
    ("Personen", "persons.index", ("members.", "persons.", "portal.person", "organizations.")),
    ("Niederschriften", "minutes.index", ("minutes.",)),
    ("Beschlüsse", "resolutions.index", ("resolutions.",)),
    ("Kalender", "calendars.index", ("calendars.",)),
    ("Verwaltung", "accounts.index", ("accounts.index", "accounts.user")),
)


def menu() -> list[MenuEntry]:
    """The entries this viewer may open."""
    viewer = current_viewer()
    endpoint = request.endpoint or ""
    return [
        MenuEntry(label, url_for(target), endpoint.startswith(marks) or endpoint == target)
        for label, target, marks in ENTRIES
        if target in RULES and RULES[target].allows(viewer)
    ]


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"menu": menu()})
