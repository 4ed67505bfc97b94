"""Bold and italic: `**fett**`, `*kursiv*` and `***beides***`, where nothing else can be meant.

A mark opens before a word and after none, closes after a word and before none, and has its
partner in the same paragraph. All other stars are signs of the text: "Vertreter*innen", "5*3*2",
"Preis*", "* mit Anmeldung". Underscores, backslashes and entities never are marks.
"""

import re

from .passages import passages_of
from .spans import Span

_STARS = re.compile(r"\*+")
_OPENS_BEFORE = re.compile(r"[^\s.,;:!?)\]}*]")
_CLOSES_AFTER = re.compile(r"[^\s(\[{„‚*\\]")
_WORD = re.compile(r"\w")
_NEVER_OPENS_AFTER = re.compile(r"[\w\\]")
_BOLD, _ITALIC, _BOTH = 2, 1, 3


def emphasised(text: str, *, with_languages: bool = True) -> tuple[Span, ...]:
    """The text in spans, without the marks that were understood."""
    stars = _marks(text)
    turns: dict[int, tuple[int, str]] = {}  # where a language begins: how many signs go, its tag
    for one in passages_of(text) if with_languages else ():
        turns[one.start] = (one.begins - one.start, one.tag)
        turns[one.ends] = (1, "")
    spans: list[Span] = []
    style, language, position = 0, "", 0
    for start in sorted(stars.keys() | turns.keys()):
        _add(spans, text[position:start], style, language)
        length = 0
        if start in stars:
            length, style = stars[start]
        else:
            length, language = turns[start]
        position = start + length
    _add(spans, text[position:], style, language)
    return tuple(spans)


def _add(spans: list[Span], text: str, style: int, language: str) -> None:
    if text:
        spans.append(Span(text, bool(style & _BOLD), bool(style & _ITALIC), language))


def _marks(text: str) -> dict[int, tuple[int, int]]:
    """Where marks stand, how long each is, and which style begins behind it."""
    pairs = _Pairs(text)
    for run in _STARS.finditer(text):
        pairs.take(run)
    style, found = 0, {}
    for start, length in sorted(pairs.found.items()):
        style ^= length
        found[start] = (length, style)
    return found


class _Pairs:
    """Finds the partner of every mark; bold and italic are each open at most once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[tuple[int, int]] = []  # where, and which style
        self.found: dict[int, int] = {}

    def take(self, run: re.Match[str]) -> None:
        start, end = run.span()
        length = end - start
        if length > _BOTH:
            return  # a ruler or a hidden word, not a mark
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        if _CLOSES_AFTER.fullmatch(before) and self._closes(start, length, after):
            return
        if _OPENS_BEFORE.fullmatch(after) and not _NEVER_OPENS_AFTER.fullmatch(before):
            self._opens(start, length)

    def _opens(self, start: int, length: int) -> None:
        # Of two that wait for a partner the nearer one is meant.
        self._open = [one for one in self._open if not one[1] & length]
        self._open.append((start, length))

    def _closes(self, start: int, length: int, after: str) -> bool:
        waiting = sum(style for _, style in self._open)
        if length & ~waiting or (_WORD.fullmatch(after) and not self._is_in_word(start, length)):
            return False
        while length:
            begin, style = self._open.pop()
            if style & length:
                self._pair(begin, start, style, style & length)
                start += style & length
                length &= ~style
        return True

    def _pair(self, begin: int, end: int, opened: int, closed: int) -> None:
        if opened != closed:  # "***beides*" goes on in bold
            rest = opened & ~closed
            self._open.append((begin, rest))
            begin += rest
        self.found[begin] = self.found[end] = closed

    def _is_in_word(self, start: int, length: int) -> bool:
        """ "**fett**es Wort": a part of one word, as the button for bold leaves it."""
        begin, style = self._open[-1]
        inside = self._text[begin + style : start]
        return length == _BOLD == style and re.search(r"\s", inside) is None
