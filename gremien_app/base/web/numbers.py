"""Every request has a number: in the record, in the log, in a header, on the page of a failure."""

import logging
import secrets

from flask import Flask, Response, g, has_request_context

HEADER = "X-Request-ID"


class NumberRequests(logging.Filter):
    """Adds the number to what the application logs, so that a reported one is found."""

    def filter(self, record: logging.LogRecord) -> bool:
        number = g.get("request_id") if has_request_context() else None
        if number and number not in record.getMessage():
            record.msg, record.args = f"{record.getMessage()} (Anfrage {number})", ()
        return True


def init_app(app: Flask) -> None:
    """First of all: what is refused before the guard has a number too."""
    app.logger.addFilter(NumberRequests())

    @app.before_request
    def number() -> None:
        # Never the caller's: what stands in the record is ours.
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def tell(response: Response) -> Response:
        if "request_id" in g:
            response.headers[HEADER] = g.request_id
        return response
