"""No log keeps a secret address: who reads it could use it."""

import logging
import re

from flask import Flask

_SECRET = re.compile(
    r"(/(?:kalender/abo|passwort|meine-daten/adresse|antwort|mitzeichnung|unterstuetzung/(?:frage|antwort))/)"
    r"[\w-]{20,}"
)
# Whoever writes requests down, by whichever server: failures, development, gunicorn's access log.
_LOGGERS = ("waitress", "waitress.queue", "werkzeug", "gunicorn.access", "gunicorn.error")


class MaskAddresses(logging.Filter):
    """Replaces the secret part of an address by "…"; what a record says besides stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        masked = _SECRET.sub(r"\1…", message)
        if masked != message:
            record.msg, record.args = masked, ()
        return True


def init_app(app: Flask) -> None:
    mask = MaskAddresses()
    for logger in (app.logger, *map(logging.getLogger, _LOGGERS)):
        if not any(isinstance(one, MaskAddresses) for one in logger.filters):
            logger.addFilter(mask)
