"""Several processes at one socket: one that dies is replaced, and none outlives the first."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from gremien_app.operation.cli import processes
from tests.live import free_port

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process only here")
SERVICE = """
import os, sys, time
sys.path.insert(0, sys.argv[2])  # these two alone: the whole program takes seconds to load
import processes
from running import run

def application(environ, start_response):
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

shared = processes.listen("127.0.0.1", int(sys.argv[1]))
processes.keep(
    2,
    lambda is_left: run(application, is_left=is_left, sockets=[shared], threads=1),
    lambda state: print(state, flush=True),
)
"""
HERE = Path(processes.__file__).parent
WAIT = 60  # seconds, for a busy machine


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def service(port):
    process = subprocess.Popen(
        [sys.executable, "-c", SERVICE, str(port), str(HERE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "READY=1\n"
        yield process
        process.kill()


def ask(port, seconds=""):
    """The number of the process that answered."""
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as one:
        one.sendall(f"GET /?{seconds} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        return int(one.makefile("rb").read().rpartition(b"\r\n\r\n")[2])


def both(port):
    """The two processes that answer; asked at once, as one of them may be quicker."""
    end = time.monotonic() + WAIT
    found = set()
    while len(found) < 2 and time.monotonic() < end:
        with ExitStack() as open_:
            asked = [
                open_.enter_context(socket.create_connection(("127.0.0.1", port), timeout=WAIT))
                for _ in range(8)
            ]
            for one in asked:
                one.sendall(b"GET /?0.02 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            found |= {int(one.makefile("rb").read().rpartition(b"\r\n\r\n")[2]) for one in asked}
    return found


def is_gone(pid):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            time.sleep(0.05)
            continue
        return True
    return False


def test_one_that_dies_is_replaced_and_nobody_else_notices(service, port):
    dead, stays = both(port)

    os.kill(dead, signal.SIGKILL)
    later = both(port)

    assert service.pid not in {dead, stays}
    assert stays in later
    assert dead not in later
    assert len(later) == 2


def test_what_was_begun_is_answered_at_the_end(service, port):
    pids = both(port)
    with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as one:
        one.sendall(b"GET /?1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        time.sleep(0.3)
        service.terminate()
        answer = one.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 200")
    assert service.wait(WAIT) == 0
    assert all(map(is_gone, pids))
    assert service.stdout.read() == "STOPPING=1\n"


def test_nobody_outlives_the_first_process(service, port):
    pids = both(port)

    service.kill()

    assert all(map(is_gone, pids))


def test_a_hundred_half_sent_requests_keep_nobody_from_an_answer(service, port):
    with ExitStack() as open_:
        for _ in range(100):
            one = open_.enter_context(socket.create_connection(("127.0.0.1", port), timeout=WAIT))
            one.sendall(
                b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 9\r\n\r\nabc"
            )

        assert ask(port)


def test_a_service_that_cannot_begin_says_so_and_ends(port):
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            SERVICE.replace("run(application", "1 / 0 or run(application"),
            str(port),
            str(HERE),
        ],
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )

    assert told.returncode == 1
    assert "Kein Prozess des Dienstes kommt in Gang." in told.stderr
    assert "ZeroDivisionError" in told.stderr
