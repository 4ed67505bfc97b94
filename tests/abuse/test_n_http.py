"""N: HTTP and configuration."""

import re
import socket

import pytest

ANSWERS = (
    "/",
    "/anmelden",
    "/gibt-es-nicht",
    "/sitzungen?zeitraum=x",
    "/kalender/alle.ics",
    "/healthz",
    "/robots.txt",
    "/static/css/gremien.css",
    "/static/gibt-es-nicht",
    "/konto",
)


@pytest.mark.parametrize("path", ANSWERS)
def test_n1_every_answer_carries_the_headers(anonymous, path):
    headers = anonymous.get(path).headers
    policy = headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    for part in (
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ):
        assert part in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers


def test_n1_refused_forms_and_files_carry_them_too(anonymous, server):
    for answer in (
        anonymous.post("/anmelden", {}, token=""),
        anonymous.ask("PUT", "/"),
        anonymous.get(f"/sitzungen/{server.sitting}/niederschrift.docx"),
    ):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_n2_the_cookie_is_for_us_alone(server, anonymous):
    line = anonymous.get("/anmelden").headers["Set-Cookie"]

    assert "HttpOnly" in line
    assert "SameSite=Lax" in line


@pytest.mark.parametrize(
    "path",
    [
        "/console",
        "/openapi.json",
        "/metrics",
        "/.git/config",
        "/gremien.toml",
        "/gremien.db",
        "/static/../gremien.toml",
        "/static/%2e%2e/%2e%2e/gremien.toml",
        "/__debugger__",
        "/admin",
    ],
)
def test_n3_nothing_of_the_workshop_is_served(anonymous, path):
    answer = anonymous.get(path)

    assert answer.status in {400, 404}
    assert "secret_key" not in answer.text
    assert "Werkzeug" not in str(answer.headers)
    assert "Server" not in answer.headers


def test_n5_pages_load_nothing_from_elsewhere(anonymous, as_role):
    outside = re.compile(
        r"(?:src|srcset|action)=\"https?://|<link[^>]+href=\"https?://|@import|url\(http"
    )
    for browser in (anonymous, as_role("staff")):
        for page in ("/", "/sitzungen", "/kalender/", "/anmelden", "/gremien/"):
            assert outside.search(browser.get(page).text) is None, page


@pytest.mark.parametrize(
    "line", ["TRACE / HTTP/1.1", "OPTIONS * HTTP/1.1", "GET http://evil.example/ HTTP/1.1"]
)
def test_n6_odd_request_lines_are_refused_or_answered_by_us(server, line):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(
            f"{line}\r\nHost: 127.0.0.1\r\nX-Secret: geheim\r\nConnection: close\r\n\r\n".encode()
        )
        answer = raw.recv(4000)
    assert answer.startswith(b"HTTP/1.1 ")
    assert not answer.startswith(b"HTTP/1.1 5")
    assert b"geheim" not in answer


def test_n6_http_1_0_and_pipelining_are_answered(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        assert b" 200 " in raw.recv(100)
