"""What the service writes down: one line for each problem, nothing about persons, no keys.

Goes to the error output; systemd keeps it in the journal. ``log_format = "json"`` makes each line
an object for programs that collect them.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request
from flask.logging import default_handler
from sqlalchemy.exc import DBAPIError

from gremien_app.base.kernel.version import PACKAGE
from gremien_app.base.web.masking import MaskAddresses

_FRAMES = 4
_VALUES = re.compile(r"(DETAIL:|Key \(|\[parameters:|VALUES).*", re.DOTALL)


class OneLine(logging.Formatter):
    """Time, level, number of the request, message; of an exception where it came from.

    The text of an exception may repeat what was typed; only the database's and the machine's is
    told, without values.
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def format(self, record: logging.LogRecord) -> str:
        number = str(g.get("request_id", "")) if has_request_context() else ""
        message = record.getMessage().replace(f" (Anfrage {number})", "")
        found = record.exc_info[1] if record.exc_info else None
        if found is not None:
            message = f"{message}: {_told(found)}"
        message = " ".join(message.split())
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        if self.kind == "json":
            line = {"time": at, "level": record.levelname, "logger": record.name}
            line |= {"request": number} if number else {}
            return json.dumps(line | {"message": message}, ensure_ascii=False)
        return f"{at} {record.levelname} {message}" + (f" (Anfrage {number})" if number else "")


def _told(error: BaseException) -> str:
    frames = [
        f"{Path(one.filename).name}:{one.lineno} {one.name}"
        for one in traceback.extract_tb(error.__traceback__)
        if Path(one.filename).is_relative_to(PACKAGE)
    ]
    said = ""
    if isinstance(error, DBAPIError):
        said = f" ({_VALUES.sub('', str(error.orig)).strip()[:200]})"
    elif isinstance(error, OSError):
        said = f" ({error.strerror})"
    return f"{type(error).__name__}{said} in {' < '.join(reversed(frames[-_FRAMES:]))}"


def set_up(app: Flask) -> None:
    """For a running service: one handler for all that log, so that each line comes once."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(app.config["LOG_FORMAT"]))
    handler.addFilter(MaskAddresses())
    app.logger.removeHandler(default_handler)
    logging.getLogger().handlers[:] = [handler]


def init_app(app: Flask) -> None:
    @app.after_request
    def tell_of_unavailability(response: Response) -> Response:
        if response.status_code != 503:
            return response
        response.headers.setdefault("Retry-After", "60")
        response.headers["Cache-Control"] = "no-store"
        if not g.pop("is_told", False):  # whoever knows the reason has told it
            app.logger.warning("Antwort 503 auf %s %s", request.method, request.endpoint)
        return response
