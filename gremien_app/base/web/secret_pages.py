"""Pages behind a secret address: no search engine keeps them, no other site learns the address."""

from flask import make_response
from flask.typing import ResponseReturnValue


def kept_secret(answer: ResponseReturnValue, status: int | None = None) -> ResponseReturnValue:
    response = make_response(answer)
    response.status_code = status or response.status_code
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
