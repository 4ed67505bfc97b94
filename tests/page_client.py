"""The test client that looks at every answer it gets.

A page must be a good page, a GET must not write, a request commits once at most and leaves
nothing unsaved. Requests run in a context of their own, as on a server.
"""

import contextvars
import hashlib
import re
from typing import Any

from flask import Flask, current_app, request_finished
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from gremien_app.base.extensions import db
from tests.databases import Trace, current_trace, traced
from tests.page_checks import page_faults

READING = {"GET", "HEAD", "OPTIONS"}
# These answers end a request on purpose before it saved; the session is rolled back.
REFUSED = {400, 403, 404, 405, 409, 410, 413, 429, 500, 503}
# The two exceptions, each in a save of its own: fetching a subscription notes the day of its last
# use; a refused request and the download of a confidential file are put on record.
NOTE = re.compile(
    r"UPDATE calendar_feed SET last_used_on|(INSERT INTO|UPDATE) audit_(entry|head)\b"
)
CSRF = hashlib.sha256(b"tests").hexdigest()
_SECONDS = re.compile(r'data-(?:ends-in|last-end-in)="\d+"')
_SIGNED = re.compile(r'<input\b[^>]*\bname="(csrf_token|shown|kept)"[^>]*>')


class PageClient(FlaskClient):
    """``post`` carries a valid CSRF token; leave it out with ``csrf=False``."""

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        if current_app:
            # What the test prepared must be there for the request, and its lock released.
            db.session.commit()
        outside = contextvars.copy_context()
        return contextvars.Context().run(self._open, outside, args, csrf, kwargs)

    def _open(
        self, outside: contextvars.Context, args: Any, csrf: bool, kwargs: dict[str, Any]
    ) -> TestResponse:
        # A fresh context has no app context, hence no shared session and no `g`; only the
        # counters are carried over.
        for variable, value in outside.items():
            if variable.name == "traces":
                variable.set(value)
        if csrf and self._is_form(args, kwargs):
            kwargs["data"] = {**(kwargs.get("data") or {}), "csrf_token": self._csrf_token()}
        kwargs.setdefault("buffered", True)  # reads and closes files that are sent
        with traced() as trace:
            response = super().open(*args, **kwargs)
        read_plainly(response)
        check_response(response, trace)
        return response

    @staticmethod
    def _is_form(args: Any, kwargs: dict[str, Any]) -> bool:
        plain = isinstance(kwargs.get("data") or {}, dict) and "json" not in kwargs
        return kwargs.get("method") == "POST" and bool(args) and plain

    def _csrf_token(self) -> str:
        with self.session_transaction() as session:
            session["csrf_token"] = CSRF
        key = self.application.secret_key
        return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(CSRF))


def without_token(page: str) -> str:
    """A page to be compared with another one: without all that tells the second of its making."""
    return _SECONDS.sub("", _SIGNED.sub(r"\1", page))


def read_plainly(response: TestResponse) -> None:
    """What pages keep on one line reads with ordinary spaces, as one would type it."""
    if response.mimetype == "text/html":
        text = response.get_data(as_text=True)
        response.set_data(text.replace("\u00a0", " ").replace("\u2060", ""))


def check_response(response: TestResponse, trace: Trace) -> None:
    request = response.request
    where = f"{request.method} {request.path} ({response.status_code})"
    if request.method in READING and not response.history:
        writes = [write for write in trace.writes if not NOTE.match(write)]
        assert writes == [], f"{where} writes"
    assert trace.commits <= 1 or response.history, f"{where} commits {trace.commits} times"
    if response.status_code not in REFUSED:
        assert trace.left == [], f"{where} leaves unsaved changes"
    assert "Content-Security-Policy" in response.headers, f"{where} has no CSP"
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy, f"{where} has a weak CSP"
    if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
        faults = page_faults(response.get_data(as_text=True))
        assert faults == [], f"{where} is a bad page:\n" + "\n".join(faults)


def watch_sessions(app: Flask) -> None:
    """Note what a request left in its session, before the teardown rolls it back."""

    def note(_sender: Flask, **_extra: Any) -> None:
        trace = current_trace()
        if trace is None:
            return
        session = db.session()
        changed = [o for o in session.dirty if session.is_modified(o)]
        unflushed = [repr(o) for o in (*session.new, *changed, *session.deleted)]
        trace.left = [*trace.unsaved, *unflushed]

    request_finished.connect(note, app, weak=False)
