"""The house's guarantees: checked here, not hoped for."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.base.web.access import RULES

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gremien_app"
FURNITURE = {"__init__", "room", "models", "rules", "queries", "actions", "forms", "views"}
# These are no rooms: writers, decisions and web parts have files named after what they are.
FREE = {"cli", "documents", "house", "kernel", "web"}
WINGS = ("base", "people", "meetings", "records", "channels", "operation")
# A room may have these besides; each with its reason.
EXTRA = {
    "invitations": {
        "due_queries",  # what is to be done, for the start page
    },
    "portal": {
        "retention",  # how long each kind of data is kept, pure
        "organization_views",  # the pages that show organisations
        "person_views",  # the pages that show persons, composed of several rooms
    },
    "accounts": {
        "copies",  # names beside what somebody did, changed with the person's
        "administration",  # the pages on which accounts are kept, beside those of one's own
        "common_passwords",  # what guessers try first, pure
        "devices",  # what a browser calls itself, in two words
        "known_devices",  # the cookie by which a browser is known again
        "mails",  # the texts of invitations and forgotten passwords
        "passwords",  # argon2, alone with its parameters
        "presence",  # when a sign-in was last used: the one write of a GET
        "secrets",  # keys of sign-ins and their hashes
        "sign_in_actions",  # writes of sign-ins and passwords, beside those of the administration
    },
    "mail": {
        "delivery_actions",  # takes mails in hand, sends and marks them
        "transport",  # the message and its way to the mail server
    },
    "backups": {
        "archive_actions",  # the backup file: written, checked, opened
        "copy_actions",  # rows from one engine to the other, with checksums
        "settings",  # which settings of a backup a restored folder gets, pure
        "target_queries",  # what a database is called and holds, before something is put there
    },
    "service": {
        "clock_queries",  # whether the clock can be right
        "guard_views",  # the answer 503 when program and database do not fit
        "lock_actions",  # who works on the data, and who needs it alone
        "schema_queries",  # the revision of a database, and those this program knows
    },
    "audit": {
        "anchor_queries",  # the chain's head, written down outside the database
        "rewording_actions",  # a name that may not be told goes from the record
        "upgrade_actions",  # writes the record from a migration, past all models
        "verification_queries",  # whether the chain is whole
        "watch_actions",  # refused attempts and downloads, noted after the answer
        "words",  # German labels of actions, fields and values
    },
    "minutes": {
        "due_queries",  # what is to be done, for the start page
        "seal_queries",  # whether signed minutes still are what was signed
        "copies",  # which copy a file is and what it is called, pure
        "assembly",  # from the sitting's record to the document, pure
        "closing_actions",  # closes what all have signed and an older program left open
        "download_views",  # the routes of the Word files
        "delivery",  # what of published minutes is delivered
        "redaction",  # every text of the minutes gone through, pure
        "facts",  # what is frozen beside the words, and where a record differs from it, pure
        "former_actions",  # former names that may not be told: out of texts and deliveries
        "former_models",  # as whom signed papers name somebody
        "former_words",  # how the first formats worded votes and outcomes, pure
        "frozen",  # canonical JSON, its formats and its fingerprint
        "refusal_actions",  # taking back that one refused, beside the steps of the minutes
        "gaps",  # what must be completed before the submission, pure
        "names",  # publication without names
        "page",  # what a viewer may read and do
        "printed",  # where a record differs from what the first formats froze, pure
        "versions",  # a version made from a record, and compared with it later, pure
    },
    "resolutions": {
        "shown_queries",  # what a viewer reads of a resolution
    },
    "publication": {
        "marking",  # marks around names become HTML
        "preview",  # what is about to become public, pure
        "seal_queries",  # whether what is public still is what was shown
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
        "reach",  # which days a change touches; notes names, seats and terms that are saved
    },
    "lists": {
        "columns",  # the headings of a list and their variants
        "matching",  # whom a line means
        "quoting",  # cells that would be formulas
        "reading",  # lines of a CSV file, and what every list must have
        "word",  # from the roster to the documents' content
        "workbook",  # lines of an Excel file
        "writing",  # XLSX and CSV files
    },
    "members": {
        "change_views",  # the pages on which a membership changes
        "reach",  # which days a change touches; notes the memberships that are saved
        "changes",  # correcting, splitting, succeeding, rotating the chair
        "data",  # a membership as plain data, judged before it is written
        "history",  # the changes of a membership in words
        "locking",  # who changes a roster waits for whoever else does
        "publicity",  # whose name may be published
        "seat_views",  # the pages of seats
        "seats",  # writes of seats
        "roster",  # groups, deputies, vacancies: the roster as shown, pure
        "merging_actions",  # two records of one organisation become one, with seats and memberships
        "merging_views",  # the page on which they are put together
        "organization_queries",  # what organisations hold in the committees
        "forgetting_actions",  # contact data goes a while after the last membership
        "person_queries",  # what persons are or were in the committees
    },
    "persons": {
        "naming_actions",  # a former name goes, or stays where it is wanted
        "naming_rules",  # whether a former name is left
    },
    "agenda": {
        "decisions",  # whether an item was resolved, pure
        "word",  # from the agenda to the document's content
    },
    "erasure": {
        "places",  # every column that may tell of a person, and what becomes of it
        "text_queries",  # where the office's texts speak of somebody, beside the counts
    },
    "exchange": {
        "demo",  # the demonstration's files and logins
        "fields",  # values of the data format
        "layout",  # the keys of the data format
        "layout_keys",  # how the keys are written down
        "layout_sittings",  # the keys of a sitting
        "load_actions",  # writes what stands by itself
        "load_people_actions",  # writes the roster and who held which office
        "load_minutes_actions",  # brings imported minutes into their state
        "load_sitting_actions",  # writes sittings with all that hangs on them
        "read",  # reads a file and finds all its faults
        "sitting_rules",  # what must fit together in one sitting
    },
    "founding": {
        "closing_actions",  # a body ends with its memberships, and is opened again
        "closing_views",  # the pages of closing and opening again
        "naming_actions",  # names over time
        "naming_rules",  # always one name on a day
        "naming_views",  # the pages of names
        "seat_actions",  # seats by statute and their groups
        "seat_rules",  # how many there are, and of which groups
        "seat_views",  # the page of seats by statute
        "term_actions",  # Wahlperioden
        "term_rules",  # one on a day, around all that hangs on it
        "term_views",  # the pages of the Wahlperioden
    },
    "proceedings": {
        "due_queries",  # what is to be done, for the start page
        "chair_rules",  # who chairs which items, beside the rules of attendance and votes
        "representation_queries",  # where a deputy is called in: the last word on a viewer's rights
        "figures",  # how often a person came, pure
        "figure_queries",  # the lists from which that is counted
        "following_actions",  # untouched lines follow the roster, what was recorded stays
        "naming_actions",  # corrected names reach the open lists
        "listing",  # what a line takes from the roster, pure
        "question_actions",  # questions between list and roster: raised and answered
        "question_queries",  # reads of what differs
        "question_rules",  # where list and roster differ, in words
        "question_views",  # the answers
        "reached_queries",  # the sittings that a change reaches back into
        "page",  # what the pages of a running sitting show
        "vote_actions",  # writes of votes and conflicts, beside those of attendance
        "vote_views",  # the pages of votes and conflicts, beside those of attendance
        "wording",  # how results are worded
    },
    "planning": {
        "due_queries",  # what is to be done, for the start page
        "deadlines",  # from a committee's settings to days, pure; the calendars read it too
        "patterns",  # from a wish in words to the dates of a year, pure
        "plan_views",  # the pages of one plan, beside those of the year
        "spreadsheet",  # the year plan as a spreadsheet, pure
        "yearplan",  # how lists, tables and files show a year, pure
    },
    "observances": {
        "days",  # the computed days of a year, pure
        "reading",  # reads calendars and lists of other offices, pure
        "sunset",  # when the sun sets in Köln, pure
    },
    "sittings": {
        "due_queries",  # what is to be done, for the start page
        "opening_actions",  # an opening is taken back
        "opening_rules",  # when a sitting is opened and closed
        "opening_views",  # the buttons of the running sitting
        "conflicts",  # what speaks against a date
        "fact_queries",  # what dates are compared with, read at once
        "tabs",  # the sub-pages of a sitting, for all rooms above
        "venue_actions",  # writes of the places, beside those of sittings
        "venue_forms",  # forms of the places
        "venue_views",  # the pages of the places
    },
    "calendars": {
        "feed",  # writes iCalendar, knows no Flask and no database
        "freshness_actions",  # watches what is saved for changes that calendars show
        "personal_queries",  # what one's own subscription shows
        "feed_views",  # the routes of the feeds, without session and viewer
        "stored",  # bodies of feeds in files, knows no Flask and no database
        "subscription_views",  # the pages of one's own subscriptions
        "wishes",  # what a subscriber's options make of a sitting, pure
    },
}
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
    "portal.accessibility",
    "portal.committee",
    "portal.committees",
    "portal.healthz",
    "portal.imprint",
    "portal.privacy",
    "portal.robots",
    "portal.sitting",
    "portal.start",
    "resolutions.index",
    "resolutions.show",
    "sittings.index",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base_utils"}
MAX_LINES, MAX_TEST_LINES, MAX_FUNCTION = 350, 550, 40
# What stands above all wings: the application, its settings, the list of rooms, the command.
GATE = {"__init__", "cli", "config", "rooms", "settings_file"}
PURE = ("flask", "flask_login", "flask_sqlalchemy", "flask_wtf", "werkzeug", "wtforms")


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
def test_a_room_holds_only_the_known_furniture(room: Path) -> None:
    allowed = FURNITURE | EXTRA.get(room.name, set())

    assert {p.stem for p in room.rglob("*.py")} - allowed == set()


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


def imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_rules_kernel_and_documents_know_neither_flask_nor_the_session() -> None:
    pure = [
        *python_files(PACKAGE / "base" / "kernel", PACKAGE / "base" / "documents"),
        *PACKAGE.glob("*/*/rules.py"),
    ]
    wrong = {
        f"{relative(path)}: {name}"
        for path in pure
        for name in imported_names(path)
        if name.split(".")[0] in PURE
        or name.startswith(("gremien_app.base.extensions", "sqlalchemy.orm.Session"))
        or (name.startswith("sqlalchemy") and path.stem != "rules")
    }

    assert wrong == set()


def test_actions_flush_and_never_commit() -> None:
    committing = {
        relative(path)
        for path in PACKAGE.glob("*/*/*.py")
        if path.stem in {"actions", "queries", "rules", "models"}
        and ".commit()" in path.read_text(encoding="utf-8")
    }

    assert committing == set()


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
