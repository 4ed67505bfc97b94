"""What names nobody on a list but tells of a person by its form: addresses, numbers, signs.

Every pattern has bounded repetitions: a long text costs time in proportion to its length only.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from gremien_app.records.names.spelling import HYPHENS, folded
from gremien_app.records.names.vocabulary import NOUNS, STREET_ENDINGS, STREET_OPENINGS


class Shape(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    FILE = "file"
    BIRTH = "birth"
    ACCOUNT = "account"


_H = re.escape(HYPHENS)
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_AT = re.compile(r"@|\uff20|[ ]?(?:\(at\)|\[at\]|\{at\}|\(ät\)|\[ät\])[ ]?", re.IGNORECASE)
_PHONE = re.compile(
    rf"(?<![\w/.,{_H}])(?:\+|00|0)[1-9](?:[ \u00a0\u202f/().{_H}]{{0,3}}\d){{5,14}}(?!\w)"
)
_CALL = re.compile(
    r"(?<!\w)(?:Telefon(?:nummer)?|Tel|Fon|Telefax|Fax|Mobil(?:nummer|telefon)?|Handy(?:nummer)?|"
    r"Durchwahl|Rufnummer|Apparat)"
    rf"[.:]{{0,2}}[ \u00a0\u202f]{{0,3}}(\+?\d(?:[ \u00a0\u202f/().{_H}]{{0,3}}\d){{2,14}})(?!\w)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{1,2}\.[ \u00a0]?\d{1,2}\.[ \u00a0]?\d{2,4}\Z")
_PAPER = re.compile(r"\d{1,5}/(?:19|20)\d{2}\Z")  # "0453/2024" is a paper's number
_NUMBER = re.compile(r"[ \u00a0\u202f]{1,3}(\d{1,4}(?:[ ]?[a-zA-Z])?)(?!\w|\.\d)")
_STREET_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_H}.\u00ad]){{1,60}}")
_FILE = re.compile(
    r"(?<!\w)(?:Az|Gz|Aktenzeichen|Geschäftszeichen|Geschaeftszeichen|Kassenzeichen|Vorgangsnummer|"
    r"Fallnummer|Kundennummer|Aktennummer|Unser Zeichen|Mein Zeichen)"
    rf"[.:]{{0,2}}[ \u00a0\u202f]{{0,3}}((?=[^\s,;()]{{0,12}}\s?[^\s,;()]{{0,12}}\s?\S{{0,12}}\d)"
    rf"[A-Za-z0-9][\w/.{_H}]{{0,30}}(?-i:[ ][A-Z0-9][\w/.{_H}]{{0,20}}){{0,4}})",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"(?<![\w/.])(?:[IVX]{1,4}[ -])?\d{1,3}[a-z]?[ ][A-Z][A-Za-z]{0,3}[ ]"
    r"\d{1,6}/\d{2,4}(?:\.[A-Z])?(?![\w/])"
)
_BORN = re.compile(
    r"(?<!\w)(?:geb\.?|geboren(?: am)?|Geburtsdatum:?|\*)[ \u00a0]{0,3}"
    r"(\d{1,2}\.[ \u00a0]?\d{1,2}\.[ \u00a0]?\d{2,4})",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?!\w)"
)


def shapes(text: str) -> Iterator[tuple[Shape, int, int]]:
    """Where something stands that leads to a person: kind, start, end; may overlap."""
    yield from _emails(text)
    for match in _PHONE.finditer(text):
        if not (_DAY.match(match[0]) or _PAPER.match(match[0])):
            yield Shape.PHONE, *match.span()
    for shape, pattern in ((Shape.PHONE, _CALL), (Shape.FILE, _FILE), (Shape.BIRTH, _BORN)):
        for match in pattern.finditer(text):
            yield shape, match.start(1), _without_end(text, match.start(1), match.end(1))
    for shape, pattern in ((Shape.FILE, _COURT), (Shape.ACCOUNT, _ACCOUNT)):
        for match in pattern.finditer(text):
            yield shape, *match.span()
    yield from _streets(text)


def _without_end(text: str, start: int, end: int) -> int:
    while end > start + 1 and text[end - 1] in ".,;:-":
        end -= 1
    return end


def _emails(text: str) -> Iterator[tuple[Shape, int, int]]:
    for at in _AT.finditer(text):
        start = at.start()
        while start > max(at.start() - 64, 0) and _is_local(text[start - 1]):
            start -= 1
        host = _HOST.match(text, at.end()) if start < at.start() else None
        if host:
            yield Shape.EMAIL, start, _without_end(text, start, host.end())


def _is_local(char: str) -> bool:
    return char.isalnum() or char in "._+%~-"


def _streets(text: str) -> Iterator[tuple[Shape, int, int]]:
    """ "Musterstraße 12 a", "Alte Wallgasse 3", "Am Domhof 5", "Kleine Sandkaul 5"."""
    before: list[re.Match[str]] = []
    for word in _STREET_WORD.finditer(text):
        number = _NUMBER.match(text, word.end())
        if number and text[word.start()].isupper():
            start = _street_start(text, before, word)
            if start is not None:
                yield Shape.STREET, start, number.end(1)
        before = [*before[-2:], word]


def _street_start(text: str, before: list[re.Match[str]], word: re.Match[str]) -> int | None:
    """Where the street's name begins; None: this is no street."""
    start, name = word.start(), folded(word[0].rstrip("."))
    opening = None
    for one in reversed(before):
        gap = text[one.end() : start]
        if not gap.isspace() or "\n" in gap:
            break
        shape = folded(one[0])
        is_inner = shape in {"der", "den", "dem", "st"}
        if not (one[0][0].isupper() or is_inner) or shape in NOUNS - STREET_OPENINGS - {
            "der",
            "den",
        }:
            break
        if shape in STREET_OPENINGS and one[0][0].isupper():
            opening = one.start()
        start = one.start()
    if name.endswith(STREET_ENDINGS) and name not in {"punkt", "str"}:
        return opening if opening is not None else word.start()
    if name in {"str", "strasse"} and before:
        return before[-1].start()
    return opening if opening is not None and name not in NOUNS and len(name) > 3 else None
