"""Where the package compares with a German sentence, read from its syntax trees.

Facts are columns and keys; a sentence is made when it is shown. Whoever compares, cuts or searches
with one recognises by wording, and whoever words it anew changes what the program does.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gremien_app"
CUTTING = {"startswith", "endswith", "partition", "rpartition", "split", "rsplit", "find", "rfind"}
CUTTING |= {"index", "count", "replace", "removeprefix", "removesuffix"}
CUTTING |= {"contains", "like", "ilike", "in_", "not_in"}  # of a query
COMPARING = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
# A capital and small letters, an umlaut, or two words: no key of this house looks like that.
_GERMAN = re.compile(r"[äöüÄÖÜß„]|^[A-ZÄÖÜ][a-zäöü]{2,}|[a-z]{2,} [A-Za-z]|[.:] $|^\\. ")
Found = tuple[str, str]  # the module, the words


class Module(NamedTuple):
    path: str
    tree: ast.Module
    constants: dict[str, list[str]]
    imported: dict[str, tuple[str, str]]


def words_in(node: ast.expr) -> list[str]:
    """The texts of a literal; a hole of an f-string is "{}"."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            told = [str(v.value) if isinstance(v, ast.Constant) else "{}" for v in values]
            return ["".join(told)]
        case ast.Tuple(elts=elts) | ast.Set(elts=elts) | ast.List(elts=elts):
            return [text for one in elts for text in words_in(one)]
        case ast.BinOp(left=left, right=right):
            return words_in(left) + words_in(right)
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple"), args=[only]):
            return words_in(only)
    return []


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for name, value in pairs:
                if isinstance(name, ast.Name):
                    found[name.id] = words_in(value)
    return found


def read(path: str, source: str) -> Module:
    tree = ast.parse(source)
    imported = {
        alias.asname or alias.name: (str(node.module), alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return Module(path, tree, _constants(tree), imported)


@cache
def package() -> dict[str, Module]:
    """Every module by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        relative = path.relative_to(PACKAGE).as_posix()
        found[name] = read(relative, path.read_text(encoding="utf-8"))
    return found


def _told(node: ast.expr, module: Module, all_: dict[str, Module]) -> list[str]:
    """The texts of a literal, of a constant, or of a constant of another module."""
    if isinstance(node, ast.Name):
        home, name = module.imported.get(node.id, ("", ""))
        there = all_[home].constants.get(name, []) if home in all_ else []
        return module.constants.get(node.id, []) + there
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        home, name = module.imported.get(node.value.id, ("", ""))
        other = all_.get(f"{home}.{name}")
        return other.constants.get(node.attr, []) if other else []
    return words_in(node)


def _compared(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, ops=ops, comparators=others):
                if any(isinstance(op, COMPARING) for op in ops):
                    yield from (left, *others)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[pattern, *_]):
                yield pattern
            case ast.Call(func=ast.Attribute(attr=name), args=args) if name in CUTTING:
                yield from args
            case ast.MatchValue(value=value):
                yield value


def recognised(module: Module, all_: dict[str, Module]) -> Iterator[Found]:
    """What a module compares with, as far as it is wording."""
    for node in _compared(module.tree):
        for words in _told(node, module, all_):
            if _GERMAN.search(words):
                yield module.path, words
