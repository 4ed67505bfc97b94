"""M: too much, too long, too odd; the answer is always a sentence and never 500."""

import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.abuse.browser import Browser

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_m4_long_texts_and_many_fields_are_taken_or_refused_clearly(as_role, server):
    staff = as_role("staff")
    token = staff.token("/konto")
    page = f"/sitzungen/{server.fresh}/tagesordnung/neu"

    long = staff.post(page, {"title": "Lang", "explanation": "ä" * 1_000_000}, token=token)
    many = staff.post(page, {f"feld{i}": "x" for i in range(1500)} | {"title": ""}, token=token)

    assert long.status in {200, 302, 413}
    assert many.status in {200, 413}


def test_m5_a_body_that_is_too_long_is_cut_off_and_others_are_served(server, anonymous):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(
            b"POST /anmelden HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 209715200\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n\r\nemail="
        )
        raw.settimeout(10)
        assert b" 413 " in raw.recv(100)

    assert anonymous.get("/healthz").status == 200


def test_m5_slow_and_unfinished_requests_hold_nobody_up(server, anonymous):
    slow = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(20)]
    try:
        for raw in slow:
            raw.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ")
        assert anonymous.get("/healthz").status == 200  # or the browser would give up
    finally:
        for raw in slow:
            raw.close()


def test_m5_ten_thousand_short_headers_are_refused(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: \r\n" * 10_000 + b"\r\n")

        assert b" 431 " in raw.recv(100)


def test_m4_a_file_that_is_somewhat_too_large_is_answered_by_a_page(anonymous):
    fields = {"Content-Type": "application/x-www-form-urlencoded"}

    answer = anonymous.ask("POST", "/anmelden", b"email=" + b"a" * 17_000_000, fields)

    assert answer.status == 413
    assert "Zu viele Daten" in answer.text


def test_m5_a_thousand_headers_are_refused(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        try:
            for number in range(10_000):
                raw.sendall(f"X-{number}: {'a' * 40}\r\n".encode())
            raw.sendall(b"\r\n")
            answer = raw.recv(100)
        except OSError:
            answer = b""  # cut off while it still wrote
    assert b" 200 " not in answer


@pytest.mark.parametrize("typed", ["a" * 7000, "*" * 500, "wort " * 500, "(a+)+$" * 50])
def test_m10_every_search_is_answered(as_role, typed):
    staff = as_role("staff")

    answer = staff.get(f"/personen?{urlencode({'q': typed})}")

    assert answer.status in {200, 400, 414}


def test_m11_many_documents_at_once_leave_the_sign_in_page_alive(server, as_role):
    staff = as_role("staff")
    path = f"/sitzungen/{server.sitting}/tagesordnung.docx?teil=alle"
    with ThreadPoolExecutor(50) as pool:
        running = [pool.submit(staff.get, path) for _ in range(50)]
        assert Browser(server.port).get("/anmelden").status == 200
        answers = [one.result() for one in running]

    assert {one.status for one in answers} <= {200, 503}
    assert any(one.status == 200 for one in answers)
    for one in answers:
        if one.status == 503:
            assert "noch nicht an der Reihe" in one.text
            assert one.headers["Retry-After"] == "10"
    assert staff.get(path).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "PROPFIND", "QUATSCH", "TRACE"])
def test_m12_unknown_methods_are_refused_on_a_page_of_ours(anonymous, method):
    answer = anonymous.ask(method, "/sitzungen")

    assert answer.status in {400, 403, 405, 501}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "kind", ["application/json", "text/xml; charset=utf-32", "multipart/form-data", "x", "a/b; c=ü"]
)
def test_m12_unknown_content_types_are_no_error(anonymous, kind):
    answer = anonymous.ask("POST", "/anmelden", b"{\xff", {"Content-Type": kind.encode("latin-1")})

    assert answer.status in {200, 400, 415}


@pytest.mark.parametrize(
    "name", ["Accept", "Accept-Language", "Accept-Charset", "Range", "If-Match"]
)
def test_m12_odd_headers_are_no_error(anonymous, name):
    assert anonymous.ask("GET", "/", None, {name: "x" * 500 + ";q=9"}).status < 500
