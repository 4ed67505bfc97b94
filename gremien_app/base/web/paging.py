"""The page of a list that an address asks for."""

from flask import request


def page_number() -> int:
    """``?seite=3``; the first page for anything that is no page."""
    raw = request.args.get("seite", "")
    is_number = raw.isascii() and raw.isdecimal() and len(raw) < 5
    return max(int(raw), 1) if is_number else 1
