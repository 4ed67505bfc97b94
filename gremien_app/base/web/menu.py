"""The header navigation."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from gremien_app.base.kernel import version
from gremien_app.base.web.access import RULES, current_viewer


@dataclass(frozen=True)
class MenuEntry:
    label: str
    href: str
    is_current: bool


# label, endpoint, rooms under which the entry is marked as the current one
ENTRIES = (
    ("Übersicht", "portal.start", ("portal.start",)),
    (
        "Gremien",
        "portal.committees",
        (
            "portal.committee",
            "committees.",
            "lists.",
            "structure.",
            "closing.",
            "members.",
            "changes.",
            "renewal.",
            "seats.",
        ),
    ),
    (
        "Sitzungen",
        "sittings.index",
        (
            "sittings.",
            "portal.sitting",
            "agenda.",
            "guests.",
            "invitations.",
            "observances.",
            "planning.",
            "proceedings.",
            "venues.",
        ),
    ),
    (
        "Personen",
        "persons.index",
        ("persons.", "portal.person", "organizations.", "offices."),
    ),
    ("Niederschriften", "minutes.index", ("minutes.",)),
    ("Beschlüsse", "resolutions.index", ("resolutions.",)),
    ("Kalender", "calendars.index", ("calendars.",)),
)
# The pages behind "Verwaltung", for the administration of the application.
ADMINISTRATION = (
    ("Benutzerkonten", "accounts.index", ("accounts.",)),
    ("Wahlperioden", "terms.index", ("terms.",)),
    ("Postausgang", "mail.index", ("mail.",)),
    ("Protokoll", "audit.index", ("audit.",)),
)
OWN_PAGES = ("accounts.own", "accounts.sign", "accounts.forgot", "accounts.set_password")


def menu() -> list[MenuEntry]:
    """The entries this viewer may open."""
    entries = _allowed(ENTRIES)
    behind = administration()
    if current_viewer().is_admin:
        is_current = any(entry.is_current for entry in behind)
        entries.append(MenuEntry("Verwaltung", behind[0].href, is_current))
    return entries


def administration() -> list[MenuEntry]:
    """The administration's pages; in a demonstration the secretariat reads the outbox too."""
    viewer = current_viewer()
    if viewer.is_admin:
        return _allowed(ADMINISTRATION)
    if current_app.config["DEMO"] and viewer.is_staff:
        return _allowed(entry for entry in ADMINISTRATION if entry[1] == "mail.index")
    return []


def _allowed(entries: Iterable[tuple[str, str, tuple[str, ...]]]) -> list[MenuEntry]:
    viewer = current_viewer()
    endpoint = request.endpoint or ""
    here = "" if endpoint.startswith(OWN_PAGES) else endpoint
    return [
        MenuEntry(label, url_for(target), here.startswith(marks) or here == target)
        for label, target, marks in entries
        if target in RULES and RULES[target].allows(viewer)
    ]


def init_app(app: Flask) -> None:
    app.context_processor(
        lambda: {"menu": menu(), "administration": administration(), "release": version.this}
    )
