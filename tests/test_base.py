"""The lowest wing names nothing of the office, and no room names a table of one above it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gremien_app.base.house.gathered import House
from gremien_app.rooms import ROOMS

BASE = Path(__file__).resolve().parent.parent / "gremien_app" / "base"
ABOVE = House([room for room in ROOMS if not room.room.startswith("base.")])
BELOW = House([room for room in ROOMS if room.room.startswith("base.")])
PAGES = {blueprint.name for blueprint in ABOVE.blueprints}
# A word that is no name of a table where it stands; each with its reason.
OTHER_MEANING = {
    # a key of the text that is hashed: the chain of every office has it
    "audit/rules.py": {"committee"},
    "audit/upgrade_actions.py": {"committee"},
}


def texts(source: str) -> Iterator[str]:
    """Every text of a module but its docstrings."""
    tree = ast.parse(source)
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def named(source: str) -> set[str]:
    """The tables, pages and actions of rooms above that a module of base names."""
    found = set()
    for text in texts(source):
        before, dot, after = text.partition(".")
        is_name = re.fullmatch(r"[a-z_]*%?", after) is not None
        if dot and is_name and before in PAGES | set(ABOVE.areas):
            found.add(text)
        words = {text} | set(re.findall(r"\b(?:FROM|INTO|UPDATE|JOIN|TABLE)\s+(\w+)", text))
        found |= words & set(ABOVE.tables)
    return found


@pytest.mark.parametrize(
    "path", sorted(BASE.rglob("*.py")), ids=lambda path: path.relative_to(BASE).as_posix()
)
def test_base_names_nothing_of_the_office(path: Path) -> None:
    allowed = OTHER_MEANING.get(path.relative_to(BASE).as_posix(), set())

    assert named(path.read_text(encoding="utf-8")) == allowed


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('table("membership")', {"membership"}),
        ('url_for("sittings.index")', {"sittings.index"}),
        ('here.startswith("accounts.")', {"accounts."}),
        ('record(viewer, "minutes.signed")', {"minutes.signed"}),
        ('action.not_like("account.%")', {"account.%"}),
        ('text("SELECT id FROM sitting")', {"sitting"}),
        ('f"{x} JOIN committee ON {y}"', {"committee"}),
        ('"""membership"""', set()),
        ('url_for("mail.show")', set()),
        ('"Dieser Sitz ist frei."', set()),
    ],
)
def test_a_name_planted_in_base_is_found(source: str, found: set[str]) -> None:
    assert named(source) == found


# Values of choices that are called like a table; keys ("committee.id") are relations.
CHOICES = {
    "people.accounts": {"invitation"},
    "people.committees": {"resolution", "paper"},
    "meetings.deadlines": {"minutes", "dispatch"},
}


@pytest.mark.parametrize("room", [room.room for room in ROOMS[2:]])
def test_no_room_names_a_table_of_a_room_above(room: str) -> None:
    names = [one.room for one in ROOMS]
    above = set(House(ROOMS[names.index(room) + 1 :]).tables)
    folder = BASE.parent.joinpath(*room.split("."))

    found = {
        text for path in folder.glob("*.py") for text in texts(path.read_text(encoding="utf-8"))
    }

    assert found & above == CHOICES.get(room, set())


def test_what_base_says_itself_stands_in_base() -> None:
    own = {facts.model.__module__.split(".")[1] for facts in BELOW.tables.values()}

    assert own == {"base"}
    assert not set(BELOW.tables) & set(ABOVE.tables)
