"""The header navigation and the tabs; every room says its own entries (``base.house``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from gremien_app.base.house.gathered import house
from gremien_app.base.house.registration import MenuEntry
from gremien_app.base.kernel import version
from gremien_app.base.web.access import RULES, current_viewer


@dataclass(frozen=True)
class MenuLink:
    label: str
    href: str
    is_current: bool


def menu() -> list[MenuLink]:
    """The entries this viewer may open."""
    links = _allowed(entry for entry in house().menu if not entry.is_behind)
    behind = administration()
    if current_viewer().is_admin:
        is_current = any(link.is_current for link in behind)
        links.append(MenuLink("Verwaltung", behind[0].href, is_current))
    return links


def administration() -> list[MenuLink]:
    """The pages behind "Verwaltung"; in a demonstration the secretariat sees some too."""
    viewer = current_viewer()
    behind = [entry for entry in house().menu if entry.is_behind]
    if viewer.is_admin:
        return _allowed(behind)
    if current_app.config["DEMO"] and viewer.is_staff:
        return _allowed(entry for entry in behind if entry.in_demonstration)
    return []


def _allowed(entries: Iterable[MenuEntry]) -> list[MenuLink]:
    viewer = current_viewer()
    endpoint = request.endpoint or ""
    here = "" if endpoint.startswith(house().private) else endpoint
    return [
        MenuLink(
            entry.label,
            url_for(entry.endpoint),
            here.startswith(house().current[entry.endpoint]) or here == entry.endpoint,
        )
        for entry in entries
        if entry.endpoint in RULES and RULES[entry.endpoint].allows(viewer)
    ]


def tabs_of(thing: Any, current: str) -> list[MenuLink]:
    """The sub-pages of an object that this viewer may see; ``current``: an endpoint."""
    viewer = current_viewer()
    return [
        MenuLink(tab.label, url_for(tab.endpoint, id=thing.id), tab.endpoint == current)
        for tab in house().tabs_of(str(thing.__tablename__))
        if tab.is_for(viewer, thing)
    ]


def init_app(app: Flask) -> None:
    app.add_template_global(tabs_of, "tabs_of")
    app.context_processor(
        lambda: {"menu": menu(), "administration": administration(), "release": version.this}
    )
