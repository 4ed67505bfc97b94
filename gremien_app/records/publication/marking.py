"""Marks around names become HTML."""

import re

from markupsafe import Markup, escape

from gremien_app.base.web.filters import minutes_text
from gremien_app.records.names.judging import MARKS, MARKS_END, Fate

_TOLD = {Fate.STAYS: "bleibt", Fate.OPEN: "noch offen", Fate.HIDDEN: ""}
_MARKED = re.compile(f"([{''.join(MARKS.values())}])([^{MARKS_END}]*){MARKS_END}")
_FATES = {mark: fate for fate, mark in MARKS.items()}


def marked_line(text: str) -> Markup:
    return _marked(escape(text))


def marked_text(text: str, reading: int | None = None) -> Markup:
    return _marked(minutes_text(text, reading))


def _marked(html: Markup) -> Markup:
    return Markup(_MARKED.sub(_mark, str(html)))  # noqa: S704 -- escaped before; only marks change


def _mark(match: re.Match[str]) -> str:
    fate = _FATES[match[1]]
    told = f'<span class="g-name__fate"> ({_TOLD[fate]})</span>' if _TOLD[fate] else ""
    return f'<mark class="g-name g-name--{fate.value}">{match[2]}{told}</mark>'
