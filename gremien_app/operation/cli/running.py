"""Runs Waitress so that its end loses no request."""

import ctypes
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# At the end: for who is silent, for who works, for who waits to be taken in. Together less than
# what systemd grants (TimeoutStopSec in deploy/gremien.service).
_IDLE_SECONDS, _MOST_SECONDS, _QUEUE_SECONDS = 2.0, 30.0, 15.0
_SO_ATTACH_FILTER = 26  # of Linux, asm-generic/socket.h
_DROP_ALL = struct.pack("HBBI", 0x06, 0, 0, 0)  # one instruction of BPF: return 0 bytes


def run(
    application: "WSGIApplication", is_left: Callable[[], bool] = lambda: False, **settings: Any
) -> None:
    """Serve until SIGTERM or Ctrl+C; raises ``OSError`` when the port can't be had.

    ``is_left``: asked twice a second; whoever watched this process is gone, so it ends too.

    Waitress' own end cuts off what is written but not sent, and what is accepted but not read.
    """
    sockets: dict[int, Any] = {}
    server = create_server(application, map=sockets, **settings)
    is_over: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: is_over.append(number))
    try:
        while not is_over and not is_left():
            _turn(sockets, 0.5)
        _let_finish(sockets)
    except KeyboardInterrupt:
        pass
    server.task_dispatcher.shutdown()


def _turn(sockets: dict[int, Any], seconds: float) -> None:
    wasyncore.loop(timeout=seconds, use_poll=True, map=sockets, count=1)


def _let_finish(sockets: dict[int, Any]) -> None:
    """Take in who has knocked already, then nobody else, and answer them all."""
    for one in list(sockets.values()):
        if isinstance(one, BaseWSGIServer):
            _take_in_the_last(one, sockets)
            wasyncore.dispatcher.close(one)
    begun = time.monotonic()
    while channels := [one for one in sockets.values() if isinstance(one, HTTPChannel)]:
        passed = time.monotonic() - begun
        is_working = any(one.requests or one.total_outbufs_len or one.request for one in channels)
        if passed > (_MOST_SECONDS if is_working else _IDLE_SECONDS):
            return
        _turn(sockets, 0.1)


def _take_in_the_last(server: Any, sockets: dict[int, Any]) -> None:
    """Empty the queue of a socket that listens: closing it cuts off whoever still stands there.

    Who comes meanwhile would stand there again. So the kernel drops it unseen; a web server before
    us asks anew after a second, finds the port closed, and goes to the other service at once.
    """
    program = ctypes.create_string_buffer(_DROP_ALL)
    attached = struct.pack("HP", 1, ctypes.addressof(program))
    if sys.platform == "linux":  # elsewhere a few microseconds remain open
        with suppress(OSError):
            server.socket.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, attached)
    end = time.monotonic() + _QUEUE_SECONDS
    while select.select([server.socket], [], [], 0)[0] and time.monotonic() < end:
        _turn(sockets, 0.1)


def tell_systemd(state: str) -> None:
    """sd_notify(3), for units with ``Type=notify``; elsewhere nothing."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.connect("\0" + address[1:] if address[0] == "@" else address)
        told.sendall(state.encode())
