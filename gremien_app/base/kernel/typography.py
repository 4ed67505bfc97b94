"""What stays on one line when a German text is read on a screen."""

import re

from .dates import MONTHS

_DIGIT = re.compile(r"\d")
_NUMBER = r"\d+[\w.]*"
_ROOM = rf"(?:[A-Z] )?{_NUMBER}(?: [A-Z] {_NUMBER})?"
_TOGETHER = re.compile(
    "|".join(
        (
            rf"(?<!\d)\d{{1,2}}\. (?:{'|'.join(MONTHS)})(?: \d{{4}}\b)?",
            r"\d(?: bis \d{1,2}:\d\d)? Uhr\b",
            r"± \d+ Tag",
            r"\bTOP (?:[ÖN] )?\d",
            r"\b\d+\. Sitzung\b",
            rf"§§? {_NUMBER}(?: (?:Abs\.|Satz|Nr\.) {_NUMBER})*",
            rf"\b(?:Raum-)?Nr\. {_ROOM}",
            rf"\b\w*(?:[Rr]aum|[Ss]aal|Zimmer) {_ROOM}",
        )
    )
)


def unbroken(text: str) -> str:
    """The text with no-break spaces in dates, hours, numbers of items, rooms and sections.

    For pages only: a stored text, a mail and a Word file keep their plain spaces.
    """
    if _DIGIT.search(text):  # nothing is tied without a number: most texts of a page have none
        text = _TOGETHER.sub(lambda found: _tied(found[0]), text)
    # A dot between two facts belongs to the end of a line.
    return text.replace(" · ", "\u00a0· ")


def _tied(words: str) -> str:
    # A line may also end after a hyphen; the word joiner forbids it and is not seen.
    return words.replace(" ", "\u00a0").replace("Raum-Nr", "Raum-\u2060Nr")
