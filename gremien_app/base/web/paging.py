"""The page of a list that an address asks for."""

from flask import request

from gremien_app.base.kernel.search import MAX_QUERY_LENGTH
from gremien_app.base.kernel.text import clean_text


def page_number() -> int:
    """``?seite=3``; the first page for anything that is no page."""
    raw = request.args.get("seite", "")
    is_number = raw.isascii() and raw.isdecimal() and len(raw) < 5
    return max(int(raw), 1) if is_number else 1


def typed(name: str) -> str:
    """What was typed into a search box of the address, cleaned."""
    return clean_text(request.args.get(name, ""), multiline=False)[:MAX_QUERY_LENGTH]
