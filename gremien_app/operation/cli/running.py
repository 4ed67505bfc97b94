"""Runs Waitress so that its end loses no request, and tells systemd when it has begun."""

import os
import signal
import socket
import time
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_IDLE_SECONDS, _MOST_SECONDS = 1.0, 30.0  # at the end: for who is silent, for who works


def run(application: "WSGIApplication", **settings: Any) -> None:
    """Serve until SIGTERM or Ctrl+C; raises ``OSError`` when the port can't be had.

    Waitress' own end cuts off what is written but not sent, and what is accepted but not read.
    """
    sockets: dict[int, Any] = {}
    server = create_server(application, map=sockets, **settings)
    is_over: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: is_over.append(number))
    _tell_systemd("READY=1")  # from now on requests are taken
    try:
        while not is_over:
            _turn(sockets, 0.5)
        _tell_systemd("STOPPING=1")
        _let_finish(sockets)
    except KeyboardInterrupt:
        pass
    server.task_dispatcher.shutdown()


def _turn(sockets: dict[int, Any], seconds: float) -> None:
    wasyncore.loop(timeout=seconds, use_poll=True, map=sockets, count=1)


def _let_finish(sockets: dict[int, Any]) -> None:
    """Take in who has knocked already, then nobody else, and answer them all."""
    for _ in range(50):  # of the queue, one for each turn
        _turn(sockets, 0)
    for one in list(sockets.values()):
        if isinstance(one, BaseWSGIServer):
            wasyncore.dispatcher.close(one)
    begun = time.monotonic()
    while channels := [one for one in sockets.values() if isinstance(one, HTTPChannel)]:
        passed = time.monotonic() - begun
        is_working = any(one.requests or one.total_outbufs_len or one.request for one in channels)
        if passed > (_MOST_SECONDS if is_working else _IDLE_SECONDS):
            return
        _turn(sockets, 0.1)


def _tell_systemd(state: str) -> None:
    """sd_notify(3), for units with ``Type=notify``; elsewhere nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.connect("\0" + address[1:] if address[0] == "@" else address)
        told.sendall(state.encode())
