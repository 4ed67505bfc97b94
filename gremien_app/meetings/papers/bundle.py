"""One archive of many files, written piece by piece: its size in memory does not grow with them."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import quote

_PIECE = 256 * 1024
INDEX = "index.html"


@dataclass(frozen=True)
class Entry:
    """A paper of an item; ``name``: in the archive, "" without a file."""

    item: str
    title: str
    note: str
    name: str
    path: Path | None


def entry_name(number: int, label: str, file_name: str) -> str:
    """Unique, and in the order of the agenda on every system: "003 Ö 2.1 Antrag.pdf"."""
    return f"{number:03d} {label + ' ' if label else ''}{file_name}".replace("/", "-")


class _Pipe:
    """Takes what the archive writes, and hands it on."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def stream(entries: Sequence[Entry], heading: str) -> Iterator[bytes]:
    """The archive in pieces: the index first, then file by file.

    A file that is gone from the disk is told in a text in its place.
    """
    pipe = _Pipe()
    out = cast("IO[bytes]", pipe)  # what an archive asks of it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(INDEX, index_page(entries, heading))
        yield pipe.taken()
        for entry in entries:
            if entry.path is None:
                continue
            if not entry.path.is_file():
                archive.writestr(f"{entry.name}.fehlt.txt", "Diese Datei fehlt im Speicher.\n")
                continue
            with entry.path.open("rb") as source, archive.open(entry.name, "w") as target:
                while piece := source.read(_PIECE):
                    target.write(piece)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()


def index_page(entries: Sequence[Entry], heading: str) -> str:
    """A page that opens without the net: headings by item, links to the files beside it."""
    rows: list[str] = []
    item = ""
    for entry in entries:
        if entry.item != item:
            rows += ["</ul>"] if item else []
            rows += [f"<h2>{escape(entry.item)}</h2>", "<ul>"]
            item = entry.item
        name = escape(entry.title)
        link = f'<a href="{escape(quote(entry.name))}">{name}</a>' if entry.name else name
        rows.append(f"<li>{link}{f' ({escape(entry.note)})' if entry.note else ''}</li>")
    rows += ["</ul>"] if item else ["<p>Es liegen keine Unterlagen vor.</p>"]
    title = escape(heading)
    body = "\n".join(rows)
    return (
        f'<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>'
        '\n<meta name="viewport" content="width=device-width">\n</head>\n'
        f"<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )
