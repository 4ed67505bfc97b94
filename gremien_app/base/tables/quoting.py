"""A cell that a spreadsheet would take for a formula, made harmless and back again."""

import re

# What begins a formula in Excel, LibreOffice or Google Sheets, also in full width.
_FORMULA = r"[=+\-@\t\r＝＋－＠]"
_DANGEROUS = re.compile(f"'*{_FORMULA}")
_QUOTED = re.compile(f"''*{_FORMULA}")


def quoted(text: str) -> str:
    """An apostrophe before what would be a formula; one more where some stand already."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unquoted(text: str) -> str:
    """The text as it was before ``quoted``."""
    return text[1:] if _QUOTED.match(text) else text
