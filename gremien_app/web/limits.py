"""How large a form may be: as large as real minutes and attendance lists, and no larger.

Werkzeug counts the parts of multipart forms; the fields of the plain kind it counts nowhere,
and a million empty ones cost a second each time.
"""

from flask import Flask, abort, request

_PLAIN = "application/x-www-form-urlencoded"


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
