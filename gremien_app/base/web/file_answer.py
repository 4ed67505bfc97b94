"""A file that is kept, not shown: its name says what kind it is."""

from io import BytesIO

from flask import Response, send_file

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "csv": "text/csv",  # Flask adds the character set
    "json": "application/json",
    "txt": "text/plain",
    "html": "text/html",
}


def file_answer(content: bytes, name: str) -> Response:
    """The file under its German name; ``name`` ends with one of the known kinds."""
    kind = _KINDS[name.rpartition(".")[2]]
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
