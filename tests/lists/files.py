"""Lists as an office makes them."""

import io

import openpyxl

from gremien_app.base.extensions import db

HEADINGS = ("Nachname", "Vorname", "Organisation", "Rolle", "Von", "Bis", "E-Mail")


def xlsx(*rows, headings=HEADINGS, change=None) -> bytes:
    """A workbook as an office makes it; ``change`` may work on the sheet before it is saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    if headings:
        sheet.append(headings)
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def table(*lines: str) -> str:
    return "\r\n".join(lines) + "\r\n"


def persons_stored() -> int:
    return db.session.execute(db.text("SELECT count(*) FROM person")).scalar_one()
