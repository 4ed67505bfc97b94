"""What Waitress and WhiteNoise answer without Flask: in German too, with the headers of all."""

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from whitenoise import WhiteNoise

from gremien_app.base.web import assets
from gremien_app.base.web.errors import error_page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STATIC_SECONDS = 600
STATIC = "/static/"
_OWN_HEADERS = {"Content-Type", "Content-Length", "Cache-Control", "Vary", "Set-Cookie"}
_PAGES = (400, 413, 500)


def with_static_files(app: Flask) -> "WSGIApplication":
    """The WSGI application; static files never reach Flask, but carry its security headers.

    WhiteNoise forgets them on 304 and 416, so they are added to whatever it answers.
    """
    with app.test_request_context():
        secure = app.process_response(app.response_class())
    shared = [(name, value) for name, value in secure.headers if name not in _OWN_HEADERS]
    root = Path(str(app.static_folder))
    files = _StaticFiles(
        app.wsgi_app, root=str(root), prefix=STATIC, max_age=STATIC_SECONDS, allow_all_origins=False
    )

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return app.wsgi_app(environ, start_response)  # which says no on a page
        name = environ["PATH_INFO"].removeprefix(STATIC)
        is_kept = name != environ["PATH_INFO"] and assets.is_current(
            root, name, environ["QUERY_STRING"]
        )

        def start(status: str, headers: list[tuple[str, str]], *failure: Any) -> Any:
            there = {name.lower() for name, _value in headers}
            missing = [one for one in shared if one[0].lower() not in there]
            if is_kept:
                headers = [one for one in headers if one[0] != "Cache-Control"]
                missing.append(("Cache-Control", assets.FOR_EVER))
            return start_response(status, headers + missing, *failure)

        return files(environ, start)  # type: ignore[no-any-return]  # untyped there

    return answer


class _StaticFiles(WhiteNoise):  # type: ignore[misc]  # untyped there
    """With the packed copies made at the installation, unless the file was changed since."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> Any:
        known = stat_cache if _is_packed(Path(path)) else {path: stat_cache[path]}
        return super().get_static_file(path, url, stat_cache=known)


def _is_packed(path: Path) -> bool:
    """By what is in it: the time of a file is that of whoever copied it last."""
    packed = path.with_name(f"{path.name}.gz")
    return packed.is_file() and gzip.decompress(packed.read_bytes()) == path.read_bytes()


def refuse_in_german(app: Flask) -> None:
    """What Waitress refuses before Flask sees it gets our pages; it has no setting for that."""
    pages = {code: _page(app, code) for code in _PAGES}

    class Refusal(ErrorTask):
        def execute(self) -> None:
            request: Any = self.request  # the parser's request; its types say otherwise
            code = request.error.code
            headers, body = pages.get(code, pages[400 if code < 500 else 500])
            self.status = f"{code} {request.error.reason}"
            self.response_headers = [*self.response_headers, *headers]
            self.set_close_on_finish()
            self.content_length = len(body)
            # A request that could not be read has no method.
            if getattr(request, "command", "") != "HEAD":
                self.write(body)

    HTTPChannel.error_task_class = Refusal


def _page(app: Flask, code: int) -> tuple[list[tuple[str, str]], bytes]:
    """As a stranger sees it, made once: a refused request has no sign-in."""
    with app.test_request_context():
        response = app.process_response(app.make_response(error_page(code)))
    headers = [one for one in response.headers if one[0] != "Set-Cookie"]
    return headers, response.get_data()
