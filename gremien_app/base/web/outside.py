"""Where the application stands, as people outside of it write the address."""

from flask import current_app


def public_origin() -> str:
    """From the settings: a request's Host header is no source for links in mails."""
    return str(current_app.config["PUBLIC_ORIGIN"])
