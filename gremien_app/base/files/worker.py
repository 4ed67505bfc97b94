"""The process in which foreign bytes are read: little time, little memory, no way out.

Started by ``files.inspection``; tells one line of JSON. It loads nothing of the application.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from gremien_app.base.files.kinds import Kind, Refusal, Refused, Report, Words

CPU_SECONDS, BYTES = 10, 512 * 1024**2
_LARGEST_WRITTEN = 100 * 1024**2
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_BLANK = b"\xef\xbb\xbf \t\r\n"


def confine() -> None:
    """The limits of this process, before anything foreign is read."""
    if os.name != "posix":
        return
    import resource  # noqa: PLC0415 -- exists on POSIX alone

    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_WRITTEN, _LARGEST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def look(path: Path, target: Path) -> Report:
    """What this file is; raises ``Refused``. The readers are loaded when they are needed."""
    beginning = _beginning(path)
    if not beginning:
        raise Refused(Refusal.EMPTY)
    if beginning.lstrip(_BLANK).startswith(b"%PDF-"):
        from gremien_app.base.files import pdfs  # noqa: PLC0415 -- as above

        return pdfs.look(path)
    if beginning.startswith(b"PK\x03\x04"):
        from gremien_app.base.files import office  # noqa: PLC0415 -- as above

        return office.look(path)
    if _is_picture(beginning):
        from gremien_app.base.files import pictures  # noqa: PLC0415 -- as above

        return pictures.look(path, target)
    is_old = beginning.startswith(b"\xd0\xcf\x11\xe0")
    raise Refused(Refusal.OLD_OFFICE if is_old else Refusal.UNKNOWN)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(1024)


def _is_picture(beginning: bytes) -> bool:
    is_heif = beginning[4:8] == b"ftyp" and beginning[8:12] in _HEIF
    return is_heif or beginning.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))


def words(path: Path, kind: Kind, most: int) -> Words:
    if kind is Kind.PDF:
        from gremien_app.base.files import pdfs  # noqa: PLC0415 -- as above

        return pdfs.words(path, most)
    if kind.is_picture:
        return Words()
    from gremien_app.base.files import office  # noqa: PLC0415 -- as above

    return office.words(path, most)


def main(task: str, path: str, more: str, most: str) -> None:
    confine()
    told: dict[str, Any]
    try:
        if task == "look":
            told = look(Path(path), Path(more)).as_json()
        else:
            found = words(Path(path), Kind(more), int(most))
            told = {"text": found.text[: int(most)], "notes": [one.value for one in found.notes]}
    except Refused as refused:
        told = {"refused": refused.reason.value}
    except (MemoryError, RecursionError):
        told = {"refused": Refusal.TOO_LONG.value}
    sys.stdout.write(json.dumps(told))
