"""The access guard: every route states its right where it is registered, once.

Three belts: a route registered without a right is a ``TypeError`` at import; a request to an
endpoint without one is refused; a test asks every address as every role and compares with the
right, and docs/zugriff.md is written from it. The guard derives the coarse check; whether the
viewer may see this very object is decided by the room's query, which finds nothing otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from gremien_app.base.extensions import login_manager
from gremien_app.base.kernel.rights import EVERYONE, Right
from gremien_app.base.kernel.viewer import ANONYMOUS, Viewer
from gremien_app.base.transactions import let_go

View = TypeVar("View", bound=Callable[..., Any])
Loader = Callable[[], Viewer]


@dataclass(frozen=True)
class Rule:
    """The right that a route states; ``closed``: the one for what is of a closed part or sitting.

    The guard asks before the object is known, so both have the same coarse check.
    ``reads_first``: what its page saves by itself locks nothing before ``write_now``.
    """

    right: Right
    closed: Right | None = None
    reads_first: bool = False

    def __post_init__(self) -> None:
        if self.closed and self.closed.gates != self.right.gates:
            raise TypeError(f"„{self.closed.words}“ needs another guard than „{self.right.words}“")

    def allows(self, viewer: Viewer) -> bool:
        """Whether this viewer may ask at all."""
        return self.right.allows(viewer)

    def of(self, *, is_closed: bool) -> Right:
        return (self.closed or self.right) if is_closed else self.right


RULES: dict[str, Rule] = {"static": Rule(EVERYONE)}


class Pages(Blueprint):
    """A blueprint whose routes cannot be registered without a right."""

    def route(  # type: ignore[override]  # narrower on purpose: access is required
        self,
        rule: str,
        *,
        access: Right,
        closed: Right | None = None,
        reads_first: bool = False,
        **options: Any,
    ) -> Callable[[View], View]:
        stated = Rule(access, closed, reads_first)
        register = super().route(rule, **options)

        def decorate(view: View) -> View:
            endpoint = f"{self.name}.{options.get('endpoint') or view.__name__}"
            if RULES.setdefault(endpoint, stated) != stated:
                raise TypeError(f"{endpoint} states two rights")
            return register(view)

        return decorate


def current_viewer() -> Viewer:
    """The viewer of this request; built once, from the roster of the day."""
    viewer: Viewer = g.get("viewer", ANONYMOUS)
    return viewer


def stand_alone() -> None:
    """The page that follows asks nothing of the database; who is signed in stays open."""
    g.viewer = ANONYMOUS
    g.is_viewer_open = True
    g._login_user = login_manager.anonymous_user()  # noqa: SLF001 -- where Flask-Login looks first
    g.pop("seen", None)


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
        g.reads_first = rule.reads_first and request.headers.get("Accept") == "application/json"
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


def reads_first() -> bool:
    """Whether this request, sent by the page itself, has locked nothing so far."""
    return bool(g.get("reads_first"))


def write_now() -> None:
    """End what was read, and hold from here on what is looked at; whoever asks is asked anew.

    Rights and versions may have changed meanwhile: what was loaded before is no object to save.
    """
    let_go()
    g.reads_first = False
    g.pop("_login_user", None)  # where Flask-Login looks first
    reload_viewer()
    if not RULES[str(request.endpoint)].allows(g.viewer):
        abort(403)
