"""Several processes answer at one socket; the first one watches them and answers nobody.

One process uses one core. Each of the others has a whole Waitress, so whoever sends slowly keeps
no thread, here as there. Who dies is replaced; at the end each answers what it has begun.
"""

import contextlib
import ctypes
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable

_BACKLOG = 1024
_SHORT = 5.0  # seconds; who ends sooner has not begun
_MOST_SHORT = 5  # times; then the service as a whole has not begun either
_PR_SET_PDEATHSIG = 1  # of Linux, prctl(2)
_WATCHED = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD} if os.name == "posix" else set()
_log = logging.getLogger(__name__)

Work = Callable[[Callable[[], bool]], None]


def usual() -> int:
    """As many as there are cores, at least two: one stays free while another is busy."""
    return max(2, os.cpu_count() or 1) if hasattr(os, "fork") else 1


def listen(host: str, port: int) -> socket.socket:
    """The socket that all share; raises ``OSError`` when it can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)


def keep(count: int, work: Work, ready: Callable[[str], None]) -> None:
    """Keep ``count`` processes at ``work`` until SIGTERM or Ctrl+C, and wait for their end.

    ``work`` is given a function that says whether the first process is gone. ``ready`` is told
    what systemd may know (sd_notify(3)). Ends the program when none of them can begin.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    begun: dict[int, float] = {}
    short = 0
    for _ in range(count):
        begun[_start(work)] = time.monotonic()
    ready("READY=1")
    while (number := signal.sigwaitinfo(_WATCHED).si_signo) == signal.SIGCHLD:
        for pid, status in _ended():
            is_short = time.monotonic() - begun.pop(pid) < _SHORT
            short = short + 1 if is_short else 0
            if short > _MOST_SHORT:
                _end(begun, signal.SIGTERM)
                sys.exit("Kein Prozess des Dienstes kommt in Gang. Warum, steht darüber.")
            _log.error("Ein Prozess endete (%s); ein neuer tritt an seine Stelle.", status)
            begun[_start(work)] = time.monotonic()
    ready("STOPPING=1")
    _end(begun, signal.Signals(number))


def _start(work: Work) -> int:
    """Fork; the new process never returns from here."""
    first = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        for number in _WATCHED:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
        _die_with_the_first()
        work(lambda: os.getppid() != first)
        status = 0
    except Exception:  # noqa: BLE001 -- whatever it is, the process must not go on as the first one
        _log.exception("Ein Prozess des Dienstes ist gescheitert.")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _die_with_the_first() -> None:
    """At once, so that the port is free for whoever begins anew; elsewhere ``is_left`` tells."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _ended() -> list[tuple[int, str]]:
    """Who has ended since, and how; several ends may come as one signal."""
    found = []
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            code = os.waitstatus_to_exitcode(ended[1])
            found.append((ended[0], f"Signal {-code}" if code < 0 else f"Status {code}"))
    return found


def _end(pids: dict[int, float], number: signal.Signals) -> None:
    """Tell all, and wait; how long they take is their own limit (``running``)."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
