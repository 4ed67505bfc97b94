"""Every module keeps what its name promises; and whoever does not is caught."""

from pathlib import PurePosixPath

import pytest

from tests.fence import PACKAGE, PURE, faults, kind_of, modules


def test_no_module_breaks_the_promise_of_its_name() -> None:
    found = [
        f"{path}: {fault}"
        for path in modules()
        for fault in faults(path, (PACKAGE / path).read_text(encoding="utf-8"))
    ]

    assert found == []


def test_the_list_of_pure_modules_names_none_that_is_gone() -> None:
    built = {(path.parent.name, path.stem) for path in modules()}
    listed = {(room, stem) for room, stems in PURE.items() for stem in stems}

    assert listed - built == set()
    assert {stem for _room, stem in listed if kind_of(stem)} == set()


COMMITS = "from gremien_app.base.extensions import db\n\ndef f():\n    db.session.commit()\n"
BEGINS = COMMITS.replace("session.commit()", "engine.begin()")
ENDS = "from gremien_app.base.transactions import commit\n"
SELECTS = "from sqlalchemy import select\n\nQUERY = select(1)\n"
FLASK = "from flask import request\n"
SESSION = "from gremien_app.base.extensions import db\n"
VIEW = "from gremien_app.meetings.agenda import views\n"
SUFFIX_VIEW = "from gremien_app.meetings.planning.plan_views import bp\n"
ACTION = "from gremien_app.meetings.agenda.actions import add_item\n"
QUERY = "from gremien_app.meetings.agenda.queries import agenda_of\n"
TYPES = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from flask import Flask\n"


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("meetings/agenda/neighbours.py", ""),
        ("meetings/agenda/actions.py", COMMITS),
        ("meetings/agenda/item_actions.py", COMMITS),
        ("meetings/agenda/views.py", COMMITS),
        ("operation/cli/tick.py", BEGINS),
        ("meetings/agenda/actions.py", ENDS),
        ("meetings/agenda/item_queries.py", ENDS),
        ("meetings/agenda/decisions.py", ENDS),
        ("people/members/actions.py", SELECTS),
        ("people/members/seat_actions.py", SELECTS),
        ("people/members/seat_views.py", SELECTS),
        ("people/members/forms.py", SELECTS),
        ("operation/cli/tick.py", SELECTS),
        ("meetings/agenda/rules.py", FLASK),
        ("people/members/renewal_rules.py", FLASK),
        ("meetings/agenda/decisions.py", FLASK),
        ("base/kernel/dates.py", FLASK),
        ("meetings/agenda/item_rules.py", SESSION),
        ("meetings/agenda/decisions.py", SESSION),
        ("base/documents/sheet.py", SESSION),
        ("records/minutes/actions.py", VIEW),
        ("records/minutes/closing_actions.py", SUFFIX_VIEW),
        ("records/minutes/queries.py", SUFFIX_VIEW),
        ("records/minutes/forms.py", VIEW),
        ("records/minutes/queries.py", ACTION),
        ("records/minutes/gaps.py", QUERY),
        ("records/minutes/rules.py", QUERY),
        ("records/minutes/models.py", "from gremien_app.meetings.agenda import rules\n"),
    ],
)
def test_a_planted_breach_is_caught(path: str, source: str) -> None:
    assert faults(PurePosixPath(path), source) != []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("meetings/agenda/views.py", ENDS + FLASK + ACTION + QUERY),
        ("meetings/agenda/item_queries.py", SELECTS + SESSION),
        ("meetings/agenda/item_actions.py", SESSION + QUERY + ACTION),
        ("meetings/agenda/decisions.py", TYPES),
        ("operation/cli/tick.py", ENDS + ACTION),
    ],
)
def test_what_is_in_its_place_is_let_through(path: str, source: str) -> None:
    assert faults(PurePosixPath(path), source) == []


def test_every_mail_goes_by_its_occasion():
    """Rooms call ``tell``: past it nobody's wishes and no hours of the night would be asked."""
    writing = {
        path.as_posix()
        for path in modules()
        if "enqueue(" in (PACKAGE / path).read_text(encoding="utf-8")
    }

    assert writing == {"base/mail/actions.py", "base/mail/occasion_actions.py"}
