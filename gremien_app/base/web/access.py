"""The access guard: every route states its rule where it is registered.

Three belts: a route registered without a rule is a ``TypeError`` at import; a request to an
endpoint without a rule is refused; a test lists all routes with their rules. Whether the
viewer may see this very object is decided by the room's query, which finds nothing otherwise.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer

View = TypeVar("View", bound=Callable[..., Any])
Loader = Callable[[], Viewer]


class Access(Enum):
    """Who may ask at all; ordered from open to narrow."""

    PUBLIC = "öffentlich"
    SIGNED_IN = "angemeldet"
    STAFF = "Geschäftsführung"
    OVERSIGHT = "Geschäftsführung oder Verwaltung der Anwendung"
    ADMIN = "Verwaltung der Anwendung"

    def allows(self, viewer: Viewer) -> bool:
        if self is Access.PUBLIC:
            return True
        if self is Access.SIGNED_IN:
            return viewer.is_signed_in
        if self is Access.STAFF:
            return viewer.is_staff
        if self is Access.OVERSIGHT:
            return viewer.is_staff or viewer.is_admin
        return viewer.is_admin


PUBLIC, SIGNED_IN, STAFF, ADMIN = Access.PUBLIC, Access.SIGNED_IN, Access.STAFF, Access.ADMIN
OVERSIGHT = Access.OVERSIGHT

RULES: dict[str, Access] = {"static": PUBLIC}


class Pages(Blueprint):
    """A blueprint whose routes cannot be registered without an access rule."""

    def route(  # type: ignore[override]  # narrower on purpose: access is required
        self, rule: str, *, access: Access, **options: Any
    ) -> Callable[[View], View]:
        register = super().route(rule, **options)

        def decorate(view: View) -> View:
            endpoint = f"{self.name}.{options.get('endpoint') or view.__name__}"
            known = RULES.setdefault(endpoint, access)
            if known is not access:
                raise TypeError(f"{endpoint} has two access rules")
            return register(view)

        return decorate


def current_viewer() -> Viewer:
    """The viewer of this request; built once, from the roster of the day."""
    viewer: Viewer = g.get("viewer", ANONYMOUS)
    return viewer


def init_app(
    app: Flask, load_viewer: Loader, ask_to_sign_in: Callable[[], ResponseReturnValue]
) -> None:
    """Guard every request.

    ``load_viewer`` answers who is signed in, with his or her rights; ``ask_to_sign_in`` is the
    answer to whom nobody knows (yet, or any more).
    """
    app.extensions["load_viewer"] = load_viewer

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None  # no route: Flask answers 404 or 405 itself
        rule = RULES.get(request.endpoint)
        if rule is None:
            abort(403)
        if request.endpoint == "static" or request.endpoint in app.config["SESSIONLESS"]:
            return None
        g.viewer = load_viewer()
        if rule.allows(g.viewer):
            return None
        if g.viewer.is_signed_in:
            abort(403)
        return ask_to_sign_in()

    app.context_processor(lambda: {"viewer": current_viewer()})


def reload_viewer() -> None:
    """Somebody signed in during this request."""
    g.viewer = current_app.extensions["load_viewer"]()
