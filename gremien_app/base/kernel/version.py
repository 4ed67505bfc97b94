"""Which program this is: from git in a checkout, from a file in a package.

Every commit raises the version: ``0.1.<number of commits>+g<commit>``. What is not committed adds
a hash of its own, so no two different packages carry the same version. The build reads this file
by its path (hatch_build.py, pyproject.toml): it imports nothing but the standard library.
"""

import hashlib
import json
import os
import re
import subprocess
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

SERIES = "0.1"
PACKAGE = Path(__file__).resolve().parents[2]
BUILT = "built.json"  # in a package, beside its code
_ARCHIVED = ".git_archival.txt"  # filled in by `git archive`, which takes no history along
_SHORT = 10
_PACKED = ("gremien_app", "templates", "migrations")


@dataclass(frozen=True)
class Release:
    """One state of the program; ``commit`` is empty where nobody knows it."""

    version: str
    commit: str
    is_altered: bool = False

    def __str__(self) -> str:
        if self.is_altered:
            return f"{self.version} (mit Änderungen, die in keinem Commit stehen)"
        return self.version


@cache
def this() -> Release:
    """The running program; asked of git once per process."""
    return release_of(PACKAGE.parent)


def release_of(root: Path) -> Release:
    """The program in a folder: a checkout, an unpacked package, or a copy of either."""
    return _from_git(root) or built_in(root) or _from_archive(root) or _from_content(root)


def built_in(root: Path) -> Release | None:
    """What the build has written into the package."""
    try:
        return Release(**json.loads((root / "gremien_app" / BUILT).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def as_built(release: Release) -> str:
    return json.dumps(asdict(release), indent=1) + "\n"


def _from_git(root: Path) -> Release | None:
    if not (root / ".git").exists():  # a package unpacked inside somebody else's checkout
        return None
    head = _git(root, "log", "-1", "--format=%H %ct")
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if head is None or shallow is None:
        return None
    commit, seconds = head.decode().split()
    count = None if shallow.strip() == b"true" else _git(root, "rev-list", "--count", "HEAD")
    version = _numbered(commit, seconds, count.decode().strip() if count else None)
    own = _uncommitted(root)
    return Release(version + (f".d{own}" if own else ""), commit, is_altered=bool(own))


def _numbered(commit: str, seconds: str, count: str | None) -> str:
    """Without a history nothing can be counted; the time of the commit still grows."""
    number = f"{SERIES}.{count}" if count else f"{SERIES}.0.post{seconds}"
    return f"{number}+g{commit[:_SHORT]}"


def _uncommitted(root: Path) -> str:
    """A hash of what stands in no commit; empty when everything does."""
    changed = _git(root, "diff", "HEAD", "--binary", "--no-ext-diff", "--no-textconv")
    names = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    if not changed and not names:
        return ""
    digest = hashlib.sha256(changed or b"")
    for name in sorted((names or b"").split(b"\0")):
        path = root / os.fsdecode(name)
        if name and path.is_file():
            digest.update(name + b"\0" + path.read_bytes())
    return digest.hexdigest()[:_SHORT]


def _from_archive(root: Path) -> Release | None:
    try:
        told = (root / _ARCHIVED).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    if not re.fullmatch(r"[0-9a-f]{40} \d+", told):
        return None
    commit, seconds = told.split()
    return Release(_numbered(commit, seconds, None), commit)


def _from_content(root: Path) -> Release:
    """A copied folder knows no commit, but another content is another version."""
    digest = hashlib.sha256()
    for folder in _PACKED:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0")
                digest.update(path.read_bytes())
    return Release(f"{SERIES}.0+s{digest.hexdigest()[:_SHORT]}", "")


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git says about the folder, None when it says nothing (or is not there)."""
    # A build may run inside a hook of another repository, or as another user than the checkout's.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = ("-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.quotepath=off")
    try:
        done = subprocess.run(  # noqa: S603 -- fixed arguments
            ["git", *settings, "-C", str(root), *arguments],  # noqa: S607 -- wherever git lies
            env=plain | {"GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
