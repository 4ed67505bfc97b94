"""What every template keeps to."""

import re
from collections.abc import Callable
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).resolve().parent.parent


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def markup(path: Path) -> str:
    """The template's text without Jinja's own parts."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text, flags=re.DOTALL)


def test_templates_hold_no_inline_style_or_script() -> None:
    inline = re.compile(
        r"\sstyle\s*=|<style|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
    )
    found = {relative(p) for p in templates() if inline.search(markup(p))}

    assert found == set()


def test_templates_never_switch_escaping_off() -> None:
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE)
    found = {relative(p) for p in templates() if unsafe.search(p.read_text(encoding="utf-8"))}

    assert found == set()


def test_undefined_names_in_templates_are_errors(apps: Callable[[str], Flask]) -> None:
    assert apps("sqlite").jinja_env.undefined.__name__ == "StrictUndefined"


def test_every_template_compiles(apps: Callable[[str], Flask]) -> None:
    environment = apps("sqlite").jinja_env
    for path in templates():
        environment.get_template(path.relative_to(ROOT / "templates").as_posix())
