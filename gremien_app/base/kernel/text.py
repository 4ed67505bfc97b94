"""Cleaning, folding and shortening of text that people typed or pasted."""

import re
import unicodedata

from .pasted import bullets_of_word, signs_of_fonts

# python-docx refuses these outright and icalendar writes them raw, so no text may carry them
# further than the form's edge: C0 and C1 controls, surrogates, code points that are no characters.
_NEVER = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
    + "]"
)
# Word pastes U+000B for a soft line break; the others end a line in some calendar readers.
_LINE_END = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
# Invisible: a title made of them looks empty; a bidirectional override shows another text.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # fillers: letters to Unicode, blank to the eye

# RFC 5321 without quoted parts and literals, which no mailbox here has and mail programs refuse.
_ATOM, _LABEL = r"[^@\s<>,;:\"()\[\]\\.]+", r"[^\W_]+(?:-+[^\W_]+)*"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")

_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"}
)
# One sign in many shapes: d'Arc is d’Arc, Nippes-Süd is Nippes‑Süd.
SHAPES = str.maketrans(dict.fromkeys("‘’‚‛ʼʻ′`´＇", "'") | dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-"))
_TRANSCRIPTION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def clean_text(value: str | None, *, multiline: bool) -> str:
    """Text as it may be stored: NFC, LF, nothing that a document or a feed would choke on.

    A single-line text has its white space collapsed; a multi-line one keeps breaks and indents.
    What Word pastes becomes what is meant (``kernel.pasted``); a text of which nothing is seen is
    empty.
    """
    text = _LINE_END.sub("\n", value or "")
    text = signs_of_fonts(_INVISIBLE.sub("", _NEVER.sub("", text)))
    text = bullets_of_word(unicodedata.normalize("NFC", text))
    if not any(map(_is_seen, text)):
        return ""
    if not multiline:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def is_storable(text: str) -> bool:
    """Whether nothing stands in it that databases, documents or feeds cannot hold."""
    return _NEVER.search(text) is None


def _is_seen(char: str) -> bool:
    return char not in _BLANK_LETTERS and unicodedata.category(char) not in _UNSEEN


def fold(value: str) -> str:
    """The form in which texts are searched: "Müller" → "muller", "STRAẞE" → "strasse".

    Apostrophes and hyphens have one shape each.
    """
    # Before NFKD, which would make of some apostrophes a blank and a mark.
    text = unicodedata.normalize("NFKD", value.casefold().translate(SHAPES))
    text = "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Cf"})
    # NFKD can bring capitals back (𝐀 → A), hence the second casefold.
    text = text.casefold().translate(_UNDECOMPOSED)
    return " ".join(text.split())


def transcribe_german(value: str) -> str:
    """The text with its umlauts written out: "Müller" → "mueller"; always in lower case."""
    return unicodedata.normalize("NFC", value).casefold().translate(_TRANSCRIPTION)


def is_email_address(value: str) -> bool:
    """Whether a text can be an address at all: something@host.tld without white space."""
    return len(value) <= 254 and _EMAIL.fullmatch(value) is not None


def slugify_german(value: str) -> str:
    """A name for an address: "Runder Tisch für alle" → "runder-tisch-fuer-alle"."""
    return re.sub("[^a-z0-9]+", "-", fold(transcribe_german(value))).strip("-")


def excerpt(value: str, length: int = 160) -> str:
    """The beginning of a text on one line: at most `length` characters, cut between words."""
    text = " ".join(value.split())
    if len(text) <= length:
        return text
    room = text[: max(length - 1, 0)]
    at_word = room.rsplit(" ", 1)[0] if text[len(room)] != " " and " " in room else room
    return at_word.rstrip(" ,;:–-") + "…"


def decode_text(data: bytes) -> str | None:
    """The text of a file as offices save it: UTF-8, UTF-16 or Windows-1252; None: it is no text."""
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None
