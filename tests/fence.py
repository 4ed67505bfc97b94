"""The fence around the furniture: what a module's name promises, read from its syntax tree.

import-linter knows exact names; a suffix (``vote_actions``) stands under the same order as the
furniture itself. What is neither is pure and has its reason in ``PURE``.
"""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gremien_app"
WINGS = ("base", "people", "meetings", "records", "channels", "operation")
# From the top: each imports only what stands after it, in its own room and in every other.
ORDER = ("room", "views", "forms", "actions", "queries", "rules", "models")
# Not of the office: writers, tools and parts of the web, named after what they are.
WRITERS = {"base/documents", "base/kernel"}
PARTS = {"base/web", "base/house", "operation/cli"}
ONE_PLACE = "base/transactions.py"
# Who ends a transaction besides views and commands.
COMMITTING = {
    "base/web/done.py": "the last beat of a view",
    "base/audit/watch_actions.py": "a refused attempt is noted after the answer",
    "base/mail/delivery_actions.py": "each mail is marked by itself, whatever becomes of the next",
}
# On connections of the driver, past the application's session and its models.
RAW = {
    "base/audit/upgrade_actions.py": "writes the record from a migration",
    "base/extensions.py": "sets up each connection",
    "operation/backups/actions.py": "copies a whole database",
    "operation/backups/archive_actions.py": "copies a file of SQLite",
    "operation/cli/restoring.py": "empties a database to be restored",
    "operation/backups/copy_actions.py": "copies rows of any table",
    "operation/cli/schema.py": "stamps what the migrations left",
    "operation/service/lock_actions.py": "holds a lock without the application",
}
# Pure modules of the rooms: what is neither furniture nor ends like it; each with its reason.
PURE = {
    "own": {
        "parts",  # what is stored about somebody as parts, for page and files
    },
    "portal": {
        "glossary",  # the office's words in plain sentences
        "retention",  # how long each kind of data is kept, pure
    },
    "accounts": {
        "occasions",  # the kinds of its mails with the words that come with them, pure
        "common_passwords",  # what guessers try first, pure
        "devices",  # what a browser calls itself, in two words
        "known_devices",  # the token by which a browser is known again
        "passwords",  # argon2, alone with its parameters
        "remembered",  # the viewers of one process, by the value of rights
        "secrets",  # keys of sign-ins and their hashes
    },
    "support": {
        "occasions",  # the kinds of its mails with the words that come with them, pure
        "measures",  # the measures and what somebody said of them, as data, pure
        "sealing",  # seals it by the key beside the database, knows neither Flask nor database
    },
    "files": {
        "inspection",  # has foreign files looked at by a process of its own
        "kinds",  # the kinds of files, and what an inspection tells of one, pure
        "office",  # reads Office files, in that process
        "pdfs",  # reads PDF files, in that process
        "pictures",  # writes pictures anew, in that process
        "store",  # where files lie, knows no Flask and no database
        "worker",  # that process itself
    },
    "papers": {
        "occasions",  # the kinds of its mails with the words that come with them, pure
        "bundle",  # many files as one archive, piece by piece, pure
        "kinds",  # kinds and states of papers, pure
    },
    "mail": {
        "occasions",  # the kind of the daily mail, pure
        "faults",  # what keeps a mail server from taking mail, in plain words, pure
        "transport",  # the message and its way to the mail server
    },
    "backups": {
        "settings",  # which settings of a backup a restored folder gets, pure
    },
    "ics": {
        "feed",  # writes calendars, line by line
        "itip",  # writes an appointment as a message to one person
        "lines",  # the bytes of a calendar as events and properties, pure
        "series",  # the dates of what repeats, in bounded time, pure
        "values",  # dates, times and lengths as calendars write them, pure
        "zones",  # whose clock a time is on, pure
    },
    "tables": {
        "encodings",  # whether a text is in another encoding than those read, pure
        "lines",  # a table's lines as texts, pure
        "quoting",  # cells that would be formulas, pure
        "separated",  # lines of a CSV file, pure
        "workbook",  # lines of an Excel file, guarded against bombs, pure
    },
    "audit": {
        "words",  # German labels of actions, fields and values
    },
    "minutes": {
        "occasions",  # the kinds of its mails with the words that come with them, pure
        "copies",  # which copy a file is and what it is called, pure
        "assembly",  # from the sitting's record to the document, pure
        "redaction",  # every text of the minutes gone through, pure
        "signature_lines",  # what stands below the minutes, of values
        "facts",  # what is frozen beside the words, and where a record differs from it, pure
        "first_words",  # how the first formats worded votes and outcomes, pure
        "frozen",  # canonical JSON, its formats and its fingerprint
        "gaps",  # what must be completed before the submission, pure
        "names",  # publication without names
        "printed",  # where a record differs from what the first formats froze, pure
        "versions",  # a version made from a record, and compared with it later, pure
    },
    "publication": {
        "occasions",  # the kinds of its mails with the words that come with them, pure
        "marking",  # marks around names become HTML
        "preview",  # what is about to become public, pure
    },
    "names": {
        "finder",  # finds names in a text, pure
        "renaming",  # today's name in the place of a former one, pure
        "hiding",  # takes them out again, pure
        "people",  # the orders of words by which a person is called, pure
        "judging",  # what becomes of each name, pure
        "relying",  # which names stayed in a published text and why, pure
        "reading",  # a text word by word: where a name begins and ends, pure
        "shapes",  # addresses, numbers and signs that tell of a person, pure
        "spelling",  # words without marks, accents and invisible signs, pure
        "strangers",  # persons whom no list knows, by the form, pure
        "vocabulary",  # words that are names, and words that are both
    },
    "committees": {
        "letterhead",  # the head of every paper of a committee
    },
    "lists": {
        "columns",  # the headings of a list and their variants
        "names",  # a whole name taken apart, pure
        "reading",  # the rows of a list below its headings
        "roles",  # what a list calls a member as a role, pure
        "writing",  # XLSX and CSV files
    },
    "members": {
        "data",  # a membership as plain data, judged before it is written
        "history",  # the changes of a membership in words
        "roster",  # groups, deputies, vacancies: the roster as shown
    },
    "agenda": {
        "decisions",  # whether an item was resolved, pure
    },
    "erasure": {
        "places",  # every column that may tell of a person, and what becomes of it
    },
    "data_format": {
        "file",  # the keys of a whole file, pure
        "model",  # what every object of it has in common, pure
        "nouns",  # the keys of persons, committees and whatever stands by itself, pure
        "read",  # reads a file and finds all its faults, pure
        "schema",  # the same keys for other programs, pure
        "sentences",  # what is said about a wrong value, pure
        "sittings",  # the keys of a sitting, pure
        "values",  # the values of the keys, pure
    },
    "proceedings": {
        "figures",  # how often a person came, pure
        "listing",  # what a line takes from the roster, pure
        "recorded",  # what was recorded of a sitting, read once, pure
        "wording",  # how results are worded
    },
    "planning": {
        "patterns",  # from a wish in words to the dates of a year, pure
        "spreadsheet",  # the year plan as a spreadsheet, pure
        "yearplan",  # how lists, tables and files show a year, pure
    },
    "observances": {
        "days",  # the computed days of a year, pure
        "events",  # what reading a calendar comes to, pure
        "expansion",  # a calendar's events as dates, series and what replaces them, pure
        "lengths",  # how long an event lasts and whether the file says so, pure
        "versions",  # which events stand for the same thing and which is the newest, pure
        "reading",  # reads calendars and lists of other offices, pure
        "sunset",  # when the sun sets in Köln, pure
    },
    "administration": {"occasions"},  # as in accounts
    "concerns": {"occasions"},  # as in accounts
    "fixing": {"occasions"},  # as in accounts
    "concurrences": {"occasions"},  # as in accounts
    "invitations": {"occasions"},  # as in accounts
    "replies": {"occasions"},  # as in accounts
    "sittings": {"occasions"},  # as in accounts
    "calendars": {
        "stored",  # bodies of feeds in files, knows no Flask and no database
        "wishes",  # what a subscriber's options make of a sitting, pure
    },
}
FLASK = ("flask", "flask_login", "flask_sqlalchemy", "flask_wtf", "werkzeug", "wtforms")
SESSION = ("gremien_app.base.extensions.", "sqlalchemy.orm.Session")


def kind_of(stem: str) -> str | None:
    """``vote_actions`` → ``actions``; None for a module that is no furniture."""
    last = stem.rpartition("_")[2]
    return last if last in ORDER else None


def modules() -> Iterator[PurePosixPath]:
    for path in sorted(PACKAGE.glob("*/**/*.py")):
        inside = PurePosixPath(path.relative_to(PACKAGE).as_posix())
        if inside.parts[0] in WINGS:
            yield inside


def faults(path: PurePosixPath, source: str) -> list[str]:
    """What of this module breaks the promise of its name; ``path`` inside the package."""
    tree, room, kind = ast.parse(source), path.parent.as_posix(), kind_of(path.stem)
    if path.stem == "__init__" or len(path.parts) == 2:
        return [*_commits(path, tree, ends=path.as_posix() == ONE_PLACE)]
    is_part = room in PARTS
    found = [*_reads(path, tree, kind)]
    found += _commits(path, tree, ends=kind == "views" or is_part or path.as_posix() in COMMITTING)
    if is_part:
        return found
    if kind is None and room not in WRITERS and path.stem not in PURE.get(path.parent.name, set()):
        found.append("neither furniture nor on the list of pure modules")
    if kind in {None, "rules"}:
        found += _purity(tree, allows_sqlalchemy=kind == "rules")
    return [*found, *_order(tree, path, kind)]


def _reads(path: PurePosixPath, tree: ast.AST, kind: str | None) -> Iterator[str]:
    if kind == "queries" or path.as_posix() in RAW:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            # ``select.select`` waits for sockets.
            whose = getattr(node.func, "value", None)
            if _name(node.func) == "select" and _name(whose) not in {"select", "selectors"}:
                yield f"line {node.lineno}: select() outside queries"


def _commits(path: PurePosixPath, tree: ast.AST, *, ends: bool) -> Iterator[str]:
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        # A connection that is begun commits at its end by itself.
        ending = _name(node.func) if is_call else ""
        begins = ending == "begin" and _name(node.func.value) in {"engine", "session", "connection"}
        if (ending == "commit" or begins) and path.as_posix() not in {ONE_PLACE, *RAW}:
            yield f"line {node.lineno}: {ending}() outside its one place"
    if not ends and "gremien_app.base.transactions.commit" in set(imported(tree)):
        yield "ends the transaction, which only views and commands do"


def _purity(tree: ast.AST, *, allows_sqlalchemy: bool) -> Iterator[str]:
    for name in imported(tree):
        if (
            name.split(".")[0] in FLASK
            or name.startswith(SESSION)
            or (name.startswith("sqlalchemy") and not allows_sqlalchemy)
        ):
            yield f"knows {name}"


def _order(tree: ast.AST, path: PurePosixPath, kind: str | None) -> Iterator[str]:
    """Never what stands above, in whatever room; what is pure knows rules, models and the pure."""
    place = ORDER.index(kind or "rules")
    for module in dict.fromkeys(filter(None, map(module_of, imported(tree)))):
        other = kind_of(module.rpartition(".")[2])
        is_tool = module.startswith(("gremien_app.base.web.", "gremien_app.base.house."))
        if other is not None and not is_tool and ORDER.index(other) < place:
            yield f"{kind or 'what is pure'} imports {module}"


def module_of(name: str) -> str | None:
    """The module of this package that an imported name is or stands in."""
    if not name.startswith("gremien_app."):
        return None
    for candidate in (name, name.rpartition(".")[0]):
        if PACKAGE.parent.joinpath(*candidate.split(".")).with_suffix(".py").is_file():
            return candidate
    return None


def imported(tree: ast.AST) -> Iterator[str]:
    """Names as they are imported; not those that only types need."""
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and _name(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _name(node: ast.AST | None) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
