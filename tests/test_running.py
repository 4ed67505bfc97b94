"""The end of a service: who stands in the queue is answered, who comes too late is not deceived."""

import socket
import sys
from contextlib import ExitStack

import pytest
from waitress import wasyncore
from waitress.server import create_server

from gremien_app.operation.cli.running import _let_finish, _take_in_the_last

REQUEST = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc"
KNOCKING = 70


@pytest.fixture
def served():
    """A server that nobody turns yet: whoever connects stands in its queue."""
    sockets = {}

    def application(environ, start_response):
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    server = create_server(application, map=sockets, host="127.0.0.1", port=0, threads=2)
    yield server, sockets
    server.task_dispatcher.shutdown()
    wasyncore.close_all(sockets)


def test_everybody_in_the_queue_is_answered_however_many_they_are(served):
    server, sockets = served
    with ExitStack() as open_:
        waiting = [
            open_.enter_context(socket.create_connection(("127.0.0.1", int(server.effective_port))))
            for _ in range(KNOCKING)
        ]
        for one in waiting[::2]:
            one.sendall(REQUEST)

        _take_in_the_last(server, sockets)
        for one in waiting[1::2]:  # these are slower
            one.sendall(REQUEST)
        _let_finish(sockets)

        answers = [one.makefile("rb").read() for one in waiting]
    assert [one[-3:] for one in answers] == [b"abc"] * KNOCKING


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter is Linux' own")
def test_who_comes_while_it_closes_is_never_taken_in_and_cut_off(served):
    server, sockets = served
    _take_in_the_last(server, sockets)

    with socket.socket() as late:
        late.settimeout(0.3)
        with pytest.raises(TimeoutError):
            late.connect(("127.0.0.1", int(server.effective_port)))
    _let_finish(sockets)
    with socket.socket() as later, pytest.raises(ConnectionRefusedError):
        later.connect(("127.0.0.1", int(server.effective_port)))
