"""The page of a list that an address asks for."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from flask import flash, request

from gremien_app.base.extensions import Base
from gremien_app.base.kernel.clock import today
from gremien_app.base.kernel.dates import parse_german_date
from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.search import MAX_QUERY_LENGTH
from gremien_app.base.kernel.text import clean_text

Row = TypeVar("Row", bound=Base)


def cut(found: Sequence[Row], size: int) -> tuple[list[Row], int | None]:
    """Of one row more than fit: those of this page, and the last one's id where more follow."""
    shown = list(found[:size])
    return shown, shown[-1].id if len(found) > size else None


def page_number() -> int:
    """``?seite=3``; the first page for anything that is no page."""
    raw = request.args.get("seite", "")
    is_number = raw.isascii() and raw.isdecimal() and len(raw) < 5
    return max(int(raw), 1) if is_number else 1


def typed(name: str) -> str:
    """What was typed into a search box of the address, cleaned."""
    return clean_text(request.args.get(name, ""), multiline=False)[:MAX_QUERY_LENGTH]


def chosen_day(usual: date | None = None, *, has_page: bool = True) -> date:
    """``?stand=1.3.2026``, else the usual day or today.

    A page says that a day is unreadable and shows today; a file is not found then.
    """
    asked = typed("stand")
    try:
        return parse_german_date(asked, today()) if asked else usual or today()
    except ValueError as error:
        if not has_page:
            raise NotFound from error
        flash(f"Stand am: {error} Gezeigt wird der heutige Stand.", "error")
        return today()
