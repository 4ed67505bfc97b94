"""Folders that commands write to: they must be there, and belong to who runs the command."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gremien_app.operation.cli.base import fail


def require_folder(folder: Path, *, create: bool, what: str) -> None:
    """A folder that is missing is perhaps a drive that is not mounted."""
    if folder.is_dir() or create:
        return
    fail(
        f"{what} {folder} gibt es nicht. Ist der Datenträger eingehängt? Soll der Ordner neu "
        "angelegt werden, sagen Sie „--create“ dazu. Es wurde nichts verändert."
    )


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """The folder, made where it is missing; what was made goes again when this fails."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for one in missing:
            with suppress(OSError):  # not empty: not ours alone
                one.rmdir()
        raise
