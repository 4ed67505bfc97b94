"""The house's guarantees: checked here, not hoped for."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.base.web.access import RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gremien_app"
# These are no rooms: writers, decisions and web parts have files named after what they are.
FREE = {"cli", "documents", "house", "kernel", "web"}
WINGS = ("base", "people", "meetings", "records", "channels", "operation")
# Everyone may ask these; what they show is decided by each room's queries.
PUBLIC_ROUTES = {
    "static",
    "accounts.forgot",
    "accounts.set_password",
    "accounts.sign_in",
    "agenda.download",
    "agenda.show",
    "calendars.all_feed",
    "calendars.committee_feed",
    "calendars.index",
    "calendars.personal_feed",
    "calendars.personal_page",
    "calendars.sitting_file",
    "calendars.subscribe",
    "calendars.subscribe_to",
    "calendars.year_file",
    "minutes.public_file",
    "minutes.show",
    "concerns.new",
    "own.confirm_address",
    "paper_bundles.archive",
    "paper_bundles.document",
    "paper_bundles.show",
    "papers.file",
    "papers.index",
    "papers.search",
    "papers.show",
    "papers.version",
    "questions.register",
    "questions.reply",
    "questions.told",
    "portal.accessibility",
    "portal.committee",
    "portal.committees",
    "portal.healthz",
    "portal.imprint",
    "portal.privacy",
    "portal.robots",
    "portal.sitting",
    "portal.start",
    "portal.words",
    "replies.by_link",
    "concurrences.by_link",
    "concurrences.file",
    "resolutions.index",
    "resolutions.show",
    "sittings.index",
    # Secret: everybody but those who organise is told that there is no such page.
    "bookings.add",
    "bookings.edit",
    "bookings.note_needed",
    "bookings.rebook",
    "bookings.remove",
    "handouts.agenda",
    "handouts.day_card",
    "handouts.day_card_file",
    "handouts.names",
    "handouts.papers",
    "questions.answer_letters",
    "questions.ask",
    "questions.called",
    "questions.letters",
    "questions.remind",
    "questions.tell",
    "support.delete",
    "support.enter",
    "support.show",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base_utils"}
MAX_LINES, MAX_TEST_LINES, MAX_FUNCTION = 350, 550, 40
# What stands above all wings: the application, its settings, the list of rooms, the command.
GATE = {"__init__", "cli", "config", "rooms", "settings_file"}


def python_files(*folders: Path) -> list[Path]:
    return sorted(
        p for folder in folders for p in folder.rglob("*.py") if "versions" not in p.parts
    )


def rooms() -> list[Path]:
    return sorted(
        folder
        for wing in WINGS
        for folder in (PACKAGE / wing).iterdir()
        if folder.is_dir() and folder.name not in FREE and folder.name != "__pycache__"
    )


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Routes


def test_every_route_states_its_right(apps: Callable[[str], Flask]) -> None:
    endpoints = {rule.endpoint for rule in apps("sqlite").url_map.iter_rules()}

    assert {e for e in endpoints if e not in RULES} == set()
    assert {e for e in RULES if e not in endpoints} == set()


def test_only_the_listed_routes_are_open_to_everyone(apps: Callable[[str], Flask]) -> None:
    endpoints = {rule.endpoint for rule in apps("sqlite").url_map.iter_rules()}
    public = {e for e in endpoints if RULES[e].allows(ANONYMOUS)}

    assert public == PUBLIC_ROUTES


def test_addresses_are_german_kebab_case(apps: Callable[[str], Flask]) -> None:
    part = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
    odd = {
        rule.rule
        for rule in apps("sqlite").url_map.iter_rules()
        for piece in re.sub(r"<[^>]+>", "x", rule.rule).strip("/").split("/")
        if piece and not part.fullmatch(piece)
    }

    assert odd == set()


def test_object_addresses_use_the_canonical_number(apps: Callable[[str], Flask]) -> None:
    loose = {
        rule.rule for rule in apps("sqlite").url_map.iter_rules() if re.search(r"<int", rule.rule)
    }

    assert loose == set()


# Rooms


def test_the_layers_between_and_inside_rooms_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def contracts() -> dict[str, dict[str, Any]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in config["tool"]["importlinter"]["contracts"]}


def holds_code(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.py"))


def test_there_are_no_wings_but_the_six() -> None:
    folders = {folder.name for folder in PACKAGE.iterdir() if holds_code(folder)}

    assert folders == set(WINGS) == set(contracts()["wings"]["layers"])
    assert {path.stem for path in PACKAGE.glob("*.py")} == GATE


@pytest.mark.parametrize("wing", WINGS)
def test_every_room_stands_in_the_line_of_its_wing(wing: str) -> None:
    line = contracts()[wing]["layers"]
    listed = {name.strip() for layer in line for name in layer.split("|")}
    built = {f.name for f in (PACKAGE / wing).iterdir() if holds_code(f)} | {
        path.stem for path in (PACKAGE / wing).glob("*.py") if path.stem != "__init__"
    }

    assert built == listed


def test_every_room_has_the_order_inside() -> None:
    inside = {f"gremien_app.{room.parent.name}.{room.name}" for room in rooms()}

    assert inside == set(contracts()["furniture"]["containers"])


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_a_room_introduces_itself(room: Path) -> None:
    tree = ast.parse((room / "__init__.py").read_text(encoding="utf-8"))

    assert ast.get_docstring(tree)


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    files = python_files(PACKAGE, ROOT / "tests")
    names = {relative(p) for p in files if {p.stem, p.parent.name} & FORBIDDEN_NAMES}

    assert names == set()


def test_files_and_functions_stay_readable() -> None:
    long = []
    for path in python_files(PACKAGE, ROOT / "tests"):
        source = path.read_text(encoding="utf-8")
        limit = MAX_LINES if PACKAGE in path.parents else MAX_TEST_LINES
        if source.count("\n") > limit:
            long.append(f"{relative(path)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                # The signature lists a form's fields; what must stay short is what is done.
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = node.end_lineno - body[0].lineno + 1 if body else 0
                if length > MAX_FUNCTION and "tests" not in path.parts:
                    long.append(f"{relative(path)}: {node.name} has {length} lines")

    assert long == []


# What a clone must not know


def test_no_file_names_a_machine_or_a_package_host() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("kein Git-Arbeitsverzeichnis (not a git checkout)")
    pattern = re.compile(
        r"(?<![\w.])/(work|root|home)/\w|registry\.npmjs|files\.pythonhosted|pypi\.org/simple"
    )
    found = set()
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if not path.is_file() or path == Path(__file__).resolve():
            continue
        if pattern.search(path.read_text(encoding="utf-8", errors="ignore")):
            found.add(name)

    assert found == set()
