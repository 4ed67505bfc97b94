"""Template filters: German dates and numbers."""

import re
from datetime import date, datetime, time

import nh3
from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from gremien_app.base.documents.markdown import NEWEST
from gremien_app.base.documents.pages import ATTRIBUTES, CLASSES, TAGS, render_html
from gremien_app.base.kernel.clock import BERLIN, today, utc_now
from gremien_app.base.kernel.dates import (
    format_date,
    format_date_long,
    format_period,
    format_time,
    format_time_span,
)
from gremien_app.base.kernel.typography import unbroken

NOT_READ = re.compile(r"(<textarea\b.*?</textarea>|<[^>]*>)", re.DOTALL)
TEXT_CLASSES = {tag: set(CLASSES.values()) for tag in ("ul", "ol")}


def _local(value: datetime) -> datetime:
    return value.astimezone(BERLIN)


def _day(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def _clock(value: time | datetime) -> time:
    return _local(value).time() if isinstance(value, datetime) else value


def iso_local(value: date | datetime) -> str:
    """For ``<time datetime>``."""
    return _local(value).isoformat() if isinstance(value, datetime) else value.isoformat()


def minutes_text(value: str, reading: int | None = None) -> Markup:
    """The restricted Markdown of longer texts as HTML; a second wall behind the parser."""
    clean = nh3.clean(
        render_html(value, reading or NEWEST),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=TEXT_CLASSES,
    )
    # Blanks and tabs inside the lines are shown as they were typed, hence the frame.
    framed = f'<div class="g-typed">{clean}</div>' if clean else ""
    return Markup(framed)  # noqa: S704 -- escaped by the parser, filtered by nh3


def keep_together(value: object) -> object:
    """A text, also one that is already markup, with dates and the like kept on one line."""
    if isinstance(value, Markup):
        parts = NOT_READ.split(value)  # every second one is a tag, or what a field sends back
        parts[::2] = map(unbroken, parts[::2])
        return Markup("".join(parts))  # noqa: S704 -- only spaces change
    return unbroken(value) if isinstance(value, str) else value


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=lambda value: format_date(_day(value)),
        date_long=lambda value: unbroken(format_date_long(_day(value))),
        hours=lambda starts_at, ends_at: unbroken(format_time_span(starts_at, ends_at)),
        period=lambda starts_at, ends_at: unbroken(format_period(starts_at, ends_at)),
        time=lambda value: unbroken(format_time(_clock(value))),
        unbroken=keep_together,
        iso=iso_local,
        minutes_text=minutes_text,
    )
    app.jinja_env.globals.update(today=today, now=utc_now, zip=zip)
