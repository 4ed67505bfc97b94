"""The lines of a CSV file, with whatever mark between the cells."""

import csv
import io
from collections.abc import Iterator

from gremien_app.base.kernel.text import clean_text
from gremien_app.base.tables.lines import MAX_COLUMNS, Line
from gremien_app.base.tables.quoting import unquoted

MARKS = ";,\t"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class UnreadableLineError(ValueError):
    """The line that ends the reading."""

    def __init__(self, number: int) -> None:
        super().__init__(f"line {number}")
        self.number = number


def is_old_excel(data: bytes) -> bool:
    """Whether the file is of the old kind of Excel, or has a password."""
    return data.startswith(_OLD_EXCEL)


def usual_mark(text: str) -> str:
    """The mark that the first line has most of."""
    return max(MARKS, key=text.partition("\n")[0].count)


def separated_lines(text: str, mark: str) -> Iterator[Line]:
    """Numbered by where they begin in the file; raises ``UnreadableLineError``."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    start = 1
    try:
        for texts in reader:
            yield Line(start, [_cell(text) for text in texts[:MAX_COLUMNS]])
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableLineError(reader.line_num) from error


def _cell(text: str) -> str:
    return unquoted(clean_text(text, multiline=False))
