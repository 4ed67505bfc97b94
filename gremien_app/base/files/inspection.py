"""Has foreign files looked at by a process of its own (``files.worker``), a few at a time."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from gremien_app.base.files.kinds import Kind, Note, Refusal, Refused, Report, Words

# The worker's own limit counts its work; this one is for a process that only waits.
SECONDS = 40
MOST_CHARACTERS = 300_000  # of one file's text for the search: about 120 pages
_AT_ONCE = BoundedSemaphore(3)
_PACKAGE = Path(__file__).resolve().parents[2]
# The package without its beginning, which would load the whole application.
_START = (
    "import sys, types; package = types.ModuleType('gremien_app'); "
    "package.__path__ = [sys.argv[1]]; sys.modules['gremien_app'] = package; "
    "from gremien_app.base.files.worker import main; main(*sys.argv[2:])"
)


def look(path: Path, target: Path) -> Report:
    """What a file is; a picture is written anew into ``target``. Raises ``Refused``."""
    told = _asked("look", path, str(target))
    return Report.from_json(told)


def words(path: Path, kind: Kind) -> Words:
    """The text of a file for the search; nothing where it cannot be read in time."""
    try:
        told = _asked("words", path, kind.value)
    except Refused:
        return Words(notes=(Note.UNREAD,))
    return Words(told["text"], tuple(Note(one) for one in told["notes"]))


def _asked(task: str, path: Path, more: str) -> dict[str, Any]:
    command = [sys.executable, "-I", "-c", _START, str(_PACKAGE), task, str(path), more]
    with _AT_ONCE:
        try:
            done = subprocess.run(  # noqa: S603 -- our own program; the file is only an argument
                [*command, str(MOST_CHARACTERS)],
                capture_output=True,
                timeout=SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
                env={},
                cwd=path.parent,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(Refusal.TOO_LONG) from error
    if done.returncode != 0:  # out of time or memory, or the reader itself crashed
        raise Refused(Refusal.TOO_LONG)
    told: dict[str, Any] = json.loads(done.stdout)
    if "refused" in told:
        raise Refused(Refusal(told["refused"]))
    return told
