"""Redirect targets that cannot leave this site."""

from urllib.parse import urlsplit

from flask import current_app, request


def safe_path(target: str | None) -> str | None:
    """A local path, or None: no host, no scheme, no control characters, no backslash."""
    if not target or len(target) > 2000 or not target.startswith("/"):
        return None
    if target.startswith(("//", "/\\")) or "\\" in target:
        return None
    if any(ord(char) < 33 or ord(char) == 127 for char in target):
        return None
    # Browsers drop encoded control characters in some places: "/%09/evil".
    lowered = target.lower()
    if any(code in lowered for code in ("%09", "%0a", "%0d", "%00", "/%2f", "%5c")):
        return None
    return target


def same_site_target(referrer: str | None) -> str | None:
    """The path of a referring page of this site, or None."""
    if not referrer:
        return None
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return None
    origin = urlsplit(current_app.config["PUBLIC_ORIGIN"]).netloc
    if parts.netloc not in {origin, request.host}:
        return None
    return safe_path(parts.path + (f"?{parts.query}" if parts.query else ""))
