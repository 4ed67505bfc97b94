"""Security headers on every answer, errors and files included."""

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)


def init_app(app: Flask) -> None:
    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if app.config["PUBLIC_ORIGIN"].startswith("https://"):
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        # What was public can be made closed; no cache may keep it. "no-cache" alone is what
        # `send_file` sets: any cache on the way might keep a member list.
        is_open = headers.get("Cache-Control", "no-cache") == "no-cache"
        if is_open and request.endpoint != "static":
            headers["Cache-Control"] = "no-store"
        return response
