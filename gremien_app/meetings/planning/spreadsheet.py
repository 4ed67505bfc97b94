"""The year plan as a spreadsheet; what people typed never becomes a formula or a link."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from gremien_app.base.kernel.dates import to_berlin
from gremien_app.meetings.planning.yearplan import YearDate

_COLUMNS = (
    ("Wochentag", 13),
    ("Datum", 12),
    ("Beginn", 9),
    ("Ende", 9),
    ("Kurzname", 14),
    ("Gremium", 44),
    ("Sitzung", 26),
    ("Ort", 40),
    ("Stand", 14),
    ("Hinweise zum Tag", 30),
)
# The file says nothing of when it was made: equal plans are equal files.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


def write_spreadsheet(year: int, entries: Sequence[YearDate]) -> bytes:
    """The .xlsx: one row per sitting, real dates and times, a header row that stays."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, {**options, "strings_to_numbers": False})
    book.set_properties({"title": f"Sitzungsplan {year}", "created": _CREATED})
    sheet = book.add_worksheet(f"Sitzungsplan {year}")
    bold = book.add_format({"bold": True, "text_wrap": True})
    day, clock = (book.add_format({"num_format": text}) for text in ("dd.mm.yyyy", "hh:mm"))
    for column, (label, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, bold)
    for row, entry in enumerate(entries, start=1):
        start, end = to_berlin(entry.starts_at), to_berlin(entry.ends_at)
        texts = {
            0: entry.weekday,
            4: entry.short,
            5: entry.committee,
            6: entry.title,
            7: entry.place,
            8: entry.state,
            9: ", ".join(entry.marks),
        }
        for column, text in texts.items():
            sheet.write_string(row, column, text)
        sheet.write_datetime(row, 1, datetime.combine(entry.day, start.time()), day)
        sheet.write_datetime(row, 2, start.time(), clock)
        sheet.write_datetime(row, 3, end.time(), clock)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(entries), 1), len(_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return buffer.getvalue()
