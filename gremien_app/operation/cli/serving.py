"""Serves the application with Waitress; refuses to start where that is not safe."""

import errno
import gc
import socket
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from flask import Flask

from gremien_app.base.extensions import db
from gremien_app.base.kernel.hosts import is_loopback
from gremien_app.base.web import forwarding, logs
from gremien_app.operation.cli import processes
from gremien_app.operation.cli.base import fail
from gremien_app.operation.cli.machine import SET_THE_CLOCK
from gremien_app.operation.cli.running import run, tell_systemd
from gremien_app.operation.cli.wire import refuse_in_german, with_static_files
from gremien_app.operation.service.clock_queries import clock_fault

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PORT = 8000
HOST = "127.0.0.1"
THREADS = 4  # in each process; `web.limits` leaves one of them free of documents
HEADER_BYTES = 32_768  # addresses, cookies and all; a thousand headers are nobody's browser


def require_free_port(host: str, port: int) -> None:
    """Refuse before the work begins, not after it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            _refuse(host, port, error)


def require_safe_start(app: Flask, host: str) -> None:
    """Refuse to open to the network what is only safe on this machine."""
    if app.debug:
        fail(
            "Der Entwicklungsmodus ist an (FLASK_DEBUG). Er zeigt Fremden den Programmtext; bitte "
            "schalten Sie ihn aus."
        )
    if is_loopback(host):
        return
    if app.config["DEMO"]:
        fail(
            f"Die Vorführung hat öffentlich bekannte Passwörter. Sie läuft nur auf {HOST}, nicht "
            f"auf {host}."
        )
    if app.config["FAST_PASSWORDS"]:
        fail("fast_passwords ist nur für Tests; bitte nehmen Sie die Einstellung heraus.")
    if str(app.config["PUBLIC_ORIGIN"]).startswith("http://") and not app.config["ALLOW_HTTP"]:
        fail(
            f"Auf {host} wäre Gremien unverschlüsselt im Netz. Bitte stellen Sie in public_origin "
            "die Adresse mit https:// ein, unter der ein Webserver davor es anbietet."
        )


def serve_forever(app: Flask, host: str, port: int, count: int) -> None:
    """Serve with so many processes until the first one is ended."""
    refuse_in_german(app)
    answer = with_static_files(app)
    try:
        with processes.listen(host, port) as shared:
            if count == 1:
                tell_systemd("READY=1")
                _answer(app, answer, shared)
            else:
                gc.freeze()  # what is loaded stays shared between the processes
                processes.keep(count, partial(_begin, app, answer, shared), tell_systemd)
    except OSError as error:
        _refuse(host, port, error)


def _begin(
    app: Flask, answer: "WSGIApplication", shared: socket.socket, is_left: Callable[[], bool]
) -> None:
    """In a process of its own, with connections of its own."""
    with app.app_context():
        db.engine.dispose(close=False)
    _answer(app, answer, shared, is_left=is_left)


def _answer(app: Flask, answer: "WSGIApplication", shared: socket.socket, **more: Any) -> None:
    run(
        answer,
        sockets=[shared],
        threads=THREADS,
        ident=None,
        url_scheme=str(app.config["PUBLIC_ORIGIN"]).partition(":")[0],
        max_request_body_size=app.config["MAX_UPLOAD_LENGTH"],
        max_request_header_size=HEADER_BYTES,
        # Waitress would drop X-Forwarded-For before `web.hosts` and `web.forwarding` see it.
        clear_untrusted_proxy_headers=False,
        **more,
    )


def _refuse(host: str, port: int, error: OSError) -> None:
    if error.errno == errno.EADDRINUSE:
        fail(
            f"Der Port {port} ist belegt. Läuft Gremien schon? "
            "Mit „--port“ wählen Sie einen anderen."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        fail(f"Der Port {port} darf ohne besondere Rechte nicht benutzt werden.")
    fail(f"{host}:{port} lässt sich nicht öffnen: {error.strerror or error}")


def tell_of_the_clock() -> None:
    """Before the service begins; it works all the same."""
    told = clock_fault()
    db.session.rollback()
    if told:
        click.echo(f"Hinweis: {told} {SET_THE_CLOCK}", err=True)


def announce(app: Flask, host: str, port: int) -> None:
    logs.set_up(app)
    forwarding.forget(app.config["DATA_DIR"])
    hint = forwarding.sentence_at_start(app.config["PUBLIC_ORIGIN"], app.config["PROXIES"])
    if hint:
        click.echo(f"Hinweis: {hint}", err=True)
    click.echo(f"Gremien läuft: http://{host}:{port}  (beenden mit Strg+C)")
    origin = app.config["PUBLIC_ORIGIN"]
    if origin not in {f"http://{host}:{port}", f"http://localhost:{port}"}:
        click.echo(f"Adresse für die Öffentlichkeit: {origin}")
