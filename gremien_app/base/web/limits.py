"""How large a form may be, and how many documents are written at once.

As large as real minutes and attendance lists, and no larger. Werkzeug counts the parts of
multipart forms; the fields of the plain kind it counts nowhere, and a million empty ones cost a
second each time. Documents get some of the server's threads, never all: whoever asks for fifty
holds nobody else up.
"""

from threading import BoundedSemaphore

from flask import Flask, abort, g, render_template, request
from flask.typing import ResponseReturnValue

_PLAIN = "application/x-www-form-urlencoded"
_DOCUMENTS = (".docx", ".xlsx")
DOCUMENTS_AT_ONCE = 5  # of the eight threads of ``gremien serve``
_AGAIN_AFTER = "10"  # seconds


def init_app(app: Flask) -> None:
    @app.before_request
    def require_usual_size() -> None:
        if request.mimetype != _PLAIN:
            return
        limit = app.config["MAX_FORM_MEMORY_SIZE"]
        if request.content_length is not None and request.content_length > limit:
            abort(413)
        # Kept for the parser, which then reads the same bytes.
        body = request.get_data(cache=True)
        if len(body) > limit or body.count(b"&") >= app.config["MAX_FORM_PARTS"]:
            abort(413)


def limit_documents(app: Flask) -> None:
    """Whoever would be one too many is asked to come again; asked after the guard."""
    places = BoundedSemaphore(DOCUMENTS_AT_ONCE)

    @app.before_request
    def take_a_place() -> ResponseReturnValue | None:
        if not request.path.endswith(_DOCUMENTS):
            return None
        if not places.acquire(blocking=False):
            return render_template("errors/busy.html"), 503, {"Retry-After": _AGAIN_AFTER}
        g.holds_place = True
        return None

    @app.teardown_request
    def give_it_back(_error: BaseException | None) -> None:
        if g.pop("holds_place", False):
            places.release()
