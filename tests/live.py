"""A real server process and plain browsers for it: what the network and a crash would see."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Self

from gremien_app.operation.cli import main
from gremien_app.settings_file import SETTINGS_FILE

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')
START_SECONDS = 60

# A server is a process of its own with nothing of the tests in it, but a fork of one that has read
# the program already: a torture of 200 deaths reads it once.
_fresh = multiprocessing.get_context("forkserver")
_fresh.set_forkserver_preload(["gremien_app.cli"])


def _serve(folder: Path, port: int, environment: dict[str, str]) -> None:
    """What the command does in the new process, its output in the folder."""
    os.environ.clear()
    os.environ.update(environment)
    with (folder / "server.log").open("ab") as log:
        os.dup2(log.fileno(), sys.stdout.fileno())
        os.dup2(log.fileno(), sys.stderr.fileno())
    sys.argv = ["gremien", "serve", "--port", str(port), "--data", str(folder)]
    main()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """``gremien serve`` on a data folder; may be killed and started again on the same port."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith("GREMIEN_") and k != "DATABASE_URL"
        } | {"GREMIEN_FAST_PASSWORDS": "1", "GREMIEN_PUBLIC_ORIGIN": self.origin, **environment}
        self.process: ForkServerProcess | None = None

    def start(self) -> Self:
        self.process = _fresh.Process(
            target=_serve, args=(self.folder, self.port, self.environment), daemon=True
        )
        self.process.start()
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if not self.process.is_alive():
                raise AssertionError(self.log())
            with suppress(OSError, http.client.HTTPException), self._healthz() as answer:
                if answer.status == 200:
                    return self
            time.sleep(0.05)
        raise AssertionError(f"the server did not start: {self.log()}")

    def _healthz(self) -> http.client.HTTPResponse:
        answer = urllib.request.urlopen(f"{self.origin}/healthz", timeout=2)
        assert isinstance(answer, http.client.HTTPResponse)
        return answer

    def kill(self) -> None:
        """Kill -9: no handler, no flush, no goodbye."""
        if self.process is not None:
            self.process.kill()
        self._await_end()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
        self._await_end()

    def _await_end(self) -> None:
        if self.process is not None:
            self.process.join(timeout=30)
            assert not self.process.is_alive()
        self.process = None

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_error: object) -> None:
        self.stop()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object, **_more: object) -> None:
        return None


class Answer:
    """Status, headers and text of one answer; a refusal is an answer too."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def is_saved(self) -> bool:
        """A form that was accepted leads on; a refused one shows itself again."""
        return self.status in {302, 303}


class Browser:
    """Keeps cookies and the form's token; follows no redirect by itself."""

    def __init__(self, origin: str, *handlers: urllib.request.BaseHandler) -> None:
        self.origin, self.token = origin, ""
        self.cookies = CookieJar(DefaultCookiePolicy(rfc2965=False))
        self._opener = urllib.request.build_opener(
            _Stay(),
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.ProxyHandler({}),
            *handlers,
        )

    def get(self, path: str, **headers: str) -> Answer:
        answer = self._ask(urllib.request.Request(self.origin + path, headers=headers))
        found = TOKEN.search(answer.text) if answer.status == 200 else None
        if found:
            self.token = found[1]
        return answer

    def post(self, path: str, fields: dict[str, object], **headers: str) -> Answer:
        body = urllib.parse.urlencode({"csrf_token": self.token} | fields).encode()
        return self.send(path, body, **headers)

    def send(self, path: str, body: bytes, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(self.origin + path, body, headers))

    def sign_in(self, email: str, password: str) -> Browser:
        self.get("/anmelden")
        assert self.post("/anmelden", {"email": email, "password": password}).is_saved
        self.get("/")
        return self

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.headers, refused.read())


def prepare_folder(folder: Path, database_url: str = "") -> Path:
    """Settings of a fresh installation, as ``gremien init`` writes them."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ['secret_key = "only-for-tests-only-for-tests-only-for-tests"']
    if database_url:
        lines.append(f'database_url = "{database_url}"')
    (folder / SETTINGS_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
