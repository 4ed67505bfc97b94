"""How large a form may be, and how many documents are written at once.

As large as real minutes and attendance lists, and no larger. Werkzeug counts the parts of
multipart forms; the fields of the plain kind it counts nowhere, and a million empty ones cost a
second each time. Documents get some of the server's threads, never all: whoever asks for fifty
holds nobody else up.
"""

from threading import BoundedSemaphore

from flask import Flask, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from gremien_app.base.house.gathered import house

_PLAIN = "application/x-www-form-urlencoded"
_DOCUMENTS = (".docx", ".xlsx")
_TIMES = 4  # what a form may have is read and refused in words
DOCUMENTS_AT_ONCE = 3  # of the four threads of each process of ``gremien serve``
_AGAIN_AFTER = "10"  # seconds


def taken_in(form: int, file: int) -> int:
    """Bytes of a request that are read at all, so that a page can tell what was too large.

    A browser that is cut off while it sends shows its own error instead.
    """
    return max(_TIMES * form, 2 * file)


def init_app(app: Flask) -> None:
    app.config["MAX_UPLOAD_LENGTH"] = taken_in(
        app.config["MAX_CONTENT_LENGTH"], app.config["MAX_FILE_BYTES"]
    )

    @app.before_request
    def take_in_files() -> None:
        # A file that is too large is refused at its field, with all that was typed beside it.
        if request.endpoint in house().uploads:
            request.max_content_length = app.config["MAX_UPLOAD_LENGTH"]

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
