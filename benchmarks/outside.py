"""How many files a new room touches outside itself: what is changed since a commit, told apart.

    python benchmarks/outside.py meetings/support [--since main]

Not counted: the room and its templates, tests, migrations and documents. The goal is at most 3.
"""

import argparse
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_COUNTED = ("tests/", "migrations/versions/", "docs/", "CHANGELOG.md")
GOAL = 3


def changed(since: str) -> set[str]:
    """Changed and new files, in the working tree and in commits."""
    commands = (
        ("git", "diff", "--name-only", since),
        ("git", "ls-files", "--others", "--exclude-standard"),
    )
    found: set[str] = set()
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        found |= set(done.stdout.split())
    return found


def outside(room: str, files: set[str]) -> list[str]:
    """The files that are neither the room's own nor of a kind that every change has."""
    own = (f"gremien_app/{room}/", f"templates/{room.rpartition('/')[2]}/", *NOT_COUNTED)
    return sorted(name for name in files if not name.startswith(own))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", help="wing and room: meetings/support")
    parser.add_argument("--since", default="HEAD", help="the commit before the room")
    asked = parser.parse_args()
    found = outside(asked.room, changed(asked.since))
    print(f"{asked.room}: {len(found)} files outside (goal: {GOAL} at most)")
    for name in found:
        print(f"  {name}")


if __name__ == "__main__":
    main()
