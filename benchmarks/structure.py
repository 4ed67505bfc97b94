"""What the house costs whoever changes it: modules, arrows, and files to open, before → after.

    python benchmarks/structure.py [--before FOLDER]

``FOLDER`` is another checkout, of a commit before. Told of each: modules that are neither furniture
nor end like it, and how many of them no list gives a reason for; arrows between rooms and wings;
the largest rooms; and through how many files of ours (modules that run, templates that are drawn)
each of three everyday requests goes in the demonstration. Changes nothing in either folder.
"""

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).resolve().parent.parent
WINGS = ("base", "people", "meetings", "records", "channels", "operation")
FURNITURE = ("__init__", "room", "models", "rules", "queries", "actions", "forms", "views")
# Writers, parts of the web, commands: named after what they are, in both layouts.
TOOLS = {"documents", "kernel", "web", "house", "cli"}
LARGEST = 6
PASSWORD = "gremien-demo"
_PLANNED = "SELECT max(id) FROM sitting WHERE state = 'planned'"
_ITEM = (
    "SELECT min(i.id) FROM agenda_item i JOIN sitting s ON s.id = i.sitting_id "
    "WHERE s.state = 'running' AND i.outcome IS NULL AND i.mark = 'none'"
)
_SUBMITTED = (
    "SELECT min(m.sitting_id) FROM minutes m JOIN sitting s ON s.id = m.sitting_id "
    "JOIN committee c ON c.id = s.committee_id "
    "WHERE m.state = 'submitted' AND c.slug = 'stag-behindertenpolitik'"
)
SECRETARIAT, CHAIR = "geschaeftsfuehrung@demo.example", "vorsitz@demo.example"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", type=Path, help="a checkout of an earlier commit")
    parser.add_argument("--trace", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.trace:
        print(json.dumps(traced(arguments.trace)))
        return 0
    folders = [folder.resolve() for folder in (arguments.before, HERE) if folder]
    columns = [figures(folder) for folder in folders]
    for name in columns[-1]:
        print(f"{name}: " + " → ".join(str(column.get(name, "–")) for column in columns))
    return 0


def figures(root: Path) -> dict[str, object]:
    """By name, in the order in which they are told."""
    modules = {path: room_of(root, path) for path in python_files(root)}
    in_rooms = {path: room for path, room in modules.items() if room}
    others = [
        path
        for path, room in in_rooms.items()
        if room.rpartition("/")[2] not in TOOLS and not is_furniture(path.stem)
    ]
    rooms, wings = arrows(root, modules)
    lines: Counter[str] = Counter()
    for path, room in in_rooms.items():
        lines[room] += path.read_text(encoding="utf-8").count("\n")
    found: dict[str, object] = {
        "modules in rooms": len(in_rooms),
        "outside the furniture": len(others),
        "of them without a reason": len(unreasoned(root, others)),
        "rooms": len(lines),
        "arrows between rooms": len(rooms),
        "arrows between wings": len(wings) or "–",
        "largest rooms (lines)": ", ".join(f"{r} {n}" for r, n in lines.most_common(LARGEST)),
    }
    command = [sys.executable, str(Path(__file__).resolve()), "--trace", str(root)]
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{root} does not run:\n{done.stderr}")
    return found | {f"files of {name}": n for name, n in json.loads(done.stdout).items()}


def python_files(root: Path) -> Iterator[Path]:
    yield from sorted((root / "gremien_app").rglob("*.py"))


def room_of(root: Path, path: Path) -> str:
    """``meetings/agenda``, before the wings ``agenda``; empty for what stands above the rooms."""
    parts = path.relative_to(root / "gremien_app").parts[:-1]
    if parts and parts[0] in WINGS:
        return "/".join(parts[:2]) if len(parts) > 1 else ""
    return parts[0] if parts else ""


def is_furniture(stem: str) -> bool:
    return stem in FURNITURE or stem.rpartition("_")[2] in FURNITURE[1:]


def unreasoned(root: Path, others: list[Path]) -> list[Path]:
    """Those that no list of the tests names with a reason, or that are not pure as it says."""
    lists = [root / "tests" / name for name in ("fence.py", "test_house.py")]
    listed: dict[str, set[str]] = defaultdict(set)
    for path in filter(Path.is_file, lists):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Set):
                        names = {e.value for e in value.elts if isinstance(e, ast.Constant)}
                        listed[str(key.value)] |= {str(name) for name in names}
    return [
        path for path in others if path.stem not in listed[path.parent.name] or not is_pure(path)
    ]


def is_pure(path: Path) -> bool:
    impure = ("flask", "sqlalchemy", "wtforms", "werkzeug")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        if any(name.split(".")[0] in impure for name in names):
            return False
    return True


def arrows(
    root: Path, modules: dict[Path, str]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Which room imports from which, which wing from which."""
    by_name = {".".join(p.relative_to(root).with_suffix("").parts): r for p, r in modules.items()}
    rooms, wings = set(), set()
    for path, room in modules.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.ImportFrom) and node.module):
                continue
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                other = by_name.get(name) or by_name.get(node.module) or ""
                if room and other and other != room:
                    rooms.add((room, other))
                    ends = (room.partition("/")[0], other.partition("/")[0])
                    if "/" in room and ends[0] != ends[1]:
                        wings.add(ends)
    return rooms, wings


# What runs in the other folder, with its own package


def traced(root: Path) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "gremien_app.cli", "demo", "--no-serve", "--data", folder]
        subprocess.run(command, check=True, capture_output=True)
        os.environ["GREMIEN_DATA"] = folder
        from gremien_app import create_app  # noqa: PLC0415 -- the other folder's

        app = create_app()
        app.config["WTF_CSRF_ENABLED"] = False
        return {name: len(files) for name, files in requests(app, root)}


def requests(app: Any, root: Path) -> Iterator[tuple[str, set[str]]]:
    """Moving a sitting, recording a vote, signing: the files of ours that each goes through."""
    with app.app_context():
        connection = app.extensions["sqlalchemy"].engine.connect()
        planned, item, submitted = (
            connection.exec_driver_sql(query).scalar() for query in (_PLANNED, _ITEM, _SUBMITTED)
        )
        connection.close()
    office, chair = app.test_client(), app.test_client()
    for client, email in ((office, SECRETARIAT), (chair, CHAIR)):
        client.post("/anmelden", data={"email": email, "password": PASSWORD})
    way = f"/sitzungen/{planned}/verlegen"
    moved = {"reason": "Raum belegt", "kept_reason": "bleibt", "start": "16:30", "end": "18:30"}
    yield "moving a sitting", _watched(app, root, office, way, fields(office, way) | moved)
    way = f"/tagesordnungspunkte/{item}/abstimmung"
    voted = {"mode": "counted", "yes": "5", "no": "0", "abstain": "0"}
    yield "recording a vote", _watched(app, root, office, way, fields(office, way) | voted)
    shown = f"/sitzungen/{submitted}/niederschrift"
    signed = fields(chair, shown) | {"decision": "sign"}
    yield "signing", _watched(app, root, chair, f"{shown}/entscheiden", signed)


class _Fields(HTMLParser):
    """What a browser would send of the longest form of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = [{}]
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and one.get("name"):
            if one.get("type") not in {"checkbox", "radio"} or "checked" in one:
                self.forms[-1][one["name"]] = one.get("value", "")
        elif tag == "select":
            self._select = one.get("name", "")
        elif tag == "option" and self._select and "selected" in one:
            self.forms[-1][self._select] = one.get("value", "")


def fields(client: Any, address: str) -> dict[str, str]:
    parser = _Fields()
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status}")
    parser.feed(answer.text)
    return max(parser.forms, key=len)


def _watched(app: Any, root: Path, client: Any, address: str, data: dict[str, str]) -> set[str]:
    from flask import template_rendered  # noqa: PLC0415 -- the other folder's

    seen: set[str] = set()
    package, drawn = str(root / "gremien_app"), str(root / "templates")

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        name = frame.f_code.co_filename
        if name.startswith((package, drawn)):
            seen.add(name)

    def draw(_sender: object, template: Any, **_more: object) -> None:
        seen.add(template.filename or template.name)

    template_rendered.connect(draw, app)
    sys.setprofile(note)
    try:
        answer = client.post(address, data=data)
    finally:
        sys.setprofile(None)
        template_rendered.disconnect(draw, app)
    if answer.status_code not in {302, 303}:
        raise SystemExit(f"{address} was not taken: {answer.status}\n{answer.text[:20000]}")
    return seen


if __name__ == "__main__":
    sys.exit(main())
