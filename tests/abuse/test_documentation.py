"""docs/sicherheit.md names tests that exist, and every numbered attack stands in it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "sicherheit.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_named_test_exists():
    missing = [
        f"{path}::{name}"
        for path, name in NAMED.findall(PAGE)
        if not (ROOT / path).is_file()
        or f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]

    assert missing == []


def test_every_numbered_attack_is_named():
    written = {
        name
        for path in Path(__file__).parent.glob("test_?_*.py")
        for name in re.findall(
            r"^def (test_[a-z]\d+\w*)\(", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }

    assert {name for name in written if name not in PAGE} == set()
