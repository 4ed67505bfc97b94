"""Only the configured names of this server are answered, whatever the Host header says.

Links in mails and feeds are built from ``public_origin`` alone; a foreign name is refused, so
that no cache or proxy learns a page of ours under it. A form that the browser says comes from a
page of another name is refused too, even with a token that fits.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.middleware.proxy_fix import ProxyFix

from gremien_app.base.kernel.hosts import as_sent, is_loopback, name_of

_MOST_TOLD = 100  # names in the log; whoever invents more fills no disk


def _own_names(app: Flask) -> Callable[[str], bool]:
    origin = name_of(as_sent(urlsplit(app.config["PUBLIC_ORIGIN"]).netloc))
    trusted = {origin} | {as_sent(name).lower() for name in app.config["TRUSTED_NAMES"]} - {""}
    # A program that runs for its own machine is called by any of the machine's own names.
    on_this_machine = app.config["DEMO"] or is_loopback(origin)
    return lambda name: name in trusted or (on_this_machine and is_loopback(name))


def _refuse(app: Flask, told: set[str], name: str) -> ResponseReturnValue:
    """A page that names the right address, and one line in the log for each wrong name."""
    shown = name or "(kein Name)"
    if shown not in told and len(told) < _MOST_TOLD:
        told.add(shown)
        app.logger.warning(
            "Aufruf unter dem fremden Namen %s; eingestellt ist %s. Gibt der Webserver davor den "
            "Namen weiter (Host)? Weitere eigene Namen gehören in trusted_hosts.",
            shown[:100],
            app.config["PUBLIC_ORIGIN"],
        )
    g.is_elsewhere = True  # the links of the frame lead to the right address
    return render_template("errors/host.html", origin=app.config["PUBLIC_ORIGIN"]), 400


def init_app(app: Flask) -> None:
    is_ours = _own_names(app)
    told: set[str] = set()

    @app.before_request
    def require_own_name() -> ResponseReturnValue | None:
        name = name_of(request.host)
        # What watches the service runs beside it and knows no public name.
        for_watching = request.endpoint in app.config["WATCHED"] and is_loopback(name)
        if not (is_ours(name) or for_watching):
            return _refuse(app, told, name)
        return None

    if app.config["PROXIES"]:
        # Only the caller's address is taken from the proxy; name and scheme are configured.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=app.config["PROXIES"], x_proto=0, x_host=0
        )


def refuse_other_sites(app: Flask) -> None:
    """Take no form from another site's page; asked after the guard, like the token."""
    is_ours = _own_names(app)

    @app.before_request
    def require_own_page() -> None:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return
        origin = request.headers.get("Origin", "null")  # "null": the page keeps it to itself
        is_named = origin != "null"  # programs and old browsers name no page
        scheme, _, host = origin.partition("://")
        is_own = scheme in {"http", "https"} and is_ours(name_of(host))
        is_foreign = is_named and not is_own
        if is_foreign or request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise CSRFError("another site")
