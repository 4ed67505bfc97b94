"""How a stored file is given out; the route of a room above has asked before who may read it."""

from flask import current_app, send_file
from flask.typing import ResponseReturnValue

from gremien_app.base.files import queries
from gremien_app.base.files.kinds import Kind
from gremien_app.base.files.models import StoredFile
from gremien_app.base.web.errors import error_page

# Pictures show themselves; what else a browser might run is only saved.
_SHOWN = {Kind.PNG, Kind.JPEG}
_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"


def deliver(file: StoredFile, name: str) -> ResponseReturnValue:
    """The file with its German name, in pieces if asked for; never kept by a cache."""
    path = queries.store().path(file.sha256)
    if not path.is_file() or path.stat().st_size != file.size:
        current_app.logger.error("stored file %s is missing or altered", file.sha256)
        return error_page(
            503,
            "Diese Datei fehlt im Speicher oder ist beschädigt. Die technische Betreuung findet "
            "sie mit „gremien verify“ und kann sie aus einer Sicherung zurückholen.",
        )
    response = send_file(
        path,
        mimetype=file.kind.mimetype,
        as_attachment=file.kind not in _SHOWN,
        download_name=name,
        etag=file.sha256,
        last_modified=file.stored_at,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    return response
