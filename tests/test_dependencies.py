"""Every package has its line on docs/pakete.md, and every pinned one its hashes."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "pakete.md").read_text(encoding="utf-8")
LINE = re.compile(r"^\| ([@\w/\[\].-]+) \| (`[^`]+`|alle) \|(.*)\|$", re.MULTILINE)
REQUIREMENT = re.compile(r"([\w.-]+(?:\[[\w,-]+\])?)(.*)")
PINNED = re.compile(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+")
HASHED = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
NPM = (".", "tests/ics/readers")
LOCKS = ("requirements.lock", "requirements-dev.lock")


def declared() -> dict[str, str]:
    """Name and range of everything in pyproject.toml and each package.json."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    listed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    listed += [one for extra in extras for one in extra]
    found = dict(match.groups() for one in listed if (match := REQUIREMENT.fullmatch(one)))
    for folder in NPM:
        package = json.loads((ROOT / folder / "package.json").read_text(encoding="utf-8"))
        found |= package["dependencies"]
    return found


def listed() -> list[tuple[str, str]]:
    return [(name, "" if range_ == "alle" else range_.strip("`")) for name, range_, _ in lines()]


def lines() -> list[tuple[str, str, str]]:
    return LINE.findall(PAGE)


def entries(lock: str) -> list[str]:
    """One requirement each, with its continuation lines."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def test_every_package_has_one_line_and_no_line_is_left_over():
    assert sorted(listed()) == sorted(declared().items())


def test_every_line_says_what_for_and_why():
    assert [name for name, _, rest in lines() if len(rest.split("|")) != 3] == []
    assert [name for name, _, rest in lines() if len(rest.split("|")[0].strip()) < 3] == []


def test_the_day_of_the_last_look_is_stated():
    (found,) = re.findall(r"^Zuletzt durchgesehen: (\d\d)\.(\d\d)\.(\d{4})\.", PAGE, re.MULTILINE)

    assert date(*map(int, reversed(found))) >= date(2026, 11, 22)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_package_carries_its_hashes(lock):
    found = entries(lock)

    assert len(found) > 20
    assert [one for one in found if not PINNED.match(one) or not HASHED.search(one)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_declared_package_of_the_program_is_pinned(lock):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    if lock == "requirements-dev.lock":
        wanted += project["optional-dependencies"]["dev"]
    names = {re.split(r"[=\[]", one)[0].lower() for one in entries(lock)}

    assert {re.match(r"[\w.-]+", one)[0].lower() for one in wanted} - names == set()


@pytest.mark.parametrize("folder", NPM)
def test_what_npm_fetches_is_pinned_by_its_hash(folder):
    lock = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))
    fetched = {name: one for name, one in lock["packages"].items() if name}

    assert [n for n, one in fetched.items() if not one["integrity"].startswith("sha512-")] == []
    assert {f"node_modules/{name}" for name in lock["packages"][""]["dependencies"]} <= set(fetched)
